from urllib.parse import quote
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertRedirects

from alongside.foundation.logbook.models import Reach
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Scale, System
from alongside.foundation.systems.testing import a_life, a_system
from alongside.learning.measures import actions
from alongside.learning.measures.models import FAMILY, Hoped, Kind, Measure, Shape
from alongside.learning.measures.testing import a_measure, a_note, some_points

from .measures import MANY
from .pages import FORMS, HOSTILE, url

pytestmark = pytest.mark.django_db
BEGINNING = {
    "name": "Days until a claim is right",
    "kind": "outcome",
    "definition": "Days from the first word to us until it is right.",
    "shape": "value",
    "burden": "Ruth, a minute a week.",
    "hoped": "unknown",
    "often": "month",
    "reach": "table",
}


# --- what a table looks at -------------------------------------------------------------------


def test_a_family_stands_side_by_side_in_its_order(
    client: Client, ruth: Person, system: System
) -> None:
    for kind in reversed(FAMILY):
        a_measure(system, by=ruth, kind=kind, name=f"One of {kind}")
    page = client.get(url("measures", system))
    assert [relatives.kind for relatives in page.context["families"]] == list(FAMILY)
    places = [page.text.index(f"One of {kind}") for kind in FAMILY]
    assert places == sorted(places)


def test_within_a_family_they_stand_as_they_were_begun(
    client: Client, ruth: Person, system: System
) -> None:
    for name in ("Zebra crossings", "Apples"):
        a_measure(system, by=ruth, name=name)
    page = client.get(url("measures", system), {"sort": "name", "order": "value"}).text
    assert page.index("Zebra crossings") < page.index("Apples")


def test_first_use_begins_with_a_question(client: Client, system: System) -> None:
    page = client.get(url("measures", system)).text
    assert "How would you notice that things are changing for people?" in page
    assert url("begin", system) in page


def test_who_does_not_sit_here_reads_what_is_for_anyone(client: Client) -> None:
    amy = a_person("Amy")
    other = a_system(by=amy, name="Other")
    ours = a_measure(other, by=amy, name="For the table")
    shared = a_measure(other, by=amy, name="For all of us", reach=Reach.ANYONE)
    page = client.get(url("measures", other)).text
    assert "For all of us" in page
    assert "For the table" not in page
    assert url("begin", other) not in page
    assert client.get(url("measure", shared)).status_code == 200
    assert client.get(url("measure", ours)).status_code == 404
    for form in FORMS:
        assert client.get(url(form, ours)).status_code == 404
        assert client.get(url(form, shared)).status_code == 403
    for page_ in ("begin", "begin_aid"):
        assert client.get(url(page_, other)).status_code == 403


def test_what_nobody_counts_any_more_is_folded_away(
    client: Client, ruth: Person, system: System
) -> None:
    actions.stop(measure=a_measure(system, by=ruth, name="Letters sent"), by=ruth)
    page = client.get(url("measures", system))
    assert page.context["families"] == []
    assert "What nobody needs to count any more" in page.text
    assert "Letters sent" in page.text


def test_a_life_has_no_such_pages(client: Client, ruth: Person) -> None:
    life = a_life(by=ruth)
    for page in ("measures", "begin", "aids", "begin_aid"):
        assert client.get(url(page, life)).status_code == 404


def test_more_than_a_page_holds_are_on_the_next(
    client: Client, ruth: Person, system: System
) -> None:
    for number in range(61):
        a_measure(system, by=ruth, name=f"Number {number}.")
    page = client.get(url("measures", system))
    older = client.get(url("measures", system), {"before": str(page.context["page"].older)}).text
    assert "Number 0." in older
    assert "Number 0." not in page.text


