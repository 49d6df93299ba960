from django.apps import AppConfig


class Signals(AppConfig):
    name = "alongside.human.signals"
    label = "signals"
