"""Reads ``vectors/``: what other programs make of the same series."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path

from alongside.learning.measures.charts import Point
from alongside.learning.measures.charts.series import When

VECTORS = Path(__file__).parent / "vectors"
Row = dict[str, str]
Lines = tuple[float | None, float | None, float | None]


@dataclass(frozen=True)
class Oracle:
    """A series, how it was read, and each of its rows with the lines drawn there."""

    name: str
    asked: Row
    rows: list[Row]
    lines: list[Lines]

    @property
    def points(self) -> list[Point]:
        return [_point(row) for row in self.rows]

    @property
    def freeze(self) -> int | None:
        return int(self.asked["freeze"]) if self.asked["freeze"] else None

    @property
    def screen(self) -> bool:
        return self.asked["screen"] == "TRUE"


@cache
def rows_of(file: str) -> list[Row]:
    with (VECTORS / file).open(newline="", encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def oracles(which: str) -> list[Oracle]:
    asked = {row["series"]: row for row in rows_of(f"{which}_runs.csv")}
    each = groupby(rows_of(f"{which}_points.csv"), key=lambda row: row["series"])
    found = [(name, list(rows)) for name, rows in each]
    return [Oracle(name, asked[name], rows, list(_lines(rows))) for name, rows in found]


def _lines(rows: list[Row]) -> Iterator[Lines]:
    lines: Lines = (None, None, None)
    for row in rows:
        if row["centre"] != "=":
            lines = number(row["centre"]), number(row["lower"]), number(row["upper"])
        yield lines


def _point(row: Row) -> Point:
    n = number(row.get("den", ""))
    y = number(row["y"] if n is None else row["num"])
    return Point(when(row["x"]), y, n, aside=row.get("include") == "F")


def number(text: str) -> float | None:
    return float(text) if text else None


def when(text: str) -> When:
    return date.fromisoformat(text) if "-" in text else text


def is_close(ours: float | None, theirs: float | None) -> bool:
    """To 1e-9 of itself, and the same where there is none."""
    if ours is None or theirs is None:
        return ours is theirs
    return abs(ours - theirs) <= 1e-9 * max(1.0, abs(theirs))
