"""The pages of a plan: from an idea to the lock, and on the page of what is tried."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from pytest_django.asserts import assertRedirects

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.learning.experiments import actions
from alongside.learning.experiments.models import Change, Experiment, Plan
from alongside.learning.experiments.testing import (
    a_hazard,
    a_plan,
    a_stop_sign,
    a_talk,
    an_experiment,
)
from alongside.learning.measures.models import Kind
from alongside.learning.sensemaking.testing import an_insight

from .pages import OF_A_PLAN, OF_A_SIGN, a_measure, expecting, fixing, url

pytestmark = pytest.mark.django_db

# --- from an idea to the lock ---


def test_a_plan_grows_from_an_idea_to_the_lock(
    client: Client, ruth: Person, system: System, tried: Experiment
) -> None:
    insight = an_insight(system=system, by=ruth, words="They never look together.")
    first = client.get(url("begin_plan", tried))
    assert "They never look together." in first.text
    assert first.context["form"]["change"].value() == "Sit down together."
    begun = {"change": "We sit down first.", "theory": "They know.", "because": [insight.pk]}
    client.post(url("begin_plan", tried), begun)
    plan = Plan.objects.get()
    page = client.get(url("plan", plan)).text
    for words in ("We sit down first.", "They know.", "They never look together.", "What next"):
        assert words in page
    assert "This table counts nothing yet" in client.get(url("choose", plan)).text
    main = a_measure(system, ruth, "Days until it is put right")
    other = a_measure(system, ruth, "Letters elsewhere", Kind.BALANCING)
    for measure, as_what in ((main, "main"), (other, "balancing")):
        sent = client.post(url("choose", plan), {"measure": measure.pk, "as_what": as_what})
        assertRedirects(sent, url("choose", plan))
    assertRedirects(client.post(url("expect", plan), expecting()), url("plan", plan))
    assertRedirects(client.post(url("fix", plan), fixing()), url("plan", plan))
    assert "Nothing was counted before the change." in client.get(url("lock", plan)).text
    assertRedirects(client.post(url("fix", plan), fixing(baseline="0")), url("plan", plan))
    assert "It is whole" in client.get(url("plan", plan)).text
    assert "goes down by 1 to 2.5 days" in client.get(url("lock", plan)).text
    assertRedirects(client.post(url("lock", plan)), url("plan", plan))
    page = client.get(url("plan", plan)).text
    assert "Locked by Ruth" in page
    assert "The record says the same." in page
    assertRedirects(client.get(url("lock", plan)), url("plan", plan))


def test_who_begins_a_plan_that_is_there_goes_to_it(client: Client, plan: Plan) -> None:
    assertRedirects(client.get(url("begin_plan", plan.experiment)), url("plan", plan))


def test_a_bare_plan_shows_what_is_left_and_offers_no_lock(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    plan = actions.begin_plan(experiment=tried, change="We sit down.", by=ruth)
    page = client.get(url("plan", plan)).text
    assert "Choose what you most want to see move" in page
    assert url("lock", plan) not in page
    assert "It can be locked once it is whole" in client.get(url("lock", plan)).text
    assert client.post(url("lock", plan)).status_code == 422
    for page_name in OF_A_PLAN:
        assert client.get(url(page_name, plan)).status_code == 200


@pytest.mark.parametrize("page", OF_A_PLAN)
def test_every_step_opens_before_and_after_the_lock(
    client: Client, ruth: Person, plan: Plan, page: str
) -> None:
    assert client.get(url(page, plan)).status_code == 200
    actions.lock(plan=plan, by=ruth)
    assert client.get(url(page, plan), follow=True).status_code == 200


@pytest.mark.parametrize("page", OF_A_SIGN)
def test_every_page_of_a_sign_opens(client: Client, ruth: Person, plan: Plan, page: str) -> None:
    sign = a_stop_sign(plan=plan, by=ruth, words="Anybody leaves in tears.")
    assert "Anybody leaves in tears." in client.get(url(page, sign)).text


# --- the page of what is tried ---


def test_the_page_of_what_is_tried_says_first_what_is_expected(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    page = client.get(url("experiment", tried)).text
    assert "You need no plan." in page
    plan = actions.begin_plan(experiment=tried, change="We sit down.", by=ruth)
    page = client.get(url("experiment", tried)).text
    assert "We sit down." in page
    assert "Choose what you most want to see move" in page
    Plan.objects.filter(pk=plan.pk)._raw_delete("default")
    plan = a_plan(experiment=tried, by=ruth)
    assert url("lock", plan) in client.get(url("experiment", tried)).text
    actions.lock(plan=plan, by=ruth)
    page = client.get(url("experiment", tried)).text
    assert "goes down by 3 to 6 weeks" in page
    assert page.index("goes down by 3 to 6 weeks") < page.index("How it stands")


def test_a_plan_of_what_was_taken_back_is_read_only(
    client: Client, ruth: Person, tried: Experiment, plan: Plan
) -> None:
    logbook.withdraw(entry=tried.entry, by=ruth)
    page = client.get(url("plan", plan))
    assert page.status_code == 200
    assert url("expect", plan) not in page.text
    assert "Sit down together." not in page.text
    assert client.get(url("expect", plan)).status_code == 403


def test_what_is_shared_more_widely_is_words_alone(
    client: Client,
    ruth: Person,
    plan: Plan,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    team = a_system(by=ruth, name="Team")
    talk = a_talk(sign=a_stop_sign(plan=plan, by=ruth), by=ruth)
    actions.lock(plan=plan, by=ruth)
    actions.say_anew(plan=plan, part="theory", words="Otherwise.", why="We learnt.", by=ruth)
    for entry in (plan.entry, talk.entry, Change.objects.get().entry):
        with django_capture_on_commit_callbacks(execute=True):
            copy = logbook.widen(
                entry=entry, into=team, words="Look first.", agreed="Yes.", by=ruth
            )
        page = client.get(copy.get_absolute_url())
        assert "Look first." in page.text
        assert "Ruth" not in page.text.split("<main", 1)[1]


# --- how much is asked of the database ---


def test_the_pages_ask_as_much_of_the_database_however_much_is_planned(
    client: Client,
    ruth: Person,
    system: System,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    counts: dict[str, list[int]] = {"plan": [], "experiment": [], "choose": [], "up_for_it": []}
    for number in (3, 30):
        tried = an_experiment(system=system, by=ruth)
        plan = a_plan(experiment=tried, by=ruth, locked=True)
        for n in range(number):
            measure = a_measure(system, ruth, f"Counted {number} {n}")
            why = {"why": "Because."}
            actions.choose(plan=plan, measure=measure, as_what="process", by=ruth, **why)
            a_hazard(plan=plan, by=ruth, measure=measure)
            sign = a_stop_sign(plan=plan, by=ruth)
            talk = a_talk(sign=sign, by=ruth)
            if n % 2:
                actions.talked(talk=talk, decided="go_on", words="We talked.", by=ruth)
            joan = a_person(f"Joan {number} {n}")
            a_seat(system, by=ruth, person=joan)
            [mine] = actions.invite(experiment=tried, people=[joan], by=ruth)
            actions.answer(invited=mine, says="yes", by=joan)
            actions.hand_over_sign(sign=sign, owner=joan, by=ruth, **why)
        for page, asked_for in counts.items():
            thing: Any = plan if page in ("plan", "choose") else tried
            with django_assert_max_num_queries(60) as asked:
                client.get(url(page, thing))
            asked_for.append(len(asked))
    assert {page: few for page, (few, many) in counts.items() if few != many} == {}
