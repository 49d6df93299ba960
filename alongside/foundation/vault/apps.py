from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Vault(AppConfig):
    name = "alongside.foundation.vault"
    label = "vault"

    def ready(self) -> None:
        from . import checks, hash_key  # noqa: F401

        post_migrate.connect(hash_key.make_ready, sender=self)
