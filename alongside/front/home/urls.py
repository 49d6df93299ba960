from django.urls import URLPattern, path

from . import views

app_name = "home"
urlpatterns: list[URLPattern] = [
    path("", views.front, name="front"),
    path("start/", views.start, name="start"),
    path("systems/<uuid:pk>/", views.system, name="system"),
    path("entries/<uuid:pk>/thread/", views.thread, name="thread"),
    path("entries/<uuid:pk>/voices/", views.voices, name="voices"),
    path("owed/", views.owed, name="owed"),
    path("owed/print/", views.visit_sheet, name="visit_sheet"),
    path("owed/<uuid:pk>/told/", views.told, name="told"),
    path("search/", views.search, name="search"),
    path("what-this-will-not-do/", views.refusals, name="refusals"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
