"""A demo lets anybody sign in as anybody, so it will not stand on the data of somebody real."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from .models import Person
from .rules import nobody_real_is_here


@register(Tags.database)
def a_demo_holds_nobody_real(
    *, databases: Sequence[str] | None, **_options: Any
) -> list[CheckMessage]:
    if not settings.DEMO or not databases or "default" not in databases:
        return []
    if Person._meta.db_table not in connections["default"].introspection.table_names():
        return []
    if nobody_real_is_here():
        return []
    return [
        Error(
            "This database holds people with real e-mail addresses, and the demo lets anybody "
            "sign in as anybody.",
            hint="Unset ALONGSIDE_DEMO, or let DATABASE_URL and ALONGSIDE_DATA name another place.",
            id="people.E001",
        )
    ]
