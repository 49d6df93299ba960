"""Watching the SQL of a test: does the house change a row anywhere but inside a verb?"""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from alongside.foundation.record.actions import is_acting

HOUSE = Path(__file__).resolve().parent.parent / "alongside"
ABOUT_LIVES = "lives|introductions|signals|listening"
ROOMS = f"vault|people|systems|logbook|{ABOUT_LIVES}|sensemaking|measures|experiments|home"
# The record writes itself; the search index beside the tables holds nothing of its own; the key of
# keyed hashes is made by whatever asks for it first.
WRITES = re.compile(
    r"\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO|COPY)\s+"
    rf'"?((?:{ROOMS})_(?!found|hashkey)\w+)',
    re.IGNORECASE,
)
Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


class WrittenWithoutAVerb(AssertionError):
    """Code of the house changed a row, and nothing says that it happened."""


def watch(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    table = WRITES.match(sql)
    if table and not is_acting() and (who := _code_of_the_house()):
        raise WrittenWithoutAVerb(f"{who} changes {table[1]} outside a verb")
    return execute(sql, params, many, context)


def _code_of_the_house() -> str:
    """The innermost code of a room that led here, unless a test was nearer."""
    frame = sys._getframe(2)
    while frame := frame.f_back:  # type: ignore[assignment]
        path = Path(frame.f_code.co_filename)
        if "tests" in path.parts or path.name in ("testing.py", "conftest.py"):
            return ""
        if "allauth" in path.parts:  # how somebody signs in: their password, their address
            return ""
        if HOUSE in path.parents and "migrations" not in path.parts:
            return f"{path.relative_to(HOUSE)}:{frame.f_lineno} {frame.f_code.co_name}"
    return ""
