"""The same chart as a table: a row for every point, in words where the drawing has a shape."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from alongside.foundation.kit.words import gettext as _

from . import reading
from .marks import Mark
from .said import days, number
from .series import Analysis, Judged, When


@dataclass(frozen=True, slots=True)
class Row:
    """
    One point, as a table says it.

    :param says: why it is marked, or why it has no value or is not judged.
    :param beside: what was tried or noted from this point on until the next.
    """

    when: str
    value: str
    out_of: str
    centre: str
    lower: str
    upper: str
    says: str
    beside: tuple[Mark, ...] = ()


def rows(
    analysis: Analysis,
    marks: Iterable[Mark] = (),
    *,
    unit: str = "",
    fewer: Iterable[When] = (),
    hidden: str = "",
) -> list[Row]:
    """
    :param fewer: points that stand for too few people to be told; ``hidden`` is what is said then.
    """
    said, hides = days(point.x for point in analysis.points), set(fewer)
    beside = list(_beside(analysis.points, sorted(marks, key=lambda mark: mark.when)))
    return [
        Row(
            when=said.of(point.x),
            value=hidden if point.x in hides and point.y is None else number(point.y, unit),
            out_of=number(point.n),
            centre=number(point.centre, unit),
            lower=number(point.lower, unit),
            upper=number(point.upper, unit),
            says="" if point.x in hides and point.y is None else reading.why(point, analysis),
            beside=these,
        )
        for point, these in zip(analysis.points, beside, strict=True)
    ]


def headings(analysis: Analysis) -> list[str]:
    """What the columns are called; those that would be empty throughout are left out."""
    return [words for _part, words in columns(analysis)]


def columns(analysis: Analysis) -> list[tuple[str, str]]:
    """The parts of a row that this chart has, each with its heading."""
    has_n = any(point.n is not None for point in analysis.points)
    has_limits = any(point.lower is not None for point in analysis.points)
    centre = reading.centre_called(analysis).capitalize()
    return [
        ("when", _("When")),
        ("value", _("How much")),
        *([("out_of", _("Out of"))] if has_n else []),
        ("centre", centre),
        *([("lower", _("Lower limit")), ("upper", _("Upper limit"))] if has_limits else []),
        ("says", _("What marks it")),
    ]


def _beside(points: Sequence[Judged], marks: Sequence[Mark]) -> Iterator[tuple[Mark, ...]]:
    """For each point, what happened until the next; the first also takes what was before it."""
    for k, point in enumerate(points):
        after = points[k + 1].x if k + 1 < len(points) else None
        yield tuple(
            mark
            for mark in marks
            if (k == 0 or _from(point.x, mark.when)) and not (after and _from(after, mark.when))
        )


def _from(when: When, day: date) -> bool:
    return isinstance(when, date) and day >= when
