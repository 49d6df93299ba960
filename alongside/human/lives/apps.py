from django.apps import AppConfig


class Lives(AppConfig):
    name = "alongside.human.lives"
    label = "lives"
