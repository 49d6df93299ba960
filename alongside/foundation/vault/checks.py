"""After a restore, lives that were erased are back until they are erased again."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db import connection

from . import ledger
from .models import LifeKey


@register("place", deploy=True)
def the_erased_are_gone(**_options: Any) -> list[CheckMessage]:
    try:
        lives = list(ledger.erased())
    except (OSError, ledger.BrokenLedger) as error:
        return [Error(f"The ledger of erasures cannot be trusted: {error}", id="vault.E001")]
    if not lives or LifeKey._meta.db_table not in connection.introspection.table_names():
        return []
    back = LifeKey.objects.filter(life__in=lives).count()
    if not back:
        return []
    return [
        Error(
            f"{back} lives are here that were erased: an older database was restored.",
            hint="Run `alongside erasures replay` before anybody can sign in.",
            id="vault.E002",
        )
    ]
