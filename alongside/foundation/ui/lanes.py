"""
The drawing of a thread where there is little room: one thing below the other, in the order of its
steps. A line to the next goes straight down; a longer one goes along a lane on the right, which all
that came of one thing share. Pure arithmetic, like the wide drawing.
"""

from collections.abc import Iterable, Sequence

from alongside.foundation.ui.measure import Face, wrap
from alongside.foundation.ui.thread import MARGIN, Drawing, Edge, Node, Placed, Text, that_fit

WIDTH, GAP, LANE, TURN = 268, 24, 11, 8
_PAD, _TITLE, _BODY = 13, 15.5, 15.0
_DOWN = 30  # from the left of a node, where a line goes straight to the next

Lanes = dict[str, int]


def draw_narrow(nodes: Sequence[Node], edges: Iterable[Edge]) -> Drawing:
    """The same nodes and lines as the wide drawing, one below the other."""
    rows = sorted(that_fit(nodes), key=lambda node: node.column)
    placed, y = [], float(MARGIN)
    for node in rows:
        placed.append(_placed(node, y))
        y += placed[-1].height + GAP
    row = {node.id: n for n, node in enumerate(rows)}
    lines = [e for e in dict.fromkeys(edges) if {e.source, e.target} <= row.keys()]
    lines = [e for e in lines if row[e.source] < row[e.target]]
    lanes = _lanes(row, lines)
    paths = [_path(placed[row[e.source]], placed[row[e.target]], e, row, lanes) for e in lines]
    width = MARGIN * 2 + WIDTH + (max(lanes.values(), default=-1) + 1) * LANE + TURN
    return Drawing(placed, paths, width, y - GAP + MARGIN, len(nodes) - len(rows))


def _lanes(row: dict[str, int], lines: Iterable[Edge]) -> Lanes:
    """The lane of each source with a line further than the next row: the first free all the way."""
    furthest: dict[str, int] = {}
    for line in lines:
        if row[line.target] > row[line.source] + 1:
            furthest[line.source] = max(furthest.get(line.source, 0), row[line.target])
    lanes: Lanes = {}
    busy: list[int] = []  # down to which row each lane is taken
    for source in sorted(furthest, key=row.__getitem__):
        free = next((n for n, end in enumerate(busy) if end <= row[source]), len(busy))
        busy[free : free + 1] = [furthest[source]]
        lanes[source] = free
    return lanes


def _path(one: Placed, other: Placed, line: Edge, row: dict[str, int], lanes: Lanes) -> str:
    if row[line.target] == row[line.source] + 1:
        x = one.x + _DOWN
        return f"M{x:.1f} {one.y + one.height:.1f} V{other.y:.1f}"
    edge = one.x + WIDTH
    lane = edge + TURN + (lanes[line.source] + 0.5) * LANE
    top, bottom = one.y + one.height * 0.62, other.y + other.height * 0.38
    return (
        f"M{edge:.1f} {top:.1f} H{lane - TURN:.1f}"
        f" Q{lane:.1f} {top:.1f} {lane:.1f} {top + TURN:.1f}"
        f" V{bottom - TURN:.1f} Q{lane:.1f} {bottom:.1f} {lane - TURN:.1f} {bottom:.1f}"
        f" H{edge:.1f}"
    )


def _placed(node: Node, y: float) -> Placed:
    across = WIDTH - 2 * _PAD
    titles = wrap(node.title, across, _TITLE, Face.BOLD, 2)
    lines = wrap(node.line, across, _BODY, Face.SANS, 2)
    x = float(MARGIN)
    first = y + 25 + 20 * len(titles)
    return Placed(
        node,
        x,
        y,
        WIDTH,
        22.0 + 20 * (len(titles) + len(lines)),
        [Text(x + _PAD, y + 25 + 20 * n, _TITLE, words) for n, words in enumerate(titles)],
        [Text(x + _PAD, first + 20 * n, _BODY, words) for n, words in enumerate(lines)],
    )
