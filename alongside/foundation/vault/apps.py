from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Vault(AppConfig):
    name = "alongside.foundation.vault"
    label = "vault"

    def ready(self) -> None:
        from . import hash_key

        post_migrate.connect(hash_key.make_ready, sender=self)
