"""The pages of one measure, what is written beside it, and what is kept of it."""

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
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.learning.measures import actions
from alongside.learning.measures.models import (
    Aside,
    Definition,
    Freeze,
    KeptChart,
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


def test_a_table_says_once_in_what_it_counts(client: Client, measure: Measure) -> None:
    page = client.get(url("measure", measure)).text
    assert "<caption>Days until a claim is right (days)</caption>" in page
    assert " days</td>" not in page


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
