"""
Numbers are for learning: what is looked at over time cannot become a line to reach, a colour, a
league or the worth of anybody.

Sources: “Quantitative proxy targets ALWAYS create gaming and do not capture value”; New Public
Management is “performance targets, league tables” and “treats people as data points”; mandatory
figures are “aids to learning… we do not performance manage them”. What can be tied to nothing, and
sorted by nobody, is of no use for control.
"""

import ast
import contextlib
import re
from collections.abc import Callable, Iterable, Iterator
from colorsys import rgb_to_hls
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Scale, System
from alongside.foundation.systems.testing import a_system
from alongside.learning.experiments import rules
from alongside.learning.experiments.actions import begin_plan
from alongside.learning.experiments.models import guards
from alongside.learning.experiments.testing import a_cost_story, an_experiment
from alongside.learning.measures.models import FAMILY, Kind, Measure, Reading
from alongside.learning.measures.testing import a_measure, a_note, some_points
from tests import house
from tests.refusals.house import Said, everything

ROOMS = ("measures", "experiments")
LEARNING = house.PACKAGE / "learning"


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


# --- “aids to learning… we do not performance manage them” ---------------------------------------


def tied_to_measures(these: Iterable[type[models.Model]]) -> list[str]:
    """What points at a measure from another room, or ties one to a person's or a body's worth."""
    return [
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in these
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        if _ties(model, field)
    ]


# Who wrote, entered, answered or looks after something: never whom a number is about.
WHO_DID_IT = {"by", "made_by", "answered_by", "noticer", "owner", "person", "asked_by", "locked_by"}


def _ties(model: type[models.Model], field: models.ForeignKey[Any, Any]) -> bool:
    to: Any = field.remote_field.model
    inside = model._meta.app_label in ROOMS
    if to is Measure:
        return not inside
    numbers = model._meta.app_label == "measures"
    return numbers and (to is Organisation or (to is Person and field.name not in WHO_DID_IT))


def test_no_other_room_ties_anything_to_a_measure() -> None:
    assert tied_to_measures(apps.get_models()) == []


def test_a_tie_would_be_noticed() -> None:
    class Payment(models.Model):
        measure = models.ForeignKey(Measure, models.CASCADE, related_name="+")

        class Meta:
            app_label = "money"
            apps = Apps()

        def __str__(self) -> str:
            return ""

    class Worth(models.Model):
        worker = models.ForeignKey(Person, models.CASCADE, related_name="+")
        body = models.ForeignKey(Organisation, models.CASCADE, related_name="+")

        class Meta:
            app_label = "measures"
            apps = Apps()

        def __str__(self) -> str:
            return ""

    planted = ["money.Payment.measure", "measures.Worth.worker", "measures.Worth.body"]
    assert tied_to_measures([Payment, Worth]) == planted


def test_an_aid_lives_apart() -> None:
    assert Kind.AID not in FAMILY
    held = {constraint.name for constraint in Measure._meta.constraints}
    assert {"aids_of_places_only", "measure_never_of_a_life"} <= held


@pytest.mark.django_db
def test_the_database_ties_no_experiment_to_an_aid() -> None:
    names = {guard.trigger for guard in guards.guards(connection.vendor)}
    assert {"experiments_chosen_no_aid_insert", "experiments_chosen_no_aid_update"} <= names
    assert guards.missing(connection) == []


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def place(ruth: Person) -> System:
    return a_system(by=ruth, scale=Scale.PLACE)


def of_an_aid(place: System, by: Person) -> list[Entry]:
    """A figure handed in by law, a note on its chart, and what another table was shared of one."""
    aid = a_measure(place, by=by, kind=Kind.AID, name="Seen within four hours")
    far = a_measure(a_system(by=by, name="Far", scale=Scale.PLACE), by=by, kind=Kind.AID)
    copy = logbook.widen(entry=far.entry, into=place, words="Theirs.", agreed="Yes.", by=by)
    return [aid.entry, a_note(aid, by=by).entry, copy]


def tied(place: System, by: Person, because: Entry) -> list[str]:
    """What could be tied to it."""
    tried = an_experiment(system=place, by=by)
    ways: dict[str, Callable[[], Any]] = {
        "tried": lambda: an_experiment(system=place, by=by, because=[because]),
        "planned": lambda: begin_plan(experiment=tried, change="Ring.", because=[because], by=by),
        "told": lambda: a_cost_story(system=place, by=by, because=[because]),
    }
    done = []
    for name, way in ways.items():
        with contextlib.suppress(Refused):
            way()
            done.append(name)
    return done


@pytest.mark.django_db
def test_nothing_is_tried_planned_or_told_because_of_an_aid(place: System, ruth: Person) -> None:
    aids = of_an_aid(place, ruth)
    assert [tied(place, ruth, each) for each in aids] == [[], [], []]
    with pytest.raises(Refused, match="is an aid to learning"):
        an_experiment(system=place, by=ruth, because=aids)


@pytest.mark.django_db
def test_a_tie_to_an_aid_would_be_noticed(
    place: System, ruth: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    aid = of_an_aid(place, ruth)[0]
    monkeypatch.setattr(rules, "rests_on_no_aid", lambda because: True)
    assert tied(place, ruth, aid) == ["tried", "planned", "told"]


@pytest.mark.django_db
def test_what_is_of_the_family_may_be_a_reason(place: System, ruth: Person) -> None:
    aid = of_an_aid(place, ruth)[0]
    measure = a_measure(place, by=ruth, because=[aid])
    assert tied(place, ruth, measure.entry) == ["tried", "planned", "told"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["try_out", "tell_costs"])
def test_no_form_offers_an_aid(client: Client, place: System, ruth: Person, page: str) -> None:
    client.force_login(ruth)
    url = reverse(f"experiments:{page}", args=[place.pk])
    for aid in of_an_aid(place, ruth):
        offered = client.get(url, {"because": str(aid.pk)}).content.decode()
        assert f'value="{aid.pk}"' not in offered
    family = a_measure(place, by=ruth)
    offered = client.get(url, {"because": family.pk}).content.decode()
    assert f'value="{family.pk}"' in offered


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
