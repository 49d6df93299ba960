from django.urls import URLPattern, path

from . import views

app_name = "sensemaking"
urlpatterns: list[URLPattern] = [
    path("systems/<uuid:pk>/insights/", views.insights, name="insights"),
    path("systems/<uuid:pk>/insights/stories/", views.choose, name="choose"),
    path("systems/<uuid:pk>/insights/new/", views.make_sense, name="make_sense"),
    path("insights/<uuid:pk>/", views.insight, name="insight"),
    path("insights/<uuid:pk>/see/", views.see, name="see"),
    path("insights/<uuid:pk>/further/", views.further, name="further"),
    path("perspectives/<uuid:pk>/", views.perspective, name="perspective"),
]
