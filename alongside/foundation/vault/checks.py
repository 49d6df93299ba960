"""After a restore, what was erased is back until it is erased again."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db import connection

from . import ledger
from .models import LifeKey


@register("place", deploy=True)
def the_erased_are_gone(**_options: Any) -> list[CheckMessage]:
    try:
        gone = [*ledger.erased(), *ledger.let_go()]
    except (OSError, ledger.BrokenLedger) as error:
        return [Error(f"The ledger of erasures cannot be trusted: {error}", id="vault.E001")]
    if not gone or LifeKey._meta.db_table not in connection.introspection.table_names():
        return []
    back = LifeKey.objects.filter(life__in=gone).count()
    if not back:
        return []
    return [
        Error(
            f"{back} lives, or what a law kept of them, are here that were erased: an older "
            "database was restored.",
            hint="Run `alongside erasures replay` before anybody can sign in.",
            id="vault.E002",
        )
    ]
