from django.urls import URLPattern, path

from . import views

app_name = "introductions"
urlpatterns: list[URLPattern] = [
    path("who-can-help/", views.who_can_help, name="who_can_help"),
    path("me/pulled-in/", views.can_help, name="can_help"),
    path("me/pulled-in/<uuid:pk>/", views.offer, name="offer"),
    path("me/pulled-in/<uuid:pk>/take-down/", views.take_down, name="take_down"),
    path("waiting-on-me/", views.waiting, name="waiting"),
    path("systems/<uuid:pk>/introductions/", views.introductions, name="introductions"),
    path("systems/<uuid:pk>/introductions/who/", views.pull_in, name="pull_in"),
    path("systems/<uuid:pk>/introductions/to/<uuid:whom>/", views.propose, name="propose"),
    path("introductions/<uuid:pk>/", views.introduction, name="introduction"),
    path("introductions/<uuid:pk>/print/", views.printed, name="printed"),
    path("introductions/<uuid:pk>/yes/", views.agree, name="agree"),
    path("introductions/<uuid:pk>/come/", views.accept, name="accept"),
    path("introductions/<uuid:pk>/pass-on/", views.pass_on, name="pass_on"),
    path("introductions/<uuid:pk>/find/", views.find, name="find"),
    path("introductions/<uuid:pk>/bring-back/", views.bring_back, name="bring_back"),
    path("introductions/<uuid:pk>/met/", views.meet, name="meet"),
    path("introductions/<uuid:pk>/settled/", views.settle, name="settle"),
    path("introductions/<uuid:pk>/walk-on/", views.let_go, name="let_go"),
    path("introductions/<uuid:pk>/stop/", views.stop, name="stop"),
]
