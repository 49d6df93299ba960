from django.apps import AppConfig


class Kit(AppConfig):
    name = "alongside.foundation.kit"
    label = "kit"
