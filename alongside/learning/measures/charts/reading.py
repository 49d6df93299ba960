"""
What a chart says, in plain words. It is read from the analysis and from nothing else, so it can say
no more than the table and the drawing show.

A signal is a reason to go and ask, and never an answer: no sentence here says what made it.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from alongside.foundation.kit.words import gettext as _
from alongside.foundation.kit.words import ngettext

from . import anhoej, leads, stretches
from .heed import LIMITS_FROM
from .mdc import OUTSIDE, SHIFT, TREND, TWO3
from .said import Days, days, number
from .series import Analysis, Judged, Stretch

MOST_REASONS = 2  # in a sentence: more are hard to read, and the table has them all


def sentence(analysis: Analysis, *, called: str = "", unit: str = "") -> str:
    """What the newest stretch of a chart says, and how often chance alone would say as much."""
    stretch = analysis.stretches[-1]
    said = days(point.x for point in analysis.points)
    here = _of(analysis, stretch)
    n = sum(point.y is not None and not point.aside for point in here)
    parts = [f"{called}."] if called else []
    if len(analysis.stretches) > 1 and is_anew(analysis, stretch):
        parts.append(_("The limits were set anew from %s.") % said.of(here[0].x))
    elif stretch.first:
        parts.append(_base(stretch))
    if too_few := _too_few(n, stretch.n_useful):
        parts.append(too_few)
        if any(point.fired for point in here):
            parts.append(_("What is marked among so few says little."))
    else:
        parts.append(_found(analysis, stretch, here, said, unit))
    parts.extend(_earlier(analysis, said))
    if analysis.by_chance is not None and n >= anhoej.ENOUGH and stretch.n_useful:
        parts.append(by_chance(analysis.by_chance))
    return " ".join(parts)


def brief(analysis: Analysis, *, unit: str = "") -> str:
    """The one sentence of it that tells most, for where there is little room."""
    stretch = analysis.stretches[-1]
    here, said = _of(analysis, stretch), days(point.x for point in analysis.points)
    n = sum(point.y is not None and not point.aside for point in here)
    if too_few := _too_few(n, stretch.n_useful):
        return too_few
    if not (stretch.signal or any(point.fired for point in here)):
        return _found(analysis, stretch, here, said, unit)
    changed = leads.changed(here, said, stretch.base)
    maybe = _hedge(analysis, stretch, here)
    says = _("There may be a signal: %s.") if maybe else _("There is a signal: %s.")
    return says % changed


def is_anew(analysis: Analysis, stretch: Stretch) -> bool:
    """Whether somebody set the limits anew there, and did not only hold them still."""
    return analysis.points[stretch.first].x not in analysis.settings.since


def is_unjudged(analysis: Analysis, stretch: Stretch) -> bool:
    """Whether it lies before the points that limits held still are made of."""
    return stretches.is_unjudged(analysis.points, stretch.last, analysis.settings)


def by_chance(of_a_hundred: int) -> str:
    """How often charts like this show a mark although nothing changed."""
    if of_a_hundred < 1:
        return _("By chance alone, fewer than 1 chart in 100 like this shows a mark.")
    return (
        ngettext(
            "By chance alone, about %d chart in 100 like this shows a mark.",
            "By chance alone, about %d charts in 100 like this show a mark.",
            of_a_hundred,
        )
        % of_a_hundred
    )


def why(point: Judged, analysis: Analysis) -> str:
    """What marks this point, or why it is not judged; nothing if it is like the others."""
    if point.y is None:
        return _("no value")
    if point.aside:
        return _("set aside: in no limit, and not judged")
    if is_unjudged(analysis, analysis.stretches[point.stretch]):
        return _("before what the limits are made of: not judged")
    return "; ".join(_rule(rule, point, analysis) for rule in point.fired)


def crosses_seldom(stretch: Stretch) -> bool:
    """A signal that marks no point: the line stays too long on either side of the middle."""
    return stretch.signal and stretch.crossings < stretch.crossings_min


def centre_called(analysis: Analysis) -> str:
    is_run = analysis.settings.rules == "anhoej" and analysis.settings.chart in ("", "run")
    return _("median") if is_run else _("mean")


def _of(analysis: Analysis, stretch: Stretch) -> Sequence[Judged]:
    return analysis.points[stretch.first : stretch.last + 1]


def _base(stretch: Stretch) -> str:
    says = ngettext(
        "It is held against the %d point before the change.",
        "It is held against the %d points before the change.",
        stretch.base,
    )
    return says % stretch.base


# --- the sentence --------------------------------------------------------------------------------


def _too_few(n: int, useful: int) -> str:
    if n < anhoej.ENOUGH:
        says = ngettext(
            "Too few points: there is %d, and it takes 10 to tell a signal from chance.",
            "Too few points: there are %d, and it takes 10 to tell a signal from chance.",
            n,
        )
        return says % n
    if useful < anhoej.ENOUGH and useful > 0:
        says = _("Too few points: %(useful)d of %(n)d are off the middle, and it takes 10.")
        return says % {"useful": useful, "n": n}
    return ""


def _found(
    analysis: Analysis, stretch: Stretch, here: Sequence[Judged], said: Days, unit: str
) -> str:
    centre = number(stretch.centre, unit)
    if not stretch.n_useful:
        return _("No variation recorded: every point is %s.") % centre
    reasons = list(_reasons(analysis, stretch, here, said))
    if not reasons:
        return _("No signal yet: it goes up and down around %s, as it does by itself.") % centre
    called = {"called": centre_called(analysis), "centre": centre}
    around = _("The middle (%(called)s) is %(centre)s.") % called
    if len(reasons) > MOST_REASONS:
        reasons[MOST_REASONS:] = [_("The table shows more.")]
    changed = leads.changed(here, said, stretch.base)
    if hedge := _hedge(analysis, stretch, here):
        maybe = _("There may be a signal: %s.") % changed
        return " ".join([maybe, hedge, around, *reasons])
    signal = _("There is a signal: %s.") % changed
    then = _next(_last_way(here, stretch), analysis.settings.direction)
    return " ".join([signal, then, around, *reasons])


def _hedge(analysis: Analysis, stretch: Stretch, here: Sequence[Judged]) -> str:
    """Why what is marked may be nothing: limits, or a middle held still, of a few points only."""
    n = sum(point.y is not None and not point.aside for point in here)
    if analysis.settings.rules == "mdc" and n < LIMITS_FROM:
        return _("%d points are too few to say: limits can be trusted from 13 on.") % n
    if stretch.base < min(n, anhoej.ENOUGH):
        says = ngettext(
            "The middle is of %d point only, which is too few to say.",
            "The middle is of %d points only, which is too few to say.",
            stretch.base,
        )
        return says % stretch.base
    return ""


def _earlier(analysis: Analysis, said: Days) -> Iterator[str]:
    """What the newest stretch before this one showed, where limits were set anew since."""
    for stretch in reversed(analysis.stretches[:-1]):
        here = _of(analysis, stretch)
        many = sum(point.y is not None and not point.aside for point in here)
        shows = stretch.signal or any(point.fired for point in here)
        if shows and not _too_few(many, stretch.n_useful) and not _hedge(analysis, stretch, here):
            yield _("Before that, %s.") % leads.changed(here, said, stretch.base, is_over=True)
            return


def _reasons(
    analysis: Analysis, stretch: Stretch, here: Sequence[Judged], said: Days
) -> Iterator[str]:
    """A run that marks points is said once, by the rule that marks them."""
    yield from _beyond(here, said)
    yield from _patterns(here, said)
    if stretch.signal and not any(SHIFT in point.fired for point in here):
        yield from _runs(stretch, here)


def _beyond(here: Sequence[Judged], said: Days) -> Iterator[str]:
    out = [point for point in here if OUTSIDE in point.fired]
    above = [point for point in out if _is_above(point)]
    below = len(out) - len(above)
    if above and below:
        says = _("Outside the limits: %(above)d above, %(below)d below.")
        yield says % {"above": len(above), "below": below}
    elif len(out) == 1:
        says = _("%s lies above the upper limit.") if above else _("%s lies below the lower limit.")
        yield says % said.of(out[0].x)
    elif out:
        many = _("%d points lie above the upper limit.")
        yield (many if above else _("%d points lie below the lower limit.")) % len(out)


def _patterns(here: Sequence[Judged], said: Days) -> Iterator[str]:
    """Where each rule marks neighbours; of several such places how many, and the newest."""
    for rule, once, often in (
        (
            SHIFT,
            _("7 or more in a row lie on one side of it: %s."),
            _("%(n)d long runs lie on one side."),
        ),
        (
            TREND,
            _("7 or more in a row rise, or fall: %s."),
            _("%(n)d times 7 or more rise, or fall, the last %(span)s."),
        ),
        (
            TWO3,
            _("2 of 3 in a row lie near a limit: %s."),
            _("%(n)d times 2 of 3 lie near a limit, the last %(span)s."),
        ),
    ):
        spans = [_from_to(here, first, last, said) for first, last in _spans(here, rule)]
        if len(spans) == 1:
            yield once % spans[0]
        elif spans:
            yield often % {"n": len(spans), "span": spans[-1]}


def _spans(here: Sequence[Judged], rule: str) -> Iterator[tuple[int, int]]:
    """From where to where a rule marks neighbours; two sides of the middle are two spans."""
    split = rule != TREND
    found = [(rule in point.fired, split and _is_above(point)) for point in here]
    for (fired, _above), run in groupby(enumerate(found), key=lambda each: each[1]):
        if fired:
            ks = [k for k, _found in run]
            yield ks[0], ks[-1]


def _from_to(here: Sequence[Judged], first: int, last: int, said: Days) -> str:
    if first == last:
        return said.of(here[first].x)
    ends = {"first": said.of(here[first].x), "last": said.of(here[last].x)}
    return _("%(first)s to %(last)s") % ends


def _runs(stretch: Stretch, here: Sequence[Judged]) -> Iterator[str]:
    if stretch.longest_run > stretch.longest_run_max:
        above = _side_of_longest(here) > 0
        says = (
            _("%(n)d in a row lie above it (by chance, seldom over %(most)d).")
            if above
            else _("%(n)d in a row lie below it (by chance, seldom over %(most)d).")
        )
        yield says % {"n": stretch.longest_run, "most": stretch.longest_run_max}
    if crosses_seldom(stretch):
        says = ngettext(
            "The line crosses it only %(n)d time (by chance, seldom under %(least)d).",
            "The line crosses it only %(n)d times (by chance, seldom under %(least)d).",
            stretch.crossings,
        )
        yield says % {"n": stretch.crossings, "least": stretch.crossings_min}


def _side_of_longest(here: Sequence[Judged]) -> int:
    longest = side = length = before = 0
    for now in _sides(here):
        length = length + 1 if now == before else 1
        before = now
        if length > longest:
            longest, side = length, now
    return side


def _sides(here: Sequence[Judged]) -> list[int]:
    values = [None if point.aside else point.y for point in here]
    centre = next((point.centre for point in here), None)
    return [side for side in anhoej.sides(values, centre) if side]


def _last_way(here: Sequence[Judged], stretch: Stretch) -> int:
    """Which way the newest mark points: up, down, or neither where only crossings are few."""
    fired = [point for point in here if point.fired and point.y is not None]
    if fired:
        return 1 if _is_above(fired[-1]) else -1
    if stretch.longest_run > stretch.longest_run_max:
        return _side_of_longest(here)
    return 0


def _is_above(point: Judged) -> bool:
    return point.y is not None and point.centre is not None and point.y > point.centre


def _next(side: int, hoped: str) -> str:
    way = {"up": 1, "down": -1}.get(hoped, 0)
    if not side or not way:
        return _("Something is different: find out what.")
    if side == way:
        return _("That is the hoped-for way: find out why.")
    return _("That is not the way hoped for: find out why.")


# --- a point -------------------------------------------------------------------------------------


def _rule(rule: str, point: Judged, analysis: Analysis) -> str:
    above = _is_above(point)
    if rule == OUTSIDE:
        return _("above the upper limit") if above else _("below the lower limit")
    if rule == TREND:
        return _("one of 7 or more in a row that rise, or that fall")
    if rule == TWO3:
        return (
            _("one of 2 in 3 near the upper limit")
            if above
            else _("one of 2 in 3 near the lower limit")
        )
    if rule == SHIFT:
        return (
            _("one of 7 or more in a row above the middle")
            if above
            else _("one of 7 or more in a row below the middle")
        )
    stretch = analysis.stretches[point.stretch]
    says = (
        _("in a run above the middle that is longer than %d")
        if above
        else _("in a run below the middle that is longer than %d")
    )
    return says % stretch.longest_run_max
