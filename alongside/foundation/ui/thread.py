"""
The drawing of a thread: from voices, left, to what came of them, right; or from voices, above, to
what came of them, below, where it has more steps than a page is wide.

Each node stands in a column (drawn downwards: a row); nodes of a column are ordered so that lines
cross little (by the mean place of their neighbours, a few sweeps), and lines that pass a column are
given a place in it. Pure arithmetic, and the same drawing every time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from alongside.foundation.ui.measure import Face, wrap

MOST = 30
NODE_WIDTH, COLUMN_GAP, ROW_GAP, MARGIN = 210, 84, 22, 8
ROW_DROP = 40  # drawn downwards, between one row and the next
COLUMNS, ABREAST = 4, 4  # a page is so wide
PAD, TITLE, BODY = 15, 15.5, 15.0
SWEEPS = 6


@dataclass(frozen=True)
class Node:
    """Something on the thread. ``is_this``: the one the page is about."""

    id: str
    column: int
    title: str
    line: str = ""
    station: str = ""
    url: str = ""
    is_this: bool = False


@dataclass(frozen=True)
class Edge:
    """``target`` came of ``source``."""

    source: str
    target: str


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    size: float
    words: str


@dataclass(frozen=True)
class Placed:
    """A node where it stands."""

    node: Node
    x: float
    y: float
    width: float
    height: float
    titles: list[Text]
    lines: list[Text]


@dataclass(frozen=True)
class Drawing:
    """Everything to draw. ``left_out``: how many nodes there was no room for."""

    nodes: list[Placed]
    paths: list[str]
    width: float
    height: float
    left_out: int = 0


@dataclass
class _Slot:
    """
    A place in a column: a node's, or where a long line passes. ``y`` and ``height`` are along the
    column; drawn downwards, a column is a row and they are across the page.
    """

    id: str
    column: int
    height: float
    y: float = 0.0
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    @property
    def centre(self) -> float:
        return self.y + self.height / 2


def draw(nodes: Sequence[Node], edges: Iterable[Edge]) -> Drawing:
    """Place up to 30 nodes; ``is_this`` is always among them."""
    kept = that_fit(nodes)
    ids = {node.id for node in kept}
    lines = [edge for edge in dict.fromkeys(edges) if {edge.source, edge.target} <= ids]
    down = len({node.column for node in kept}) > COLUMNS
    columns = _rows(kept) if down else _columns(kept)
    slots = {n.id: _Slot(n.id, columns[n.id], NODE_WIDTH if down else _height(n)) for n in kept}
    routes = [_route(slots, edge) for edge in lines]
    table: list[list[_Slot]] = [[] for _column in set(columns.values())]
    for slot in slots.values():
        table[slot.column].append(slot)
    _order(table, slots)
    across = _place(table, slots)
    lay = _Downwards(kept, columns) if down else _Rightwards(len(table))
    paths = [_path(lay, [slots[name] for name in route]) for route in routes]
    placed = [lay.placed(slots[node.id], node) for node in kept]
    return Drawing(placed, paths, *lay.size(across), len(nodes) - len(kept))


def _columns(kept: Sequence[Node]) -> dict[str, int]:
    """The column of each node, without empty ones."""
    numbers = {column: n for n, column in enumerate(sorted({node.column for node in kept}))}
    return {node.id: numbers[node.column] for node in kept}


def _rows(kept: Sequence[Node]) -> dict[str, int]:
    """The row of each node: a column, broken where there are more than go side by side."""
    rows: dict[str, int] = {}
    for column in sorted({node.column for node in kept}):
        here = [node.id for node in kept if node.column == column]
        first = max(rows.values(), default=-1) + 1
        many = -(-len(here) // -(-len(here) // ABREAST))  # as even as they can be
        rows |= {name: first + n // many for n, name in enumerate(here)}
    return rows


def that_fit(nodes: Sequence[Node]) -> list[Node]:
    """As many as there is room for, the one the page is about among them, in the order given."""
    first = [node for node in nodes if node.is_this] + [n for n in nodes if not n.is_this]
    chosen = {node.id for node in first[:MOST]}
    return [node for node in nodes if node.id in chosen]


def _titles(node: Node) -> list[str]:
    return wrap(node.title, NODE_WIDTH - 2 * PAD, TITLE, Face.BOLD, 2)


def _lines(node: Node) -> list[str]:
    return wrap(node.line, NODE_WIDTH - 2 * PAD, BODY, Face.SANS, 3)


def _height(node: Node) -> float:
    return 26 + 21 * len(_titles(node)) + 20 * len(_lines(node))


def _route(slots: dict[str, _Slot], edge: Edge) -> list[str]:
    """The slots a line goes through: its two ends and a place in every column between them."""
    source, target = slots[edge.source], slots[edge.target]
    route = [edge.source]
    for column in range(source.column + 1, target.column):
        name = f"{edge.source}#{column}"  # lines that come of one node go together
        slots.setdefault(name, _Slot(name, column, 6))
        route.append(name)
    route.append(edge.target)
    for one, other in pairwise(route):
        if other not in slots[one].after:
            slots[one].after.append(other)
            slots[other].before.append(one)
    return route


def _order(table: list[list[_Slot]], slots: dict[str, _Slot]) -> None:
    """Order each column by the mean rank of its neighbours, to and fro."""
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        rank = _ranks(table)
        for column in table if forward else reversed(table):
            means = {}
            for slot in column:
                near = slot.before if forward else slot.after
                near = [name for name in near if slots[name].column != slot.column]
                own = rank[slot.id]
                means[slot.id] = sum(rank[name] for name in near) / len(near) if near else own
            column.sort(key=lambda slot: (means[slot.id], rank[slot.id]))
            rank.update(_ranks([column]))


def _ranks(table: list[list[_Slot]]) -> dict[str, float]:
    """How far down its column each slot is, from 0 to 1."""
    return {s.id: (n + 0.5) / len(column) for column in table for n, s in enumerate(column)}


def _place(table: list[list[_Slot]], slots: dict[str, _Slot]) -> float:
    """Set every ``y``: columns centred, then each slot near its neighbours, never overlapping."""
    tall = max((_stack(column) for column in table), default=0)
    for column in table:
        _shift(column, (tall - _stack(column)) / 2)
    for _sweep in range(2):
        for column in [*table[1:], *reversed(table[:-1])]:
            _near(column, slots)
    top = min((slot.y for column in table for slot in column), default=0)
    for column in table:
        _shift(column, MARGIN - top)
    return max((s.y + s.height for column in table for s in column), default=0) + MARGIN


def _stack(column: list[_Slot]) -> float:
    """Put a column's slots one beneath the other; returns how tall it is."""
    y = 0.0
    for slot in column:
        slot.y = y
        y += slot.height + ROW_GAP
    return y - ROW_GAP


