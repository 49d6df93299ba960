"""
Money adding up over time, drawn: where every line, mark and word of the drawing stands.

Two sorts of money are told apart by the shape of their marks and by whole or broken lines, never
by a colour alone, and none of them means good or bad.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from alongside.foundation.kit.words import dated
from alongside.foundation.kit.words import gettext as _

from .money import MIGHT, SPENT, Line, Step, adding_up, said, span

WIDTH, HEIGHT = 640, 340
LEFT, RIGHT, TOP, BOTTOM = 8, 14, 34, 46
STEPS = [Decimal(n) for n in ("1", "2", "2.5", "5", "10")]
MONTHS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600]
MARK = 6.5


@dataclass(frozen=True)
class Mark:
    """A point where money was added: what it was, for whoever rests on it."""

    x: float
    y: float
    says: str

    @property
    def corner(self) -> tuple[float, float]:
        return round(self.x - MARK, 1), round(self.y - MARK, 1)


@dataclass(frozen=True)
class Run:
    """One sort of money, adding up."""

    sort: str
    path: str
    marks: list[Mark]


@dataclass(frozen=True)
class Tick:
    """A line of the grid and what it stands for."""

    at: float
    says: str
    bare: bool = False  # too near the end for words

    @property
    def above(self) -> float:
        return self.at - 6


@dataclass(frozen=True)
class Drawing:
    runs: list[Run]
    money: list[Tick]
    times: list[Tick]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM
    foot: int = HEIGHT - 12
    mark: float = MARK

    @property
    def side(self) -> float:
        return self.mark * 2


class Scales:
    """Where a day and an amount stand."""

    def __init__(self, lines: list[Line], most: Decimal) -> None:
        self.first, self.last = span(lines)
        self.days = max((self.last - self.first).days, 1)
        self.most = most

    def x(self, day: date) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - self.first).days / self.days, 1)

    def y(self, amount: Decimal) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * float(amount / self.most), 1)


def draw(lines: list[Line]) -> Drawing:
    """
    :param lines: at least one, in the order of their time.
    """
    added = {sort: adding_up(lines, sort) for sort in (SPENT, MIGHT)}
    most = max(steps[-1].total for steps in added.values() if steps)
    step = _step(most)
    scales = Scales(lines, max(most, step))
    runs = [_run(sort, steps, scales) for sort, steps in added.items() if steps]
    return Drawing(runs, _money(step, scales), _times(scales))


def _run(sort: str, steps: list[Step], scales: Scales) -> Run:
    marks, path = [], f"M{scales.x(scales.first)} {scales.y(Decimal(0))}"
    for step in steps:
        x, y = scales.x(step.line.around), scales.y(step.total)
        path += f"H{x}V{y}"
        marks.append(Mark(x, y, _says(step)))
    return Run(sort, f"{path}H{scales.x(scales.last)}", marks)


def _says(step: Step) -> str:
    return _("%(when)s: %(what)s, %(money)s; by then %(total)s") % {
        "when": step.line.said_when,
        "what": step.line.what,
        "money": said(step.line.amount),
        "total": said(step.total),
    }


def _step(most: Decimal) -> Decimal:
    """The smallest round amount that goes into the most at most four times."""
    size = Decimal(10) ** (most.adjusted() - 1)
    rounds = (size * times * step for times in (1, 10) for step in STEPS)
    return next(amount for amount in rounds if most / amount <= 4)


def _money(step: Decimal, scales: Scales) -> list[Tick]:
    count = int(scales.most / step)
    return [Tick(scales.y(step * n), _short(step * n)) for n in range(1, count + 1)]


def _short(amount: Decimal) -> str:
    for size, unit in ((6, _("m")), (3, _("k"))):
        if amount >= Decimal(10) ** size:
            number = (amount / Decimal(10) ** size).normalize()
            return _("£%(amount)s") % {"amount": f"{number:f}{unit}"}
    return said(amount)


def _times(scales: Scales) -> list[Tick]:
    """A few months or years along the foot."""
    first, last = _month(scales.first), _month(scales.last)
    fits = (n for n in MONTHS if (last - first) / n <= (5 if n >= 12 else 3))
    every = next(fits, MONTHS[-1])
    begins = -(-first // every) * every
    return [_time(month, every, scales) for month in range(begins, last + 1, every)]


def _time(month: int, every: int, scales: Scales) -> Tick:
    day = date(month // 12, month % 12 + 1, 1)
    x = scales.x(day)
    says = str(day.year) if every >= 12 else dated(day, "M Y")
    return Tick(x, says, bare=x > WIDTH - 70)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
