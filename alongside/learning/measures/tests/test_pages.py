from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertRedirects

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Audience, Because, Entry, Reach
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Scale, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.learning.measures import actions
from alongside.learning.measures.models import (
    FAMILY,
    Aside,
    Definition,
    Freeze,
    Hoped,
    KeptChart,
    Kind,
    Measure,
    Note,
    Reset,
    Shape,
)
from alongside.learning.measures.testing import (
    a_freeze,
    a_measure,
    a_note,
    a_reset,
    an_aside,
    months,
    some_points,
)

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>\x00\u202e" + "long " * 2_000
VALUES = [20.0, 22.0, 19.0, 21.0, 23.0, 18.0, 20.5, 21.5, 19.5, 22.5, 20.0, 21.0, 19.0, 23.0]
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
ANSWERS = {
    "starts": "2024-08-01",
    "differently": "Lower for nine months.",
    "reason": "We sit down together.",
    "desirable": "People have their money.",
    "expected": "It is how we all work.",
}
ALL_YES = {
    name: "on" for name in ("differently_yes", "reason_yes", "desirable_yes", "expected_yes")
}
FORMS = (
    "count_people",
    "define",
    "write_note",
    "set_aside",
    "hold_still",
    "set_anew",
    "keep_chart",
    "stop",
)


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def client(client: Client, ruth: Person) -> Client:
    client.force_login(ruth)
    return client


@pytest.fixture
def system(ruth: Person) -> System:
    return a_system(by=ruth)


@pytest.fixture
def measure(system: System, ruth: Person) -> Measure:
    made = a_measure(system, by=ruth, unit="days", why="Is it sooner?", source="The diary")
    some_points(made, VALUES, by=ruth)
    return made


def url(page: str, thing: Any) -> str:
    return reverse(f"measures:{page}", args=[thing.pk])


def day(name: str, on: date) -> dict[str, Any]:
    return {f"{name}_0": on.day, f"{name}_1": on.month, f"{name}_2": on.year}


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
            some_points(made, VALUES, by=ruth)
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


# --- one measure -----------------------------------------------------------------------------


def test_a_measure_shows_all_that_is_written_beside_it(
    client: Client, ruth: Person, measure: Measure
) -> None:
    a_note(measure, by=ruth, words="92 elsewhere, from the survey.", on=date(2024, 6, 1))
    an_aside(measure, period=months(2)[1], by=ruth, words="The flood.")
    a_freeze(measure, base_until=months(12)[11], by=ruth, words="We sit down together.")
    a_reset(measure, starts=months(14)[13], by=ruth)
    actions.keep_chart(measure=measure, by=ruth, words="When we decided.")
    page = client.get(url("measure", measure)).text
    for words in (
        "Is it sooner?",
        "92 elsewhere, from the survey.",
        "The flood.",
        "We sit down together.",
        "Set anew from 1 February 2025",
        "signed by Ruth",
        "When we decided.",
        "The diary",
        "Whoever sat down with the person",
        "Days from the first word",
    ):
        assert words in page, words


def test_a_measure_without_points_asks_for_them(
    client: Client, ruth: Person, system: System
) -> None:
    page = client.get(url("measure", a_measure(system, by=ruth))).text
    assert "What do you know already?" in page
    assert "Set a point aside" not in page


def test_it_is_read_by_the_rules_that_are_asked_for(client: Client, measure: Measure) -> None:
    for asked, rules in (
        ({}, "anhoej"),
        ({"rules": "mdc"}, "mdc"),
        ({"rules": "primed"}, "anhoej"),
        ({"rules": "\x00best"}, "anhoej"),
    ):
        assert client.get(url("measure", measure), asked).context["chart"].rules == rules


def test_it_is_shown_as_it_was_known(client: Client, measure: Measure, ruth: Person) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    then = client.get(url("measure", measure), {"known": yesterday.isoformat()})
    assert then.context["known"] == yesterday
    assert not then.context["chart"].has_points
    assert "What came later" in then.text
    later = (timezone.localdate() + timedelta(days=9)).isoformat()
    for asked in ("", timezone.localdate().isoformat(), later):
        assert client.get(url("measure", measure), {"known": asked}).context["known"] is None
    wrong = client.get(url("measure", measure), {"known": "31 March\x00"})
    assert "no day we know" in wrong.text