def _shift(column: list[_Slot], by: float) -> None:
    for slot in column:
        slot.y += by


def _near(column: list[_Slot], slots: dict[str, _Slot]) -> None:
    wanted = []
    for slot in column:
        near = [slots[name].centre for name in slot.before + slot.after]
        wanted.append((sum(near) / len(near) if near else slot.centre) - slot.height / 2)
    y = float("-inf")
    for slot, want in zip(column, wanted, strict=True):
        slot.y = max(want, y)
        y = slot.y + slot.height + ROW_GAP
    drift = sum(w - s.y for s, w in zip(column, wanted, strict=True)) / len(column)
    _shift(column, drift)


# --- which way it goes ---------------------------------------------------------------------------


class _Rightwards:
    """A column stands right of the one before it."""

    def __init__(self, columns: int) -> None:
        self.width = MARGIN * 2 + columns * NODE_WIDTH + max(columns - 1, 0) * COLUMN_GAP

    def starts(self, slot: _Slot) -> float:
        return MARGIN + slot.column * (NODE_WIDTH + COLUMN_GAP)

    def ends(self, slot: _Slot) -> float:
        return self.starts(slot) + NODE_WIDTH

    def point(self, along: float, across: float) -> str:
        return f"{along:.1f} {across:.1f}"

    def size(self, across: float) -> tuple[float, float]:
        return self.width, across

    def placed(self, slot: _Slot, node: Node) -> Placed:
        return _placed(node, self.starts(slot), round(slot.y, 1), slot.height)


class _Downwards:
    """A column is a row, and stands below the one before it; as tall as what is tallest in it."""

    def __init__(self, kept: Sequence[Node], rows: dict[str, int]) -> None:
        tall = [0.0] * (max(rows.values(), default=-1) + 1)
        for node in kept:
            tall[rows[node.id]] = max(tall[rows[node.id]], _height(node))
        self.bottom: list[float] = []
        for height in tall:
            above = self.bottom[-1] + ROW_DROP if self.bottom else MARGIN
            self.bottom.append(above + height)
        self.top = [bottom - height for bottom, height in zip(self.bottom, tall, strict=True)]

    def starts(self, slot: _Slot) -> float:
        return self.top[slot.column]

    def ends(self, slot: _Slot) -> float:
        return self.bottom[slot.column]

    def point(self, along: float, across: float) -> str:
        return f"{across:.1f} {along:.1f}"

    def size(self, across: float) -> tuple[float, float]:
        return across, self.bottom[-1] + MARGIN

    def placed(self, slot: _Slot, node: Node) -> Placed:
        height = self.bottom[slot.column] - self.top[slot.column]  # a row is even
        return _placed(node, round(slot.y, 1), self.top[slot.column], height)


def _path(lay: _Rightwards | _Downwards, stops: list[_Slot]) -> str:
    """One smooth line through its stops, from where one ends to where the next starts."""
    start, end = stops[0], stops[-1]
    path = f"M{lay.point(lay.ends(start), start.centre)}"
    if end.column <= start.column:
        return path + _loop(lay, start, end)
    for one, other in pairwise(stops):
        here, there = lay.ends(one), lay.starts(other)
        if one is not start:
            path += f" L{lay.point(here, one.centre)}"
        half = (there - here) / 2
        bends = (lay.point(here + half, one.centre), lay.point(there - half, other.centre))
        path += f" C{bends[0]} {bends[1]} {lay.point(there, other.centre)}"
    return path


def _loop(lay: _Rightwards | _Downwards, start: _Slot, end: _Slot) -> str:
    """Back to the same column or an earlier one, around its end."""
    far = lay.ends(start) + COLUMN_GAP * 0.6
    bends = (lay.point(far, start.centre), lay.point(far, end.centre))
    return f" C{bends[0]} {bends[1]} {lay.point(lay.ends(end), end.centre)}"


def _placed(node: Node, x: float, y: float, height: float) -> Placed:
    titles = [Text(x + PAD, y + 27 + 21 * n, TITLE, line) for n, line in enumerate(_titles(node))]
    first = y + 26 + 21 * len(titles)
    lines = [Text(x + PAD, first + 20 * n, BODY, line) for n, line in enumerate(_lines(node))]
    return Placed(node, x, y, NODE_WIDTH, height, titles, lines)
