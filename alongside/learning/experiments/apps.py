from django.apps import AppConfig


class Experiments(AppConfig):
    name = "alongside.learning.experiments"
    label = "experiments"
