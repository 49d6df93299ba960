"""
Money over time, as somebody tells it: what was spent, and what might have come instead.

It is read from what people write and adds up; it is compared with nothing.
"""

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from alongside.foundation.kit.words import gettext as _

SPENT, MIGHT = "spent", "might"
MOST_LINES = 30
MOST_MONEY = Decimal(10) ** 11
MONTHS = [name.lower() for name in calendar.month_name]
TIMES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_MONEY = re.compile(r"£?\s*(\d[\d,\s]*(?:\.\d+)?)\s*([a-z]*)(?:\s*pounds?)?", re.IGNORECASE)
FIELDS = ("when", "what", "amount", "sort", "source")


class Unclear(ValueError):
    """It cannot be read as a time or as money."""


@dataclass(frozen=True)
class Line:
    """
    One amount of the story.

    :param when: "2019", "2019-03" or "2019-03-21": as exactly as somebody knows.
    :param sort: whether it was spent, or might have come instead.
    :param source: where the figure comes from, in words.
    """

    when: str
    what: str
    amount: Decimal
    sort: str
    source: str

    @property
    def around(self) -> date:
        """The middle of the time it says, for putting lines in order and drawing them."""
        parts = [int(part) for part in self.when.split("-")]
        if len(parts) == 1:
            return date(parts[0], 7, 1)
        return date(*parts) if len(parts) == 3 else date(parts[0], parts[1], 15)

    @property
    def said_when(self) -> str:
        year, *rest = (int(part) for part in self.when.split("-"))
        if not rest:
            return str(year)
        month = calendar.month_name[rest[0]]
        return f"{rest[1]} {month} {year}" if len(rest) == 2 else f"{month} {year}"


@dataclass(frozen=True)
class Step:
    """A line, and what those of its sort add up to with it."""

    line: Line
    total: Decimal

    @property
    def said(self) -> str:
        return said(self.line.amount)

    @property
    def said_total(self) -> str:
        return said(self.total)


def when_from(text: str) -> str:
    """
    A time as people write it: "2019", "March 2019", "3/2019", "21 March 2019", "21 3 2019".

    :raises Unclear: if it says none.
    """
    parts = re.findall(r"[^\W\d_]+|\d+", text)
    if len(parts) > 1 and len(parts[0]) == 4 and parts[0].isdecimal():
        parts.reverse()
    if not 1 <= len(parts) <= 3 or not re.fullmatch(r"[12]\d{3}", parts[-1]):
        raise Unclear(text)
    numbers = [int(parts[-1])]
    if len(parts) > 1:
        numbers.append(_month(parts[-2]))
    if len(parts) > 2:
        numbers.append(int(parts[0]) if parts[0].isdecimal() else 0)
    return _real(numbers, text)


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    word = text.lower()
    return next((n for n, name in enumerate(MONTHS) if n and name[:3] == word[:3]), 0)


def _real(numbers: list[int], text: str) -> str:
    try:
        date(*[*numbers, 1, 1][:3])
    except (ValueError, OverflowError):
        raise Unclear(text) from None
    return "-".join(f"{number:02}" for number in numbers)


def money_from(text: str) -> Decimal:
    """
    Money as people write it: "20,000", "£20k", "20 thousand pounds", "0.75 million".

    :raises Unclear: if it is none, nothing, or more than anybody has.
    """
    found = _MONEY.fullmatch(text.strip())
    unit = found[2].lower() if found else ""
    if not found or (unit and unit not in TIMES and unit not in {"pound", "pounds"}):
        raise Unclear(text)
    amount = Decimal(re.sub(r"[,\s]", "", found[1])).scaleb(TIMES.get(unit, 0))
    if not Decimal("0.005") < amount <= MOST_MONEY:
        raise Unclear(text)
    return amount.quantize(Decimal("0.01"))


def said(amount: Decimal) -> str:
    """£20,000; with pence only where there are any."""
    whole = amount == amount.to_integral_value()
    return _("£%(amount)s") % {"amount": f"{amount:,.0f}" if whole else f"{amount:,.2f}"}


# --- as words of an entry, and back --------------------------------------------------------------


def parts_of(lines: Iterable[Line]) -> dict[str, str]:
    """Each line as parts of an entry's words: there, and nowhere else, its amounts are kept."""
    return {
        f"{field}-{number}": str(getattr(line, field))
        for number, line in enumerate(lines, 1)
        for field in FIELDS
    }


def lines_from(parts: Mapping[str, str]) -> list[Line]:
    """The lines among an entry's words, in the order of their time."""
    lines = [
        Line(
            when=parts[f"when-{n}"],
            what=parts[f"what-{n}"],
            amount=Decimal(parts[f"amount-{n}"]),
            sort=parts[f"sort-{n}"],
            source=parts[f"source-{n}"],
        )
        for n in range(1, MOST_LINES + 1)
        if f"amount-{n}" in parts
    ]
    return sorted(lines, key=lambda line: (line.around, line.when))


# --- adding up -----------------------------------------------------------------------------------


def adding_up(lines: Iterable[Line], sort: str) -> list[Step]:
    """The lines of one sort in the order of their time, each with what they come to by then."""
    steps, total = list[Step](), Decimal(0)
    for line in lines:
        if line.sort == sort:
            total += line.amount
            steps.append(Step(line, total))
    return steps


def sentence(lines: list[Line]) -> str:
    """All of it in words."""
    spent, might = adding_up(lines, SPENT), adding_up(lines, MIGHT)
    told = []
    if spent:
        told.append(
            _("%(money)s was spent%(when)s.") % {"money": _all_of(spent), "when": _between(spent)}
        )
    if might:
        told.append(
            _("%(money)s might have come instead%(when)s.")
            % {"money": _all_of(might), "when": _between(might)}
        )
    return " ".join(told)


def _all_of(steps: list[Step]) -> str:
    return said(steps[-1].total)


def _between(steps: list[Step]) -> str:
    first, last = steps[0].line.said_when, steps[-1].line.said_when
    if first == last:
        return _(", in %(when)s") % {"when": first}
    return _(", from %(first)s to %(last)s") % {"first": first, "last": last}


def span(lines: Iterable[Line]) -> tuple[date, date]:
    """From the first of the months or years that are spoken of to the end of the last."""
    begins, ends = zip(*(_whole(line) for line in lines), strict=True)
    return min(begins), max(ends)


def _whole(line: Line) -> tuple[date, date]:
    """The month a line speaks of, or the year."""
    begins = line.around.replace(day=1)
    if "-" not in line.when:
        return begins.replace(month=1), begins.replace(year=begins.year + 1, month=1)
    return begins, (begins + timedelta(days=31)).replace(day=1)