def test_a_definition_said_anew_leaves_the_one_before(
    client: Client, ruth: Person, measure: Measure
) -> None:
    shown = client.get(url("define", measure))
    assert "Days from the first word" in shown.text
    today = timezone.localdate()
    said = {"definition": "Until paid.", "changed": "Right is not paid.", "unit": "days"}
    refused = client.post(url("define", measure), said | day("holds_from", date(2001, 1, 1)))
    assert refused.status_code == 422
    assert "Choose a later day" in refused.text
    made = client.post(url("define", measure), said | day("holds_from", today))
    assertRedirects(made, url("measure", measure))
    page = client.get(url("measure", measure)).text
    assert page.index("Until paid.") < page.index("Days from the first word")
    assert Definition.objects.filter(measure=measure).count() == 2


def test_a_share_is_said_anew_with_both(client: Client, ruth: Person, system: System) -> None:
    share = a_measure(
        system, by=ruth, shape=Shape.SHARE, numerator="right at once", denominator="all claims"
    )
    said = {"definition": "x", "changed": "y", "numerator": "paid", "denominator": ""}
    refused = client.post(url("define", share), said | day("holds_from", timezone.localdate()))
    assert "Write out of what it is counted" in refused.text


def test_people_are_said_to_be_counted(client: Client, measure: Measure) -> None:
    assert url("count_people", measure) in client.get(url("measure", measure)).text
    assert "cannot be unsaid" in client.get(url("count_people", measure)).text
    assertRedirects(client.post(url("count_people", measure)), url("measure", measure))
    assert Measure.objects.get(pk=measure.pk).counts_people
    assert client.post(url("count_people", measure)).status_code == 422
    assert url("count_people", measure) not in client.get(url("measure", measure)).text


def test_what_is_of_no_use_is_stopped(client: Client, ruth: Person, measure: Measure) -> None:
    assert "Does anybody still need this?" in client.get(url("stop", measure)).text
    assertRedirects(client.post(url("stop", measure)), url("measure", measure))
    assert client.post(url("stop", measure)).status_code == 422
    assert "Nobody needs to count this any more" in client.get(url("measure", measure)).text


def test_who_does_not_hold_it_is_not_offered_what_is_not_theirs(
    ruth: Person, system: System, measure: Measure
) -> None:
    kerry = a_person("Kerry")
    a_seat(system, by=ruth, person=kerry)
    hers = Client()
    hers.force_login(kerry)
    page = hers.get(url("measure", measure)).text
    assert url("write_note", measure) in page
    for form in ("count_people", "define", "set_anew", "stop"):
        assert url(form, measure) not in page
        assert hers.get(url(form, measure)).status_code == 403
        assert hers.post(url(form, measure)).status_code == 403


