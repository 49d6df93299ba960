from django.urls import URLPattern, path

from . import views

app_name = "record"
urlpatterns: list[URLPattern] = [
    path("record/", views.checkpoints, name="checkpoints"),
    path("record/key/", views.key, name="key"),
    path("record/<int:number>/", views.checkpoint, name="checkpoint"),
    path("record/<int:number>/since/<int:earlier>/", views.extends, name="extends"),
]
