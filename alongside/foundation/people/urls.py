from django.urls import URLPattern, path

from . import views

app_name = "people"
urlpatterns: list[URLPattern] = [
    path("me/", views.me, name="me"),
    path("me/name/", views.rename, name="rename"),
    path("welcome/", views.welcome, name="welcome"),
    path("faces/", views.faces, name="faces"),
]
