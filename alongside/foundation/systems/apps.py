from django.apps import AppConfig


class Systems(AppConfig):
    name = "alongside.foundation.systems"
    label = "systems"
