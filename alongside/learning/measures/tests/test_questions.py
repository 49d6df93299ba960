"""What is asked of those who hold a table about how it counts."""

import random
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.human.listening.testing import a_story
from alongside.learning.measures import actions
from alongside.learning.measures.events import MeasureEvent
from alongside.learning.measures.models import About, Kind, Measure, Question, Shape
from alongside.learning.measures.testing import a_measure, a_note, some_points

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def tom() -> Person:
    return a_person("Tom Reay")


@pytest.fixture
def table(ruth: Person, tom: Person) -> System:
    table = a_system(by=ruth, name="Council tax")
    a_seat(table, by=ruth, person=tom)
    return table


def asked(measure: Measure) -> set[tuple[str, str]]:
    return set(Question.objects.filter(measure=measure).values_list("about", "which"))


def huddled(many: int = 60) -> list[float]:
    rng = random.Random(5)
    waits = [rng.gauss(240, 40) for _n in range(many)]
    return [rng.uniform(232, 240) if 240 < wait < 290 else wait for wait in waits]


def test_points_beside_a_number_in_the_definition_are_asked_about(
    table: System, ruth: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    a_story(system=table, by=ruth)
    measure = a_measure(
        table, by=ruth, hoped="down", definition="Minutes, of which 240 are looked at."
    )
    with django_capture_on_commit_callbacks(execute=True):
        some_points(measure, huddled(), by=ruth, since=date(2020, 1, 1))
    assert asked(measure) == {(About.HEAPED, "240")}
    event = Event.objects.get(kind=MeasureEvent.ASKED)
    assert event.by is None


def test_a_number_in_a_note_is_looked_beside_as_well(table: System, ruth: Person) -> None:
    a_story(system=table, by=ruth)
    measure = a_measure(table, by=ruth, hoped="down")
    a_note(measure, by=ruth, words="The region says 240 from now on.", on=date(2021, 1, 1))
    some_points(measure, huddled(), by=ruth, since=date(2020, 1, 1))
    actions.notice(measure=measure)
    assert (About.HEAPED, "240") in asked(measure)


def test_it_is_asked_once(table: System, ruth: Person) -> None:
    measure = a_measure(table, by=ruth)
    some_points(measure, [3, 5, 4, 6, 5], by=ruth)
    assert [question.about for question in actions.notice(measure=measure)] == [About.ALONE]
    assert actions.notice(measure=measure) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.create(measure=measure, about=About.ALONE)


def test_another_way_of_counting_is_asked_about_once_it_shows(table: System, ruth: Person) -> None:
    a_story(system=table, by=ruth)
    measure = a_measure(table, by=ruth, on=date(2020, 1, 1))
    some_points(measure, [3, 5, 4, 6, 5, 4], by=ruth, since=date(2024, 1, 1))
    actions.define(
        measure=measure,
        definition="Working days.",
        changed="Holidays.",
        holds_from=date(2024, 7, 1),
        by=ruth,
    )
    actions.notice(measure=measure)
    assert asked(measure) == set()
    some_points(measure, [2, 3], by=ruth, since=date(2024, 7, 1))
    actions.notice(measure=measure)
    assert asked(measure) == {(About.COUNTED_ANEW, "2")}


def test_what_it_is_out_of_is_asked_about_where_it_jumps(table: System, ruth: Person) -> None:
    a_story(system=table, by=ruth)
    measure = a_measure(
        table, by=ruth, shape=Shape.SHARE, numerator="Right at once", denominator="All claims"
    )
    of = [400, 410, 395, 402, 390, 405, 400, 398, 250, 245, 251]
    some_points(measure, [n // 2 for n in of], by=ruth, out_of=of)
    actions.notice(measure=measure)
    assert asked(measure) == {(About.OUT_OF, "2024-09-01")}


@pytest.mark.parametrize("beside", [Kind.BALANCING, Kind.EXPERIENCE, "story", "few", "old"])
def test_what_is_not_looked_at_by_itself_is_not_asked_about(
    table: System, ruth: Person, beside: str
) -> None:
    measure = a_measure(table, by=ruth, kind=Kind.PROCESS)
    if beside == "story":
        a_story(system=table, by=ruth)
    elif beside == "old":
        actions.stop(measure=a_measure(table, by=ruth, kind=Kind.BALANCING), by=ruth)
    elif beside != "few":
        a_measure(table, by=ruth, kind=beside)
    some_points(measure, [3, 5, 4] if beside == "few" else [3, 5, 4, 6, 5], by=ruth)
    actions.notice(measure=measure)
    # One that nobody counts any more stands beside nothing.
    assert asked(measure) == ({(About.ALONE, "")} if beside == "old" else set())


def test_the_answer_is_kept_in_words(table: System, ruth: Person, tom: Person) -> None:
    measure = a_measure(table, by=ruth)
    some_points(measure, [3, 5, 4, 6, 5], by=ruth)
    [question] = actions.notice(measure=measure)
    with pytest.raises(PermissionDenied):
        actions.answer(question=question, words="It is fine.", by=tom)
    with pytest.raises(Refused):
        actions.answer(question=question, words="  ", by=ruth)
    entry = actions.answer(question=question, words="We will ask people.", by=ruth)
    assert entry.because.filter(of=measure.entry).exists()
    with pytest.raises(Refused, match="already"):
        actions.answer(question=question, words="Again.", by=ruth)


def test_what_was_stopped_is_asked_nothing(table: System, ruth: Person) -> None:
    measure = a_measure(table, by=ruth)
    some_points(measure, [3, 5, 4, 6, 5], by=ruth)
    actions.stop(measure=measure, by=ruth)
    measure.refresh_from_db()
    assert actions.notice(measure=measure) == []


# --- pages ---------------------------------------------------------------------------------------


def at(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def said(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def question(table: System, ruth: Person) -> Question:
    measure = a_measure(table, by=ruth)
    some_points(measure, [3, 5, 4, 6, 5], by=ruth)
    [question] = actions.notice(measure=measure)
    return question


def test_it_stands_where_those_who_hold_the_table_look(
    table: System, ruth: Person, tom: Person, question: Question
) -> None:
    Question.objects.update(at=timezone.now() - timedelta(days=12))
    for name in ("measures:measures", "measures:questions"):
        text = said(at(ruth).get(reverse(name, args=[table.pk])))
        assert "It is looked at by itself" in text
        assert "You have had this: 12 days" in text
    assert "looked at by itself" not in said(
        at(tom).get(reverse("measures:measures", args=[table.pk]))
    )
    assert at(tom).get(reverse("measures:questions", args=[table.pk])).status_code == 403


def test_it_is_answered_on_a_page_of_its_own(
    table: System, ruth: Person, tom: Person, question: Question
) -> None:
    url = reverse("measures:question", args=[question.pk])
    assert at(tom).get(url).status_code == 404
    assert at(a_person("Stranger")).post(url, {"words": "x"}).status_code == 404
    assert "What would people say" in said(at(ruth).get(url))
    assert "Write what you make of it" in said(at(ruth).post(url, {"words": ""}), 422)
    answer = at(ruth).post(url, {"words": "We will ask people."}, follow=True)
    assert "We will ask people." in said(answer)
    question.refresh_from_db()
    assert question.answer is not None
    # Whoever may read the measure reads the answer.
    assert "We will ask people." in said(at(tom).get(question.answer.get_absolute_url()))
    assert at(ruth).get(url).status_code == 302


def test_as_many_queries_for_many_as_for_one(
    table: System, ruth: Person, question: Question
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, url = at(ruth), reverse("measures:questions", args=[table.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for n in range(8):
        other = a_measure(table, by=ruth, name=f"Measure {n}")
        Question.objects.create(measure=other, about=About.COUNTED_ANEW, which="2")
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(one)
