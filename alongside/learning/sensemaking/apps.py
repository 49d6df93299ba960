from django.apps import AppConfig


class Sensemaking(AppConfig):
    name = "alongside.learning.sensemaking"
    label = "sensemaking"
