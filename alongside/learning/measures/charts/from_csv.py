"""
A series out of a spreadsheet's file, with the columns x and y: every line is read, or named.

A y that is empty, or says that nobody knows (NA, N/A, n/a, null, -), is a gap. What x is decides
how points are ordered: days and months (2016-04-01, 2016-04, 01/04/2016 with the day first, 1 April
2016) or numbers (7, 1.0, 2016) by what they are; anything else is words, in the order they stand
there. Each x is said again as it was typed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from alongside.foundation.kit import csvfiles
from alongside.foundation.kit.csvfiles import Known, Layout, Rejected, Unusable, Wrong, day_written
from alongside.foundation.kit.text import excerpt
from alongside.foundation.kit.words import gettext as _
from alongside.learning.measures import counted, figures

from .analysis import MOST_POINTS
from .series import Point, When
from .stretches import NUMBER, place

KNOWN = Known({"x": "x", "y": "y"}, {"x": "when each point was", "y": "the values"})
# With a comma before the decimals, as much of Europe writes it.
COMMAS = re.compile(r"[+-]?[\d.,]*\d", re.A)
# As R, spreadsheets and databases write that there is no number.
NOT_KNOWN = re.compile(r"|n/?a|null|[-–—]", re.I)
MOST_TOLD = 10


@dataclass(frozen=True)
class Read:
    """
    A series as a file has it.

    :param typed: how each x was written.
    """

    points: list[Point]
    typed: Mapping[When, str]

    def called(self, x: When) -> str:
        return self.typed.get(x, str(x))

    def when(self, text: str) -> When:
        """
        The x that somebody means, in whatever spelling.

        :raises Unusable: if there is no such x, nor any after it.
        """
        text = text.strip()
        as_typed = (x for x in self.typed if self.typed[x] == text)
        if (found := next(as_typed, None)) is not None:
            return found
        meant = self._meant(text)
        places = [at for x in self.typed if (at := place(x)) is not None]
        if meant is None or len(places) < len(self.typed):
            raise Unusable(_("There is no point called “%s”.") % excerpt(text, 40))
        if (place(meant) or 0) > max(places):
            last = max(self.typed, key=lambda x: place(x) or 0)
            said = {"asked": excerpt(text, 40), "last": self.called(last)}
            raise Unusable(
                _("There is no point at %(asked)s or after: the last is %(last)s.") % said
            )
        return meant

    def _meant(self, text: str) -> When | None:
        """A day where the points are days, else a number; None if it is neither."""
        if any(isinstance(x, date) for x in self.typed):
            return _day(text)
        return text if place(text) is not None else None


class Row(NamedTuple):
    """A line of the file: its x as it was typed, and the number beside it."""

    line: int
    x: str
    y: float | None


def read(path: Path, renamed: Mapping[str, str] | None = None) -> Read:
    """
    :param renamed: which columns are x and y, where their headings do not say so.
    :raises Unusable: with what is wrong in which lines.
    """
    layout = csvfiles.look_at(path, KNOWN, renamed)
    if layout.lines > 10 * MOST_POINTS:
        raise Unusable(_("More than %d points cannot be read on one chart.") % MOST_POINTS)
    rows, wrong = _rows(path, layout)
    xs = _whens([row.x for row in rows], [row.line for row in rows]) if not wrong else []
    wrong = wrong or list(_twice(rows, xs))
    if wrong:
        more = len(wrong) - MOST_TOLD
        also = [_("And %d more.") % more] if more > 0 else []
        raise Unusable("\n".join(wrong[:MOST_TOLD] + also))
    if not rows:
        raise Unusable(_("There are no points in it: only a line that says what the columns are."))
    points = [Point(x, row.y) for x, row in zip(xs, rows, strict=True)]
    return Read(points, {x: row.x for x, row in zip(xs, rows, strict=True)})


def _rows(path: Path, layout: Layout) -> tuple[list[Row], list[str]]:
    """The rows of a file, and what is wrong with those that are none."""
    records = list(csvfiles.records(path, layout))
    at = layout.columns["y"]
    mark = figures.decimals_in(
        cells[at] for _line, cells in records if not isinstance(cells, Rejected) and at < len(cells)
    )
    rows, wrong = [], []
    for line, cells in records:
        try:
            rows.append(_row(line, cells, layout, mark))
        except Wrong as reason:
            wrong.append(_("Line %(line)d: %(why)s") % {"line": line, "why": reason})
    return rows, wrong


def _row(line: int, cells: list[str] | Rejected, layout: Layout, mark: str) -> Row:
    if isinstance(cells, Rejected):
        raise Wrong(cells.reason)
    said = csvfiles.said_in(cells, layout)
    x = said.get("x", "").strip()
    if not x:
        raise Wrong(_("there is no x, so there is no telling where the point belongs."))
    return Row(line, x, _number(said.get("y", ""), mark))


def _number(text: str, mark: str) -> float | None:
    """:param mark: what stands before the decimals in this file, where that is clear."""
    text = text.strip().replace("−", "-")
    if NOT_KNOWN.fullmatch(text):
        return None
    if mark == figures.COMMA and COMMAS.fullmatch(text):
        return _with_comma(text)
    number = float(text) if NUMBER.fullmatch(text) else None
    if number is None or abs(number) == float("inf"):
        said = excerpt(text, 40)
        raise Wrong(
            _("“%s” is not a number. Write 1195 or 0.5; leave it empty or write NA for a gap.")
            % said
        )
    return number


def _with_comma(text: str) -> float:
    try:
        return figures.number_in(text, figures.COMMA)
    except counted.Wrong as reason:
        raise Wrong(str(reason)) from reason


def _twice(rows: Sequence[Row], xs: Sequence[When]) -> Iterator[str]:
    """Points at one place, however each is spelt."""
    places = [place(x) for x in xs]
    first: dict[When | float, int] = {}
    for row, x, at in zip(rows, xs, places, strict=True):
        key = x if None in places or at is None else at
        if key in first:
            said = {"line": row.line, "x": row.x, "first": first[key]}
            yield _("Line %(line)d: %(x)s stands in line %(first)d already.") % said
        first.setdefault(key, row.line)


# --- what x is -----------------------------------------------------------------------------------


def _whens(xs: Sequence[str], lines: Sequence[int]) -> Sequence[When]:
    """The same as days, if all are days; hours of one day stay words."""
    days = [_day(x) for x in xs]
    if None in days and any(days):
        k = days.index(None)
        raise Unusable(
            _("Line %(line)d: “%(x)s” is not a day, as others are. Write 2016-04-01 or 01/04/2016.")
            % {"line": lines[k], "x": excerpt(xs[k], 40)}
        )
    by_the_hour = len(set(days)) < len(days) and any(":" in x for x in xs)
    if by_the_hour:
        return xs
    return [day or x for day, x in zip(days, xs, strict=True)]


def _day(text: str) -> date | None:
    """A day, or the first of a month. A number, such as a year, is none."""
    if NUMBER.fullmatch(text):
        return None
    return day_written(text) or day_written(text.replace("/", "-")) or figures.month_written(text)
