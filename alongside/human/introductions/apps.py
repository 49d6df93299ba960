from django.apps import AppConfig


class Introductions(AppConfig):
    name = "alongside.human.introductions"
    label = "introductions"
