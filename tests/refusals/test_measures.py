"""
Numbers are for learning: what is looked at over time cannot become a line to reach, a colour, a
league or the worth of anybody.

Sources: “Quantitative proxy targets ALWAYS create gaming and do not capture value”; New Public
Management is “performance targets, league tables” and “treats people as data points”; mandatory
figures are “aids to learning… we do not performance manage them”. What can be tied to nothing, and
sorted by nobody, is of no use for control.
"""

import ast
import re
from collections.abc import Iterator
from colorsys import rgb_to_hls
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_system
from alongside.learning.measures.models import Measure, Reading
from alongside.learning.measures.testing import a_measure, some_points
from tests import house
from tests.refusals.house import Said, everything

from .learning import LEARNING, ROOMS


def own_code() -> list[Path]:
    return [
        path
        for room in ROOMS
        for path in sorted((LEARNING / room).rglob("*.py"))
        if not {"tests", "migrations"} & set(path.parts) and path.name != "testing.py"
    ]


# --- no line to reach, no colour, no rank --------------------------------------------------------

# “Quantitative proxy targets ALWAYS create gaming”: no name may say one, nor whose turn it is.
NEVER = re.compile(
    r"targets?|goals?|thresholds?|trajector(y|ies)|rag|red|amber|green|traffic|lights?"
    r"|rank(s|ed|ing|ings)?|percentiles?|quartiles?|quintiles?|deciles?|leagues?|leaderboards?"
    r"|scores?|scored|ratings?|rated|grades?|stars?|benchmarks?|peers?|performance|performers?"
    r"|kpis?|quotas?|bonus(es)?|payments?|payouts?|pass(ed)?|fail(s|ed|ure|ures)?|achieved"
    r"|worst|assurance|outliers?"
)


def names_of_these_rooms() -> list[Said]:
    own = {m.__name__ for m in apps.get_models() if m._meta.app_label in ROOMS}
    return [
        said
        for said in everything()
        if said.where.split(".")[0] in own
        or any(f"learning.{room}" in said.where for room in ROOMS)
        or (said.where.startswith("address") and said.name in own_addresses())
    ]


def own_addresses() -> set[str]:
    from alongside.learning.experiments import urls as experiments
    from alongside.learning.measures import urls as measures

    return {str(page.name) for page in [*measures.urlpatterns, *experiments.urlpatterns]}


def controls(said: Said) -> bool:
    return any(NEVER.fullmatch(word) for word in said.words)


def test_nothing_here_is_named_for_a_line_to_reach_or_a_rank() -> None:
    assert [f"{s.where}: {s.name}" for s in names_of_these_rooms() if controls(s)] == []


@pytest.mark.parametrize(
    "planted",
    ["target", "target_value", "ragStatus", "is_green", "rank", "percentile", "team_score",
     "benchmark", "peerAverage", "performance", "kpi", "threshold", "payment", "is_outlier"],
)  # fmt: skip
def test_such_a_name_would_be_noticed(planted: str) -> None:
    assert controls(Said("Measure", planted))


# What a measure itself says, in full: another column is a decision, made here.
OF_A_MEASURE = {
    "entry", "kind", "hoped", "shape", "often", "counts_people", "per", "scale", "stopped_on",
}  # fmt: skip


OF_A_READING = {
    "id", "measure", "period", "value", "numerator", "denominator", "missing", "number",
    "known_at", "by", "feed",
}  # fmt: skip


def columns(model: Any) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def test_a_measure_has_no_column_for_where_it_should_be() -> None:
    assert columns(Measure) == OF_A_MEASURE
    assert columns(Reading) == OF_A_READING


@pytest.mark.parametrize("planted", ["reach_by", "expected", "owner", "colour", "weight"])
def test_another_column_would_be_noticed(planted: str) -> None:
    assert columns(Measure) | {planted} != OF_A_MEASURE


# Nothing colours a point as good or bad. Violet is a signal, whichever way it goes; coral is what
# was tried, as everywhere here.
HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", re.I)


NAMED = re.compile(
    r"\b(?:red|green|amber|orange|lime|crimson|tomato)\b|--(?:kelp|govuk-success)|\b(?:rgb|hsl)a?\(",
    re.I,
)
WORTH = re.compile(
    r"\.[\w-]*(?:good|bad|better|worse|success|danger|improv|concern|pass|fail|alarm)[\w-]*"
)
OF_THE_TRIED = {"b8482f"}


