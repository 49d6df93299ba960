"""What the tests of the pages here share: where a page is, and what is typed into it."""

from datetime import date
from typing import Any

from django.urls import reverse

HOSTILE = "<script>alert(1)</script>\x00\u202e" + "long " * 2_000
FORMS = (
    "count_people",
    "define",
    "write_note",
    "set_aside",
    "hold_still",
    "set_anew",
    "keep_chart",
    "stop",
)


def url(page: str, thing: Any) -> str:
    return reverse(f"measures:{page}", args=[thing.pk])


def day(name: str, on: date) -> dict[str, Any]:
    return {f"{name}_0": on.day, f"{name}_1": on.month, f"{name}_2": on.year}
