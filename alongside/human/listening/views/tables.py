"""What every page of a table needs first: the table itself, if it is the reader's to open."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from alongside.foundation.record.actions import Look
from alongside.foundation.systems.models import Reader, System, name_all


def table(reader: Reader, pk: UUID) -> System:
    system: System = get_object_or_404(System.objects.shown_to(reader), pk=pk)
    return system


def named(system: System, look: Look) -> System:
    """The system with its own words; those of a life are opened under the look."""
    if system.is_life:
        look.saw(system.pk, [])
    return name_all([system])[0]


def status_of(form: Any) -> int:
    return 422 if form.errors else 200
