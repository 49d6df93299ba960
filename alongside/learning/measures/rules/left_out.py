"""Who may say how small a number of people is shown."""

from collections.abc import Iterable
from uuid import UUID

from alongside.foundation.systems.models import Place, Reader
from alongside.foundation.systems.rules import can_hide_below

from .chart import Chart


def settled_at(reader: Reader) -> UUID | None:
    """The place, for somebody who may say how small a number is shown there."""
    place = Place.objects.first()
    return place.system_id if place and can_hide_below(reader, place) else None


def settles_small(reader: Reader, charts: Iterable[Chart]) -> UUID | None:
    """The same, where something is left out of one of these charts."""
    return settled_at(reader) if any(chart.fewer for chart in charts) else None
