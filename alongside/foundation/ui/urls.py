from django.urls import path

from alongside.foundation.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("life/", views.life, name="life"),
    path("simple/", views.simple, name="simple"),
    path("card/", views.printed, name="printed"),
]