def judges(colour: str) -> bool:
    """Whether it is a red, an amber or a green that anybody would take for one."""
    whole = colour if len(colour) == 6 else "".join(2 * figure for figure in colour)
    red, green, blue = (int(whole[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, _light, _pure = rgb_to_hls(red, green, blue)
    strong = max(red, green, blue) - min(red, green, blue)
    return strong > 0.15 and (hue * 360 < 60 or hue * 360 > 335 or 80 < hue * 360 < 165)


def colours_of(style: str) -> list[str]:
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.S)
    hexes = [f for f in HEX.findall(style) if f.lower() not in OF_THE_TRIED and judges(f)]
    return [*hexes, *NAMED.findall(style), *WORTH.findall(style)]


def test_no_chart_has_a_colour_for_good_or_bad() -> None:
    sheets = sorted((LEARNING / "measures" / "static").rglob("*.css"))
    drawing = sorted((LEARNING / "measures" / "charts").glob("*.py"))
    found = {p.name: colours_of(p.read_text()) for p in sheets}
    found |= {p.name: [c for c in HEX.findall(p.read_text()) if judges(c)] for p in drawing}
    assert sheets
    assert {
        name: [c for c in colours if c not in OF_THE_TRIED] for name, colours in found.items()
    } == {name: [] for name in found}


@pytest.mark.parametrize(
    "planted",
    [".point { fill: #00703c }", ".point--improvement { fill: var(--ink) }",
     ".up { stroke: var(--kelp) }", ".x { color: rgb(200 0 0) }", ".y { fill: red }",
     ".z { fill: #f47738 }", ".a { fill: #D4351C }", ".b { background: #ffb000 }"],
)  # fmt: skip
def test_such_a_colour_would_be_noticed(planted: str) -> None:
    assert colours_of(planted)


def drawn_by_direction(source: str) -> list[int]:
    """Lines that let what is hoped for choose how a point looks."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr in ("direction", "hoped")
    ]


def test_no_drawing_asks_which_way_people_hope_it_goes() -> None:
    drawing = LEARNING / "measures" / "charts" / "drawing.py"
    assert drawn_by_direction(drawing.read_text()) == []


@pytest.mark.parametrize("planted", ["fill = COLOUR[settings.direction]", "m.hoped == 'up'"])
def test_such_a_drawing_would_be_noticed(planted: str) -> None:
    assert drawn_by_direction(planted)


# --- nobody is sorted ----------------------------------------------------------------------------


# What rows may stand in the order of: when they came, and what they are called.
IN_ORDER_OF = {
    "", "pk", "id", "entry", "period", "known_at", "at", "on", "number", "n", "holds_from",
    "starts", "base_until", "made_at", "begun_on", "held_since", "since", "name", "measure", "when",
}  # fmt: skip


WORTHS = {
    "value", "y", "numerator", "denominator", "share", "rate", "mean", "centre", "signal",
    "organisation", "made", "low", "high",
}  # fmt: skip
COMPARING = {
    "Rank", "DenseRank", "PercentRank", "CumeDist", "Ntile", "Window", "Avg", "Sum", "StdDev",
    "Variance",
}  # fmt: skip
SORTING = {"sorted", "sort", "max", "min", "nlargest", "nsmallest"}


def sorts(source: str, *, numbers: bool = False) -> list[str]:
    """
    Lines that put rows in the order of a number, or people and bodies in any order of worth.

    :param numbers: a calculation orders the numbers of one series, and of nobody.
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = house.called(node)
            if name == "order_by":
                found += [f"{node.lineno} {word}" for word in _words(node) if not _fine(word)]
            if name in SORTING and not numbers:
                found += [f"{node.lineno} {attr}" for attr in _keys(node) if attr in WORTHS]
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.db"):
            found += [alias.name for alias in node.names if alias.name in COMPARING]
        if isinstance(node, ast.Attribute) and node.attr in COMPARING:
            found.append(f"{node.lineno} {node.attr}")
    return found


def _words(call: ast.Call) -> Iterator[str]:
    for argument in call.args:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value
        else:
            yield ast.unparse(argument)


def _fine(word: str) -> bool:
    return word.lstrip("-") in IN_ORDER_OF


def _keys(call: ast.Call) -> Iterator[str]:
    for keyword in call.keywords:
        if keyword.arg == "key":
            yield from (n.attr for n in ast.walk(keyword.value) if isinstance(n, ast.Attribute))


def is_calculation(path: Path) -> bool:
    room = next(LEARNING / name for name in ROOMS if LEARNING / name in path.parents)
    return path.parent == room or path.parent.name == "charts"


def test_no_code_here_puts_anybody_in_the_order_of_a_number() -> None:
    found = {
        house.where(path): lines
        for path in own_code()
        if (lines := sorts(path.read_text(), numbers=is_calculation(path)))
    }
    assert found == {}


@pytest.mark.parametrize(
    "planted",
    [
        "rows.order_by('-value')",
        "Measure.objects.order_by('entry__system__name')",
        "Reading.objects.order_by('by__name', 'numerator')",
        "sorted(charts, key=lambda chart: chart.analysis.stretches[-1].centre)",
        "teams.sort(key=lambda team: team.share)",
        "from django.db.models import Avg",
        "from django.db.models.functions import PercentRank",
        "rows.annotate(place=models.Window(models.functions.Rank()))",
    ],
)
def test_sorting_would_be_noticed(planted: str) -> None:
    assert sorts(planted)


@pytest.mark.django_db
def test_a_page_of_measures_stands_in_the_order_they_were_begun() -> None:
    """Whatever their numbers, and whatever an address asks for."""
    ruth = a_person("Ruth Tanner")
    table: System = a_system(by=ruth)
    for name, level in (("Zebra", 5), ("Middle", 90), ("Ant", 40)):
        measure = a_measure(table, by=ruth, name=name)
        some_points(measure, [level + n % 3 for n in range(12)], by=ruth)
    client = Client()
    client.force_login(ruth)
    url = reverse("measures:measures", args=[table.pk])
    for asked in ({}, {"sort": "value"}, {"order": "-value"}, {"order_by": "name"}):
        page = client.get(url, asked).content.decode()
        places = [page.index(name) for name in ("Zebra", "Middle", "Ant")]
        assert places == sorted(places)
