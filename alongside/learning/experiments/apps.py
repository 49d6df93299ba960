from typing import Any

from django.apps import AppConfig
from django.core.checks import register
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class Experiments(AppConfig):
    name = "alongside.learning.experiments"
    label = "experiments"

    def ready(self) -> None:
        from alongside.foundation.logbook.kinds import stands_on

        from .models import TRY, guards
        from .models.plans import change_begins

        stands_on(TRY, change_begins)
        register(guards.guards_are_there, "place", deploy=True)
        pre_migrate.connect(_lift, sender=self)
        post_migrate.connect(_install, sender=self)


def _lift(*, using: str, plan: Any = (), **kwargs: Any) -> None:
    from .models import guards

    if plan:
        guards.lift(connections[using])


def _install(*, using: str, **kwargs: Any) -> None:
    from .models import guards

    guards.install(connections[using])
