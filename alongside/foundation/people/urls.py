from django.urls import URLPattern, path

from . import views

app_name = "people"
urlpatterns: list[URLPattern] = [
    path("me/", views.me, name="me"),
    path("me/name/", views.rename, name="rename"),
    path("me/asked/", views.asked, name="asked"),
    path("me/asked/<uuid:pk>/", views.say, name="say"),
    path("me/asked/<uuid:pk>/back/", views.take_back_asking, name="take_back_asking"),
    path("welcome/", views.welcome, name="welcome"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/new/", views.found_organisation, name="found_organisation"),
    path("organisations/<uuid:pk>/", views.organisation, name="organisation"),
    path("organisations/<uuid:pk>/bring-in/", views.join, name="join"),
    path("organisations/<uuid:pk>/people/<uuid:person>/leave/", views.leave, name="leave"),
    path("faces/", views.faces, name="faces"),
]
