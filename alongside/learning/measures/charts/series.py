"""What goes into an analysis and what comes out: points in order, and each as it was judged."""

from dataclasses import dataclass, field
from datetime import date

# When: a day, or whatever a file calls its points, in the order they stand there.
When = date | str


class Unfit(ValueError):
    """These points cannot be charted so; the message is a sentence for whoever asked."""


@dataclass(frozen=True, slots=True)
class Point:
    """
    One point of a series.

    :param y: its value; None is a gap, and stays one.
    :param n: what it is out of, for charts of counts with a denominator; ``y`` is the count then.
    :param aside: set aside by somebody, with a reason: drawn hollow, in no limit and never judged.
    """

    x: When
    y: float | None
    n: float | None = None
    aside: bool = False

    @property
    def share(self) -> float | None:
        """As it is drawn: the value, or the count out of its denominator."""
        return self.y if self.y is None or self.n is None else self.y / self.n


@dataclass(frozen=True, slots=True)
class Settings:
    """
    How a series is read. All of it is kept with a chart, so that it can be drawn again exactly.

    :param rules: ``anhoej`` (run chart) or ``mdc`` (XmR chart and its four rules).
    :param chart: ``run``, ``xmr``, ``pp`` (P') or ``up`` (U'); empty for what the rules go with.
    :param freeze: how many points at the start of each stretch make its centre and limits.
    :param held: the last point before a change: the stretch it lies in has its limits made of the
        points up to it. Of two in one stretch the later holds.
    :param rebase: where a new stretch begins: at the first point on or after each.
    :param screen: leave moving ranges beyond 3.267 times their mean out of the limits, once.
    :param direction: what is hoped for: ``up``, ``down``, ``neither`` or ``unknown``.
    :param since: where a stretch begins that limits are held still in: they are made of the points
        from there up to the day they are held at. Nobody set them anew; what was counted before
        is drawn, and not judged.
    :param scale: the least and the most a value can be, where there is such a thing: (0, 100).
    :param not_rolling: somebody who knows says that these are not rolling averages.
    """

    rules: str = "anhoej"
    chart: str = ""
    freeze: int | None = None
    rebase: tuple[When, ...] = ()
    screen: bool = True
    direction: str = "unknown"
    scale: tuple[float, float] | None = None
    not_rolling: bool = False
    held: tuple[When, ...] = ()
    since: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """
    A point as it was read.

    :param y: as it is drawn: the value, or the count out of its denominator.
    :param label: the one label of its convention ("Common Cause", "Above UCL", ...); empty for a
        gap, for a point set aside and where the convention labels no points.
    :param fired: every rule that marks it: ``outside``, ``trend``, ``two3``, ``shift``; and
        ``run``, on a run chart, for each point of a run that is longer than chance would have it.
    """

    x: When
    y: float | None
    n: float | None
    aside: bool
    stretch: int
    centre: float | None
    lower: float | None
    upper: float | None
    label: str
    fired: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """
    Points that share a centre: from one re-setting of the limits to the next.

    :param first: the number of its first point in the series, from 0; ``last`` is its last.
    :param base: how many points the centre and the limits were made of.
    :param lower: its limits; None where there are none, and where each point has its own.
    :param signal: whether the runs about its centre are unlike chance (Anhøj), whatever the rules
        that mark its points; never of fewer than ten useful points.
    """

    first: int
    last: int
    base: int
    centre: float | None
    lower: float | None
    upper: float | None
    n_useful: int
    longest_run: int
    longest_run_max: int
    crossings: int
    crossings_min: int
    signal: bool


@dataclass(frozen=True, slots=True)
class Warned:
    """Something to know before reading a chart; ``code`` for machines, ``says`` for people."""

    code: str
    says: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """
    One reading of one series: the sentence, the table and the drawing are all made of this.

    :param convention: the named and versioned convention, such as ``mdc-r-0.2.2``.
    :param by_chance: of a hundred charts of pure noise like this, about how many show a mark.
    """

    settings: Settings
    convention: str
    points: tuple[Judged, ...]
    stretches: tuple[Stretch, ...]
    warnings: tuple[Warned, ...] = field(default=())
    by_chance: int | None = None
