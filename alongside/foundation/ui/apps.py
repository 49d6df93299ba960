from django.apps import AppConfig


class Ui(AppConfig):
    name = "alongside.foundation.ui"
    label = "ui"
