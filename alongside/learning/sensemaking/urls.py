from django.urls import URLPattern

app_name = "sensemaking"
urlpatterns: list[URLPattern] = []
