from django.urls import path

from alongside.foundation.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("asking/", views.asking, name="asking"),
    path("life/", views.life, name="life"),
    path("teller/", views.teller, name="teller"),
    path("printed/", views.printed, name="printed"),
]
