from django.apps import AppConfig


class Listening(AppConfig):
    name = "alongside.human.listening"
    label = "listening"
