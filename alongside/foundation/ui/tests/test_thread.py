from itertools import combinations

from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from alongside.foundation.ui import samples
from alongside.foundation.ui.lanes import draw_narrow
from alongside.foundation.ui.thread import MOST, Drawing, Edge, Node, draw


def overlaps(drawing: Drawing) -> list[tuple[str, str]]:
    return [
        (a.node.id, b.node.id)
        for a, b in combinations(drawing.nodes, 2)
        if a.x < b.x + b.width
        and b.x < a.x + a.width
        and a.y < b.y + b.height
        and b.y < a.y + a.height
    ]


def nodes_of(columns: list[int]) -> list[Node]:
    return [Node(str(n), c, f"Thing {n}", "words " * (n % 7)) for n, c in enumerate(columns)]


@given(
    st.lists(st.integers(-3, 9), max_size=45),
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=120),
)
def test_nothing_overlaps_and_all_is_inside(
    columns: list[int], pairs: list[tuple[int, int]]
) -> None:
    nodes, edges = nodes_of(columns), [Edge(str(a), str(b)) for a, b in pairs]
    drawing = draw(nodes, edges)
    assert overlaps(drawing) == []
    assert len(drawing.nodes) == min(len(nodes), MOST)
    assert drawing.left_out == max(len(nodes) - MOST, 0)
    for placed in drawing.nodes:
        assert 0 <= placed.x <= placed.x + placed.width <= drawing.width
        assert 0 <= placed.y <= placed.y + placed.height <= drawing.height + 0.1
    assert drawing == draw(nodes, edges)


def test_what_the_page_is_about_is_always_drawn() -> None:
    nodes = [*nodes_of([0] * 40), Node("this", 1, "This", is_this=True)]
    assert "this" in {placed.node.id for placed in draw(nodes, []).nodes}


def test_what_came_of_it_stands_to_the_right() -> None:
    placed = {each.node.id: each for each in samples.a_thread().nodes}
    assert placed["1"].x < placed["3"].x < placed["4"].x < placed["6"].x


def test_a_long_line_goes_around_what_is_between() -> None:
    nodes = [Node("a", 0, "A"), Node("b", 1, "B"), Node("c", 2, "C")]
    drawing = draw(nodes, [Edge("a", "b"), Edge("b", "c"), Edge("a", "c")])
    between = next(placed for placed in drawing.nodes if placed.node.id == "b")
    passes = float(drawing.paths[2].split(" L")[1].split(" ")[1])
    assert not between.y <= passes <= between.y + between.height


def test_each_node_with_a_page_is_a_link_and_words_are_escaped() -> None:
    drawing = draw([Node("a", 0, "<b>", "x", "try", "/a"), Node("b", 1, "No page")], [])
    page = Template("{% thread_drawing drawing %}").render(Context({"drawing": drawing}))
    assert page.count("<a ") == 1
    assert "<b>" not in page
    assert "style=" not in page


PAGE = 1_105  # of a page of 1,280 pixels, what is left within the box of a drawing
PHONE = 370  # drawn a little smaller than this on a screen of 390


@given(
    st.lists(st.integers(-3, 9), min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60),
)
def test_the_narrow_one_has_the_same_nodes_one_below_the_other(
    columns: list[int], pairs: list[tuple[int, int]]
) -> None:
    nodes, edges = nodes_of(columns), [Edge(str(a), str(b)) for a, b in pairs]
    drawing = draw_narrow(nodes, edges)
    assert overlaps(drawing) == []
    assert {each.node.id for each in drawing.nodes} == {n.node.id for n in draw(nodes, []).nodes}
    assert {placed.x for placed in drawing.nodes} == {drawing.nodes[0].x}
    for placed in drawing.nodes:
        assert 0 <= placed.y <= placed.y + placed.height <= drawing.height + 0.1


def test_many_steps_go_down_the_page_and_none_off_it() -> None:
    nodes = nodes_of([n // 2 for n in range(16)])
    edges = [Edge(str(n), str(n + 2)) for n in range(14)] + [Edge("0", "15")]
    drawing = draw(nodes, edges)
    placed = {each.node.id: each for each in drawing.nodes}
    assert drawing.width <= PAGE
    assert placed["0"].y < placed["2"].y < placed["14"].y
    assert draw_narrow(nodes, edges).width <= PHONE


def test_lines_that_come_of_one_thing_share_a_lane() -> None:
    nodes = nodes_of([0, 1, 2, 3, 4])
    drawing = draw_narrow(nodes, [Edge("0", "2"), Edge("0", "4"), Edge("1", "4")])
    lanes = [path.split(" Q")[1].split(" ")[0] for path in drawing.paths]
    assert lanes[0] == lanes[1] < lanes[2]
