from django.apps import AppConfig


class Vault(AppConfig):
    name = "alongside.foundation.vault"
    label = "vault"
