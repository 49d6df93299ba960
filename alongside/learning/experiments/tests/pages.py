"""What the tests of the pages here share: where a page is, and what is typed into it."""

from datetime import date
from typing import Any

from django.urls import reverse

from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import System
from alongside.learning.measures import actions as measures
from alongside.learning.measures.models import Kind, Measure

from .plans import DAY, TODAY

HOSTILE = "<script>alert(1)</script>\x00\u202e" + "long " * 2_000
# The pages of a plan, of a sign and of what is tried.
OF_A_PLAN = [
    "plan",
    "say_anew",
    "choose",
    "no_balancing",
    "expect",
    "fix",
    "lock",
    "name_hazard",
    "agree_sign",
]
OF_A_SIGN = ["stop_and_talk", "let_sign_go", "hand_over_sign"]


def url(page: str, thing: Any) -> str:
    return reverse(f"experiments:{page}", args=[thing.pk])


def in_boxes(name: str, day: date) -> dict[str, Any]:
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year}


def expecting(**otherwise: Any) -> dict[str, Any]:
    days = in_boxes("starts_on", TODAY()) | in_boxes("by_when", TODAY() + 90 * DAY)
    said = {"direction": "down", "low": "1", "high": "2.5", "why": "Letters wait."}
    return days | said | otherwise


def fixing(**otherwise: Any) -> dict[str, Any]:
    days = in_boxes("decide_on", TODAY() + 120 * DAY)
    return days | {"by_rules": "mdc", "baseline": "12"} | otherwise


def a_measure(system: System, by: Person, name: str, kind: str = Kind.OUTCOME) -> Measure:
    said: dict[str, Any] = {
        "name": name,
        "unit": "days",
        "definition": "Counted.",
        "burden": "A minute.",
    }
    return measures.begin(system=system, by=by, kind=kind, **said)
