from django.apps import AppConfig


class Measures(AppConfig):
    name = "alongside.learning.measures"
    label = "measures"