def test_the_list_asks_as_much_of_the_database_however_long_it_is(
    client: Client,
    ruth: Person,
    system: System,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    asked = []
    for many in (3, 27):
        for _n in range(many):
            made = a_measure(system, by=ruth, counts_people=True)
            some_points(made, MANY, by=ruth)
            a_note(made, by=ruth)
        with django_assert_max_num_queries(40) as queries:
            client.get(url("measures", system))
        asked.append(len(queries))
    assert asked[0] == asked[1]


# --- aids to learning ------------------------------------------------------------------------


def test_aids_live_apart(client: Client, ruth: Person, system: System) -> None:
    a_measure(system, by=ruth, kind=Kind.AID, name="Collected in the year")
    assert "Collected in the year" not in client.get(url("measures", system)).text
    page = client.get(url("aids", system)).text
    assert "Collected in the year" in page
    assert "tied to no person" in page


def test_an_aid_is_begun_on_its_own_page(client: Client, system: System) -> None:
    asked = {name: words for name, words in BEGINNING.items() if name != "kind"}
    assert client.get(url("begin_aid", system)).status_code == 200
    client.post(url("begin_aid", system), asked)
    assert Measure.objects.get().kind == Kind.AID


def test_an_aid_is_not_begun_by_the_way(client: Client, system: System) -> None:
    assert client.post(url("begin", system), BEGINNING | {"kind": "aid"}).status_code == 422


def test_a_team_has_no_aids(client: Client, ruth: Person) -> None:
    team = a_system(by=ruth, scale=Scale.TEAM)
    page = client.get(url("aids", team))
    assert "never for a team" in page.text
    assert url("begin_aid", team) not in page.text
    assert client.get(url("begin_aid", team)).status_code == 403
    assert url("aids", team) not in client.get(url("measures", team)).text


# --- beginning -------------------------------------------------------------------------------


def test_somebody_begins(client: Client, system: System) -> None:
    assert client.get(url("begin", system)).status_code == 200
    begun = client.post(url("begin", system), BEGINNING)
    made = Measure.objects.get()
    assertRedirects(begun, url("measure", made))
    assert (made.hoped, made.shape, made.per) == (Hoped.UNKNOWN, Shape.VALUE, None)


def test_a_rate_is_begun_with_what_it_is_out_of(client: Client, system: System) -> None:
    rate = BEGINNING | {"shape": "rate", "per": "100"}
    refused = client.post(url("begin", system), rate)
    assert refused.status_code == 422
    assert "Write out of what it is counted" in refused.text
    client.post(url("begin", system), rate | {"numerator": "falls", "denominator": "nights"})
    assert Measure.objects.get().per == 100


@pytest.mark.parametrize("left_out", ["name", "kind", "definition", "burden"])
def test_beginning_says_what_is_missing(client: Client, system: System, left_out: str) -> None:
    refused = client.post(url("begin", system), BEGINNING | {left_out: ""})
    assert refused.status_code == 422
    assert left_out in refused.context["form"].errors


def test_hostile_answers_are_refused_in_a_sentence(client: Client, system: System) -> None:
    everything = dict.fromkeys(BEGINNING, HOSTILE) | {"per": "x", "unit": HOSTILE}
    refused = client.post(url("begin", system), everything)
    assert refused.status_code == 422
    assert "<script>alert" not in refused.text


def test_only_members_are_offered_a_page_to_begin(client: Client, ruth: Person) -> None:
    life = a_life(by=ruth)
    assert client.post(url("begin", life), BEGINNING).status_code == 404
    assert client.get(reverse("measures:begin", args=[uuid4()])).status_code == 404


@pytest.mark.parametrize(
    ("then", "leads"),
    [
        ("/plans/1/measures/", True),
        ("https://elsewhere.example/", False),
        ("//else.example", False),
    ],
)
def test_whoever_came_from_a_page_of_ours_to_begin_goes_back_there(
    client: Client, system: System, then: str, leads: bool
) -> None:
    begun = client.post(f"{url('begin', system)}?then={quote(then)}", BEGINNING)
    assert begun.status_code == 302
    assert (begun.headers["Location"] == then) is leads
