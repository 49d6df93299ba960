from django.apps import AppConfig


class Logbook(AppConfig):
    name = "alongside.foundation.logbook"
    label = "logbook"
