"""
A series out of a spreadsheet's file, with the columns x and y: every line is read, or named.

An empty y is a gap. What x is decides how points are ordered: days (2016-04-01, 01/04/2016 with the
day first, 1 April 2016), whole numbers, or else words, in the order they stand there.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from alongside.foundation.kit import csvfiles
from alongside.foundation.kit.csvfiles import Known, Layout, Rejected, Unusable, Wrong, day_written
from alongside.foundation.kit.text import excerpt
from alongside.foundation.kit.words import gettext as _

from .analysis import MOST_POINTS
from .series import Point, When

KNOWN = Known({"x": "x", "y": "y"}, {"x": "when each point was", "y": "the values"})
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.I | re.A)
MOST_TOLD = 10


def points_in(path: Path, renamed: Mapping[str, str] | None = None) -> list[Point]:
    """
    :param renamed: which columns are x and y, where their headings do not say so.
    :raises Unusable: with what is wrong in which lines.
    """
    layout = csvfiles.look_at(path, KNOWN, renamed)
    if layout.lines > 10 * MOST_POINTS:
        raise Unusable(_("More than %d points cannot be read on one chart.") % MOST_POINTS)
    rows, wrong = [], []
    for line, cells in csvfiles.records(path, layout):
        try:
            rows.append((line, *_row(cells, layout)))
        except Wrong as reason:
            wrong.append(_("Line %(line)d: %(why)s") % {"line": line, "why": reason})
    if not wrong:
        wrong.extend(_twice(rows))
    if wrong:
        more = len(wrong) - MOST_TOLD
        also = [_("And %d more.") % more] if more > 0 else []
        raise Unusable("\n".join(wrong[:MOST_TOLD] + also))
    if not rows:
        raise Unusable(_("There are no points in it: only a line that says what the columns are."))
    return [Point(x, y) for _line, x, y in _ordered_by(rows)]


def _row(cells: list[str] | Rejected, layout: Layout) -> tuple[str, float | None]:
    if isinstance(cells, Rejected):
        raise Wrong(cells.reason)
    said = csvfiles.said_in(cells, layout)
    x = said.get("x", "").strip()
    if not x:
        raise Wrong(_("there is no x, so there is no telling where the point belongs."))
    return x, _number(said.get("y", ""))


def _number(text: str) -> float | None:
    text = text.strip().replace("−", "-")
    if not text:
        return None
    number = float(text) if NUMBER.fullmatch(text) else None
    if number is None or abs(number) == float("inf"):
        said = excerpt(text, 40)
        raise Wrong(_("“%s” is not a number. Write 1195 or 0.5; leave it empty for a gap.") % said)
    return number


Row = tuple[int, str, float | None]


def _twice(rows: list[Row]) -> Iterator[str]:
    first: dict[When, int] = {}
    for line, x, _y in _ordered_by(rows):
        if x in first:
            said = {"line": line, "x": x, "first": first[x]}
            yield _("Line %(line)d: %(x)s stands in line %(first)d already.") % said
        first.setdefault(x, line)


def _ordered_by(rows: list[Row]) -> list[tuple[int, When, float | None]]:
    """The same rows with days for x, if all are days; hours of one day stay words."""
    days: list[date | None] = [day_written(x) for _line, x, _y in rows]
    if None in days and any(days):
        line, x, _y = rows[days.index(None)]
        raise Unusable(
            _("Line %(line)d: “%(x)s” is not a day, as others are. Write 2016-04-01 or 01/04/2016.")
            % {"line": line, "x": x}
        )
    by_the_hour = len(set(days)) < len(days) and any(":" in x for _line, x, _y in rows)
    if None in days or by_the_hour:
        return list(rows)
    return [(line, day or x, y) for (line, x, y), day in zip(rows, days, strict=True)]