def test_the_page_asks_as_much_of_the_database_whatever_stands_on_it(
    client: Client,
    ruth: Person,
    measure: Measure,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    asked = []
    days = months(14)
    for first, last in ((1, 3), (3, 13)):
        for number in range(first, last):
            a_note(measure, by=ruth, words=f"Note {number}.")
            an_aside(measure, period=days[number], by=ruth)
            a_freeze(measure, base_until=days[13], by=ruth)
            a_reset(measure, starts=days[number], by=ruth)
            actions.keep_chart(measure=measure, by=ruth)
            actions.define(measure=measure, definition="x", changed="y", by=ruth)
        with django_assert_max_num_queries(60) as queries:
            client.get(url("measure", measure))
        asked.append(len(queries))
    assert asked[0] == asked[1]


# --- beside the points -----------------------------------------------------------------------


def test_a_note_is_written(client: Client, measure: Measure) -> None:
    assert client.get(url("write_note", measure)).status_code == 200
    said = {"words": "We moved."} | day("on", date(2024, 3, 3))
    client.post(url("write_note", measure), said)
    note = Note.objects.get()
    assert note.on == date(2024, 3, 3)
    assertRedirects(
        client.get(url("note", note)),
        f"{url('measure', measure)}#{note.pk}",
        fetch_redirect_response=False,
    )
    refused = client.post(url("write_note", measure), {"words": ""})
    assert refused.status_code == 422


def test_a_point_is_set_aside(client: Client, measure: Measure) -> None:
    page = client.get(url("set_aside", measure), {"period": "2024-02-01"})
    assert page.context["form"]["period"].value() == "2024-02-01"
    client.post(url("set_aside", measure), {"period": "2024-02-01", "words": "Flood."})
    assert Aside.objects.get().period == date(2024, 2, 1)
    for period in ("2024-02-01", "1999-01-01", HOSTILE, ""):
        said = {"period": period, "words": "Again."}
        assert client.post(url("set_aside", measure), said).status_code == 422
    aside = Aside.objects.get()
    assert client.get(url("aside", aside)).status_code == 302


def test_limits_are_held_still_for_something_tried(
    client: Client, ruth: Person, measure: Measure
) -> None:
    from alongside.learning.measures.tests.test_charting import tried

    entry = tried(measure.entry.system, [measure.entry], ruth, "Sit down first.")
    page = client.get(url("hold_still", measure))
    assert "Sit down first." in page.text
    said = {"base_until": "2024-12-01", "words": "It begins.", "because": str(entry.pk)}
    client.post(url("hold_still", measure), said)
    freeze = Freeze.objects.get()
    assert freeze.base_until == date(2024, 12, 1)
    assert set(Because.objects.filter(entry=freeze.pk).values_list("of", flat=True)) == {
        entry.pk,
        measure.pk,
    }
    assert client.get(url("freeze", freeze)).status_code == 302
    assert client.post(url("hold_still", measure), said | {"words": ""}).status_code == 422
    stranger = said | {"because": str(uuid4())}
    assert client.post(url("hold_still", measure), stranger).status_code == 422


def test_limits_are_set_anew_and_signed(client: Client, ruth: Person, measure: Measure) -> None:
    assert "You sign this as Ruth" in client.get(url("set_anew", measure)).text
    client.post(url("set_anew", measure), ANSWERS | ALL_YES)
    reset = Reset.objects.get()
    page = client.get(url("reset", reset))
    assert "Signed by Ruth" in page.text
    assert "It is how we all work." in page.text
    assert len(page.context["before"].analysis.stretches) == 1
    assert len(page.context["chart"].analysis.stretches) == 2


@pytest.mark.parametrize("left_out", sorted(ALL_YES))
def test_limits_stay_where_one_is_not_a_yes(
    client: Client, measure: Measure, left_out: str
) -> None:
    ticked = {name: on for name, on in ALL_YES.items() if name != left_out}
    refused = client.post(url("set_anew", measure), ANSWERS | ticked)
    assert refused.status_code == 422
    assert "The limits stay as they are" in refused.text
    assert not Reset.objects.exists()


def test_limits_are_not_set_anew_without_words(client: Client, measure: Measure) -> None:
    refused = client.post(url("set_anew", measure), ANSWERS | ALL_YES | {"reason": ""})
    assert refused.status_code == 422
    assert "leave the limits as they are" in refused.text
    first = client.post(url("set_anew", measure), ANSWERS | ALL_YES | {"starts": "2024-01-01"})
    assert first.status_code == 422, "there is nothing before it"


def test_pages_about_points_say_when_there_are_none(
    client: Client, ruth: Person, system: System
) -> None:
    empty = a_measure(system, by=ruth)
    for page in ("set_aside", "hold_still", "set_anew", "keep_chart"):
        shown = client.get(url(page, empty))
        assert shown.status_code == 200
        assert '<form method="post" novalidate' not in shown.text
    assert client.post(url("keep_chart", empty)).status_code == 422


# --- kept ------------------------------------------------------------------------------------


def test_a_chart_is_kept_and_drawn_again(client: Client, ruth: Person, measure: Measure) -> None:
    address = url("keep_chart", measure)
    assert client.get(f"{address}?rules=mdc").context["chart"].rules == "mdc"
    client.post(f"{address}?rules=mdc", {"words": "When we decided."})
    kept = KeptChart.objects.get()
    some_points(measure, [99.0], by=ruth)
    page = client.get(url("chart", kept))
    assert page.context["again"].same
    assert page.context["chart"].points[0].y == 20.0
    assert "When we decided." in page.text
    assert "every point, limit and label is as it was" in page.text


def test_a_kept_chart_says_if_it_is_not_the_same(
    client: Client, ruth: Person, measure: Measure
) -> None:
    kept = actions.keep_chart(measure=measure, by=ruth)
    kept.results["points"][0]["y"] = 4321.5
    kept.save()
    page = client.get(url("chart", kept)).text
    assert "does not come out as it was kept" in page
    assert "4321.5" in page


def test_a_kept_chart_does_not_tell_what_is_too_small_now(
    client: Client, ruth: Person, system: System
) -> None:
    counted = a_measure(system, by=ruth, shape=Shape.COUNT, counts_people=True)
    some_points(counted, [40, 30, 7], by=ruth)
    kept = actions.keep_chart(measure=counted, by=ruth)
    kept.results["points"][2]["y"] = 4321.5
    kept.save()
    some_small = url("chart", kept)
    from alongside.foundation.systems.place import Place

    Place.objects.update_or_create(pk=1, defaults={"system": system, "smallest": 10})
    page = client.get(some_small).text
    assert "does not come out as it was kept" in page
    assert "4321.5" not in page


@pytest.mark.parametrize("far", ["9999-12-31", "0001-01-01"])
def test_a_day_far_off_is_drawn_all_the_same(client: Client, measure: Measure, far: str) -> None:
    for page in ("measure", "keep_chart"):
        assert client.get(url(page, measure) + f"?known={far}").status_code == 200


def test_a_kept_chart_that_is_not_yours_is_not_named(
    client: Client, ruth: Person, system: System, measure: Measure
) -> None:
    kerry, hers = a_person("Kerry"), Client()
    a_seat(system, by=ruth, person=kerry)
    hers.force_login(kerry)
    kept = actions.keep_chart(measure=measure, by=ruth, words="For the few.")
    assert "For the few." in hers.get(url("measure", measure)).text
    Audience.objects.filter(entry=kept.pk).update(reach=Reach.US)
    assert "For the few." not in hers.get(url("measure", measure)).text
    assert "For the few." in client.get(url("measure", measure)).text


def test_what_was_taken_back_leads_nowhere(client: Client, ruth: Person, measure: Measure) -> None:
    kept = actions.keep_chart(measure=measure, by=ruth)
    note = a_note(measure, by=ruth)
    logbook.withdraw(entry=note.entry, by=ruth)
    assert client.get(url("note", note)).status_code == 410
    Entry.objects.filter(pk=measure.pk).update(withdrawn_at=timezone.now(), title="")
    shown = client.get(url("chart", kept))
    assert shown.status_code == 200
    assert "in words" in shown.text


# --- shared more widely ----------------------------------------------------------------------


def test_what_is_shared_more_widely_is_words_alone(
    client: Client, ruth: Person, measure: Measure
) -> None:
    housing = a_system(by=ruth, name="Housing")
    reset = a_reset(measure, starts=months(9)[8], by=ruth)
    things: list[tuple[Any, str]] = [
        (measure, "measure"),
        (a_note(measure, by=ruth), "note"),
        (an_aside(measure, period=months(2)[1], by=ruth), "aside"),
        (a_freeze(measure, base_until=months(12)[11], by=ruth), "freeze"),
        (reset, "reset"),
        (actions.keep_chart(measure=measure, by=ruth), "chart"),
    ]
    for thing, page in things:
        copy = logbook.widen(
            entry=thing.entry, into=housing, words="In other words.", agreed="Yes.", by=ruth
        )
        shown = client.get(url(page, copy))
        assert shown.status_code == 200
        assert "In other words." in shown.text
        assert "Days until a claim" not in shown.text
    for form in FORMS:
        assert client.get(reverse(f"measures:{form}", args=[copy.pk])).status_code == 404
