"""Who walks alongside a life now, who sits there, and some days."""

from datetime import timedelta

from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader, System
from alongside.human.lives import rules
from alongside.human.lives.models import Relationship

TODAY = timezone.localdate


def walked(life: System) -> Relationship:
    found = rules.current(life)
    assert found is not None
    return found


def sits(person: Person, life: System) -> bool:
    return Reader.of(person).sits_at(life.pk)


def DAYS(number: int) -> timedelta:  # noqa: N802
    return timedelta(days=number)
