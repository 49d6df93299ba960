"""Numbers and days as a chart says them: in its sentence, its table and its drawing alike."""

from collections.abc import Iterable
from datetime import date
from math import floor, log10

from alongside.foundation.kit.text import excerpt
from alongside.foundation.kit.words import dated

from .series import When

SHARP = 3  # figures that are worth reading
LARGE = 1e12  # beyond it figures are no longer counted


def number(value: float | None, unit: str = "") -> str:
    """At least three figures of a number, without noughts that say nothing."""
    if value is None:
        return ""
    places = 0 if value == 0 else max(0, SHARP - 1 - floor(log10(abs(value))))
    if places > 6 or abs(value) >= LARGE:
        text = f"{value:.{SHARP - 1}e}"
    else:
        text = f"{round(value, places):,.{places}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}%" if unit == "%" else f"{text} {unit}".rstrip()


def days(whens: Iterable[When]) -> "Days":
    """How the days of this series are said: by month where every one is the first of its month."""
    known = [when for when in whens if isinstance(when, date)]
    return Days(monthly=bool(known) and all(day.day == 1 for day in known))


class Days:
    """How one series says its days."""

    def __init__(self, *, monthly: bool) -> None:
        self.monthly = monthly

    def of(self, when: When) -> str:
        if not isinstance(when, date):
            return when
        return dated(when, "F Y" if self.monthly else "j F Y")

    def shortest(self, when: When) -> str:
        """What there is room for beneath an axis: the year is said elsewhere."""
        if not isinstance(when, date):
            return excerpt(when, 9)
        return dated(when, "M Y" if self.monthly else "j M")

    def short(self, when: When) -> str:
        if not isinstance(when, date):
            return excerpt(when, 16)
        return dated(when, "M Y" if self.monthly else "j M Y")
