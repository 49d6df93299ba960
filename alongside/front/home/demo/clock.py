"""Days said in words, and a clock set back: for building the demo, and its tests, only."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, tzinfo
from unittest.mock import patch

DAYS = {"day": 1.0, "week": 7.0, "month": 30.44}


class Unsayable(ValueError):
    """A day that is not said in a way this understands."""


def day_of(said: str, today: date) -> date:
    """
    The day somebody means: "9 weeks ago", "yesterday", "in 4 days".

    :raises Unsayable: if it is said any other way.
    """
    if said == "yesterday":
        return today - timedelta(days=1)
    ago = re.fullmatch(r"(\d+) (day|week|month)s? ago", said)
    ahead = re.fullmatch(r"in (\d+) (day|week|month)s?", said)
    if not (found := ago or ahead):
        raise Unsayable(f"“{said}” is not a day: write “9 weeks ago”, “yesterday” or “in 4 days”.")
    count, unit = int(found[1]), found[2]
    days = timedelta(days=round(count * DAYS[unit]))
    if not ago:
        return today + days
    return today - days if unit == "day" else _working_day(today - days, count)


def _working_day(day: date, count: int) -> date:
    """A day from Monday to Friday of the same week, not always the same."""
    return day + timedelta(days=count * 3 % 5 - day.weekday())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """
    Inside, it is ``moment``: whatever is made says so, in the record too.

    Defaults of models hold on to ``timezone.now`` itself, so what it reads is set back instead.
    """

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Stopped":
            return moment.astimezone(tz)  # type: ignore[return-value]

    with patch("django.utils.timezone.datetime", Stopped):
        yield
