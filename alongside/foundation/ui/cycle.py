"""
The drawing of a learning cycle: a purpose in the middle, four stations around it.

Pure arithmetic: where every line of words goes, in the units of the SVG's own viewBox. The page
shows the same words as a list where there is no room for a drawing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from alongside.foundation.ui.measure import Face, Widths, fits, whole_words, wrap

WIDTH, HEIGHT = 820, 724
CENTRE_X, CENTRE_Y, RADIUS = WIDTH / 2, HEIGHT / 2 + 7, 142
PURPOSE_SIZES = (25.0, 22.0, 19.0, 17.0)
LABEL_SIZE, BY_SIZE = 15.0, 14.0
_LABEL_ROOM, _BETWEEN, _BY_LEADING = 24.0, 7.0, 18.0


@dataclass(frozen=True)
class Station:
    """One station: its newest words and what waits on whom. ``said``: the words are a quotation."""

    key: str
    title: str
    words: str = ""
    waiting: str = ""
    url: str = ""
    said: bool = False


@dataclass(frozen=True)
class Cycle:
    """What is drawn. ``stations`` in the order understand, design, try, embed."""

    purpose: str
    said_by: str
    stations: Sequence[Station]
    url: str = ""


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    size: float
    words: str


@dataclass(frozen=True)
class Box:
    """A station on the drawing."""

    station: Station
    x: float
    y: float
    width: float
    height: float
    title: Text
    words: list[Text]
    waiting: list[Text]

    @property
    def icon_x(self) -> float:
        return self.x + _PAD

    @property
    def icon_y(self) -> float:
        return self.y - 16


@dataclass(frozen=True)
class Arc:
    """The way from one station to the next."""

    source: str
    target: str
    path: str
    head: str
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Drawing:
    cycle: Cycle
    label: Text
    purpose: list[Text]
    by: list[Text]
    boxes: list[Box]
    arcs: list[Arc]
    width: int = WIDTH
    height: int = HEIGHT
    centre_x: float = CENTRE_X
    centre_y: float = CENTRE_Y
    radius: float = RADIUS
    rim: float = RADIUS - 7


def draw(cycle: Cycle, label: str = "Purpose") -> Drawing:
    """Where everything goes. ``label`` is the small word above the purpose."""
    above, purpose, by = _middle(cycle, label)
    boxes = [_box(station, place) for station, place in zip(cycle.stations, _PLACES, strict=False)]
    return Drawing(cycle, above, purpose, by, boxes, _arcs(cycle.stations))


# --- the middle ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Column:
    """Lines set one above the other in the circle: the label, the purpose, who said it."""

    size: float
    lines: int
    said: int

    @property
    def leading(self) -> float:
        return self.size * 1.24

    @property
    def height(self) -> float:
        return _LABEL_ROOM + self.lines * self.leading + _BETWEEN + self.said * _BY_LEADING

    @property
    def top(self) -> float:
        return CENTRE_Y - self.height / 2

    @property
    def purpose_top(self) -> float:
        return self.top + _LABEL_ROOM

    @property
    def said_top(self) -> float:
        return self.purpose_top + self.lines * self.leading + _BETWEEN

    def purpose_room(self, line: int) -> float:
        return _across(self.purpose_top + line * self.leading, self.leading)

    def said_room(self, line: int) -> float:
        return _across(self.said_top + line * _BY_LEADING, _BY_LEADING)

    def purpose(self, words: str) -> list[str]:
        """The lines of the purpose, as even as they can be without taking one more."""
        for narrower in (0.7, 0.76, 0.82, 0.88, 0.94):
            room = self._narrowed(narrower)
            if fits(words, room, self.size, Face.SERIF, self.lines):
                return wrap(words, room, self.size, Face.SERIF, self.lines)
        return wrap(words, self.purpose_room, self.size, Face.SERIF, self.lines)

    def _narrowed(self, by: float) -> Widths:
        return lambda line: self.purpose_room(line) * by

    def said_by(self, words: str) -> list[str]:
        return wrap(words, self.said_room, BY_SIZE, Face.SANS, self.said)

    def holds(self, cycle: Cycle, whole: bool) -> bool:
        """Whether the purpose (and if ``whole``, who said it) goes in uncut."""
        said = fits(cycle.said_by, self.said_room, BY_SIZE, Face.SANS, self.said)
        purpose = fits(cycle.purpose, self.purpose_room, self.size, Face.SERIF, self.lines)
        return purpose and (said or not whole)


def _across(top: float, leading: float) -> float:
    """How wide the circle is between two heights."""
    furthest = max(abs(top - CENTRE_Y), abs(top + leading - CENTRE_Y))
    inner = RADIUS - 15
    return 2 * sqrt(max(inner * inner - furthest * furthest, 0))


def _middle(cycle: Cycle, label: str) -> tuple[Text, list[Text], list[Text]]:
    column = _column(cycle)
    above = Text(CENTRE_X, round(column.top + LABEL_SIZE, 1), LABEL_SIZE, label)
    first = column.purpose_top + column.size * 0.94
    purpose = _set(column.purpose(cycle.purpose), CENTRE_X, first, column.leading, column.size)
    below = column.said_top + BY_SIZE
    by = _set(column.said_by(cycle.said_by), CENTRE_X, below, _BY_LEADING, BY_SIZE)
    return above, purpose, by


def _column(cycle: Cycle) -> _Column:
    """The largest type in which all fits; else in which the purpose does; else the smallest."""
    fewest = 1 if cycle.said_by else 0
    tries = [
        _Column(size, lines, said)
        for size in PURPOSE_SIZES
        for lines in range(1, 8)
        for said in range(fewest, 3 if fewest else 1)
    ]
    possible = [column for column in tries if _across(column.top, column.height) >= 70]
    for whole in (True, False):
        for column in possible:
            if column.holds(cycle, whole):
                return column
    return possible[-1]


def _set(lines: Sequence[str], x: float, y: float, leading: float, size: float) -> list[Text]:
    return [Text(x, round(y + n * leading, 1), size, line) for n, line in enumerate(lines)]


# --- the stations --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Place:
    x: float
    y: float
    width: float
    height: float
    lines: int


_EDGE = 2
_WIDE, _TALL = (424, 162, 3), (250, 236, 6)
_PLACES = (
    _Place((WIDTH - _WIDE[0]) / 2, _EDGE + 16, *_WIDE),
    _Place(WIDTH - _TALL[0] - _EDGE, CENTRE_Y - _TALL[1] / 2, *_TALL),
    _Place((WIDTH - _WIDE[0]) / 2, HEIGHT - _WIDE[1] - _EDGE, *_WIDE),
    _Place(_EDGE, CENTRE_Y - _TALL[1] / 2, *_TALL),
)
_PAD, _TITLE, _BODY, _QUOTED, _SMALL, _LEADING = 18, 18.0, 16.5, 18.0, 15.0, 23


def _box(station: Station, at: _Place) -> Box:
    across = at.width - 2 * _PAD
    title = wrap(station.title, across + 8, _TITLE, Face.BOLD, 1)
    # What waits on whom is said whole before the newest words are.
    waiting = wrap(station.waiting, across, _SMALL, Face.SANS, 2)
    most = at.lines if len(waiting) < 2 else max(at.lines - 1, 1)
    face, size = (Face.SERIF, _QUOTED) if station.said else (Face.SANS, _BODY)
    words = whole_words(station.words, across, size, face, most)
    left = at.x + _PAD
    y = at.y + 71
    below = y + len(words) * _LEADING + 5
    return Box(
        station,
        at.x,
        at.y,
        at.width,
        at.height,
        Text(left, at.y + 44, _TITLE, title[0] if title else ""),
        _set(words, left, y, _LEADING, size),
        _set(waiting, left, below, 20, _SMALL),
    )


# --- the ways between ----------------------------------------------------------------------------


def _arcs(stations: Sequence[Station]) -> list[Arc]:
    keys = [station.key for station in stations]
    ways = zip(keys, keys[1:] + keys[:1], _WAYS, strict=False)
    return [Arc(source, target, *way) for source, target, way in ways]


def _way(
    x1: float, y1: float, x2: float, y2: float, upright: bool
) -> tuple[str, str, float, float, float, float]:
    """A quarter turn from one box to the next, and the head of its arrow."""
    bend = 0.62
    if upright:  # leaves sideways, arrives upright
        first, second = (x1 + (x2 - x1) * bend, y1), (x2, y2 - (y2 - y1) * bend)
        back = -1 if y2 > y1 else 1
        head = f"M{x2 - 7} {y2 + 9 * back} L{x2} {y2} L{x2 + 7} {y2 + 9 * back}"
    else:  # leaves upright, arrives sideways
        first, second = (x1, y1 + (y2 - y1) * bend), (x2 - (x2 - x1) * bend, y2)
        back = -1 if x2 > x1 else 1
        head = f"M{x2 + 9 * back} {y2 - 7} L{x2} {y2} L{x2 + 9 * back} {y2 + 7}"
    numbers = [f"{number:.1f}" for number in (x1, y1, *first, *second, x2, y2)]
    path = "M{} {} C{} {} {} {} {} {}".format(*numbers)
    return path, head, x1, y1, x2, y2


_SIDE = WIDTH - _TALL[0] / 2
_EDGE_RIGHT, _EDGE_LEFT = (WIDTH + _WIDE[0]) / 2, (WIDTH - _WIDE[0]) / 2
_UP, _DOWN = CENTRE_Y - _TALL[1] / 2, CENTRE_Y + _TALL[1] / 2
_TOP, _BOTTOM = _PLACES[0].y + _WIDE[1] / 2, HEIGHT - _WIDE[1] / 2 - _EDGE
_WAYS = (
    _way(_EDGE_RIGHT + 8, _TOP, _SIDE, _UP - 9, upright=True),
    _way(_SIDE, _DOWN + 8, _EDGE_RIGHT + 9, _BOTTOM, upright=False),
    _way(_EDGE_LEFT - 8, _BOTTOM, WIDTH - _SIDE, _DOWN + 9, upright=True),
    _way(WIDTH - _SIDE, _UP - 8, _EDGE_LEFT - 9, _TOP, upright=False),
)
