from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class Record(AppConfig):
    name = "alongside.foundation.record"
    label = "record"

    def ready(self) -> None:
        autodiscover_modules("reactions")
        autodiscover_modules("looks")
        post_migrate.connect(_reinstall, sender=self)


def _reinstall(*, using: str, **kwargs: Any) -> None:
    from . import triggers

    triggers.install(connections[using])
