"""What the shapes of a drawing mean: each as a small picture, with words."""

from alongside.foundation.kit.words import gettext as _

from . import reading
from .drawing import BAND, BOX, GRID, LINE, NEEDS, QUIET, RUNS, STANDS_OUT, WHITE, is_held, shape_of
from .mdc import OUTSIDE, TREND, TWO3
from .series import Analysis


def key(analysis: Analysis, hidden: str = "") -> list[tuple[str, str]]:
    """
    What the shapes on this chart mean: each as a small picture, with words.

    :param hidden: what is said of points that stand for too few people, where there are any.
    """
    fired = [min(p.fired, key=lambda each: NEEDS.get(each, 3)) for p in analysis.points if p.fired]
    words = (
        ((OUTSIDE,), _("beyond a limit")),
        ((TREND,), _("7 or more in a row that rise, or that fall")),
        (RUNS, _("a long run on one side of the middle")),
        ((TWO3,), _("2 of 3 near a limit")),
    )
    found = [
        (_sign(f'<path d="M8 8{shape_of(rules[:1], 6)}" fill="{STANDS_OUT}"/>', "marks"), says)
        for rules, says in words
        if any(rule in fired for rule in rules)
    ]
    if any(reading.crosses_seldom(stretch) for stretch in analysis.stretches):
        line = f'<path d="M0 8h7m2 0h7" stroke="{STANDS_OUT}" stroke-width="2.4"/>'
        found.append((_sign(line, "seldom"), _("the line crosses this middle seldom")))
    if any(point.aside and point.y is not None for point in analysis.points):
        hollow = f'<circle cx="8" cy="8" r="4.4" fill="{WHITE}" stroke="{QUIET}" stroke-width="1.6"'
        found.append((_sign(f"{hollow}/>", "aside"), _("set aside, and not judged")))
    if hidden:
        box = f'<path d="M8 12{BOX}" fill="{WHITE}" stroke="{LINE}" stroke-width="2"/>'
        found.append((_sign(f'{box}<path d="M1 12h14" stroke="{LINE}"/>', "gap"), hidden))
    if any(is_held(analysis, stretch) for stretch in analysis.stretches):
        pale = f'<rect class="spc__base" y="1" width="16" height="14" fill="{BAND}"'
        says = _("the limits are made of these points, and held still")
        found.append((_sign(f'{pale} stroke="{GRID}"/>', "held"), says))
    return found


def _sign(shape: str, name: str) -> str:
    return (
        '<svg class="spc-key" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" '
        f'focusable="false"><g class="spc__{name}">{shape}</g></svg>'
    )
