from django.apps import AppConfig


class Home(AppConfig):
    name = "alongside.front.home"
    label = "home"
