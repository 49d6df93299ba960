"""The pages of one measure, and what others are shown of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertRedirects

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.learning.measures import actions
from alongside.learning.measures.models import Definition, Measure, Shape
from alongside.learning.measures.testing import (
    a_freeze,
    a_measure,
    a_note,
    a_reset,
    an_aside,
    months,
)

from .pages import FORMS, day, url

pytestmark = pytest.mark.django_db

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
