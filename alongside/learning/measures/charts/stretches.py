"""
Where a series is cut, and which of its points the limits are made of.

Nothing here decides *whether* to set limits anew: that is for people, who answer for it. A new
stretch begins at the first point on or after a day that somebody gave, and where that is another
day, a warning says so. The limits of each stretch can be held still at its first points.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from alongside.foundation.kit.words import gettext as _
from alongside.foundation.kit.words import ngettext

from .said import days
from .series import Judged, Point, Settings, Unfit, Warned, When

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.I | re.A)


class Span(NamedTuple):
    """
    Points of one stretch, by their numbers.

    :param stop: the number after its last.
    :param based: the number after the last of those that its limits are made of.
    """

    first: int
    stop: int
    based: int


def in_order(points: Sequence[Point]) -> tuple[list[Point], list[Warned]]:
    """
    By day or number; points that are called by words stay as they came.

    :raises Unfit: if two points have the same name, or only some of them are days.
    """
    ordered = list(points)
    places = _places([point.x for point in points])
    if places is not None:
        ordered = [points[k] for k in sorted(range(len(points)), key=places.__getitem__)]
    seen: set[When | float] = set()
    for k, point in enumerate(points):
        here = point.x if places is None else places[k]
        if here in seen:
            raise Unfit(_("%s stands there twice.") % point.x)
        seen.add(here)
    if ordered == list(points):
        return ordered, []
    return ordered, [Warned("unordered", _("The points were not in order. They are now."))]


def spans(
    points: Sequence[Point],
    rebase: Sequence[When],
    freeze: int | None,
    held: Sequence[When] = (),
    least: int = 1,
) -> tuple[list[Span], list[Warned]]:
    """
    The stretches of points in order.

    :param held: days; the limits of the stretch each lies in are made of the points up to it.
    :param least: of how many points limits can be made that are held still.
    :raises Unfit: if there is no telling where a stretch should begin.
    """
    warned, firsts = [], {0}
    xs = [point.x for point in points]
    said = days([*xs, *rebase])
    for asked in rebase:
        first = _on_or_after(asked, xs)
        if first == len(xs):
            says = _("There is no point on or after %s yet, so the limits stay as they are.")
            warned.append(Warned("rebase-later", says % said.of(asked)))
            continue
        if not first:
            says = _("There is no point before %s, so new limits from there change nothing.")
            warned.append(Warned("rebase-first", says % said.of(asked)))
            continue
        if xs[first] != asked and place(xs[first]) != place(asked):
            says = _("There is no point at %(asked)s. The new limits begin at %(first)s.")
            warned.append(
                Warned(
                    "rebase-moved", says % {"asked": said.of(asked), "first": said.of(xs[first])}
                )
            )
        firsts.add(first)
    bounds = [*sorted(firsts), len(points)]
    found = [Span(a, b, b if freeze is None else min(a + freeze, b)) for a, b in pairwise(bounds)]
    warned += _short(found, freeze)
    for day in held:
        warned += _hold(found, _after(day, xs), day, least)
    return found, warned


def _short(spans: Sequence[Span], freeze: int | None) -> list[Warned]:
    """Limits that should be of more points than there are."""
    many = max((span.stop - span.first for span in spans), default=0)
    if freeze is None or freeze <= many:
        return []
    says = ngettext(
        "The limits are not held still at the first %(asked)d points: there is only %(n)d point.",
        "The limits are not held still at the first %(asked)d points: there are only %(n)d points.",
        many,
    )
    return [Warned("freeze-short", says % {"asked": freeze, "n": many})]


def is_unjudged(points: Sequence[Point] | Sequence[Judged], last: int, settings: Settings) -> bool:
    """Whether what ends with this point lies before what limits held still are made of."""
    return last + 1 < len(points) and points[last + 1].x in settings.since


def _hold(spans: list[Span], stop: int, day: When, least: int) -> list[Warned]:
    """Hold the limits still of the stretch whose points go up to ``stop``."""
    k = next((k for k, span in enumerate(spans) if span.first < stop <= span.stop), None)
    if k is None:
        return []
    span = spans[k]
    if stop - span.first < least:
        says = _(
            "Limits can be held still from %(least)d points on; up to %(day)s there are %(n)d."
        )
        told = {"least": least, "day": days([day]).of(day), "n": stop - span.first}
        return [Warned("held-too-few", says % told)]
    spans[k] = span._replace(based=stop)
    return []


def _after(day: When, xs: Sequence[When]) -> int:
    """How many points there are up to a day, and on it."""
    first = _on_or_after(day, xs)
    return first + (first < len(xs) and place(xs[first]) == place(day))


def _on_or_after(asked: When, xs: Sequence[When]) -> int:
    places, at = _places(xs), place(asked)
    if places is None:
        if asked in xs:
            return xs.index(asked)
        raise Unfit(_("There is no point called “%s”.") % asked)
    if at is None or isinstance(asked, date) != isinstance(xs[0], date):
        raise Unfit(_("“%s” is not written as the points are.") % asked)
    return bisect_left(places, at)


def _places(xs: Sequence[When]) -> list[float] | None:
    """Where each point lies on a line, if they are days or numbers; None if they are words."""
    days = sum(isinstance(x, date) for x in xs)
    if 0 < days < len(xs):
        words = next(x for x in xs if not isinstance(x, date))
        raise Unfit(_("Some points are days and others are not, such as “%s”.") % words)
    places = [at for x in xs if (at := place(x)) is not None]
    return places if len(places) == len(xs) else None


def place(x: When) -> float | None:
    """Where a day or a number lies; None of words."""
    if isinstance(x, date):
        return x.toordinal()
    return float(x) if NUMBER.fullmatch(x) else None
