"""The pages of a plan once it is locked: what is changed, stop and talk, and who is up for it."""

import pytest
from django.test import Client
from pytest_django.asserts import assertRedirects

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat
from alongside.learning.experiments import actions
from alongside.learning.experiments.models import (
    AsWhat,
    Change,
    Chosen,
    Experiment,
    Hazard,
    Invited,
    Plan,
    StopSign,
    Talk,
)
from alongside.learning.experiments.testing import a_hazard, a_stop_sign
from alongside.learning.measures.models import Kind

from .pages import a_measure, expecting, fixing, url

pytestmark = pytest.mark.django_db

# --- after the lock ---


def test_what_is_changed_later_is_seen_with_why(
    client: Client, ruth: Person, system: System, plan: Plan
) -> None:
    actions.lock(plan=plan, by=ruth)
    other = a_measure(system, ruth, "What people say", Kind.EXPERIENCE)
    say = {"change": "We ring first.", "theory": "They know what happened, and we know the rules."}
    assert client.post(url("say_anew", plan), say).status_code == 422
    client.post(url("say_anew", plan), say | {"why": "We learnt to ring."})
    chosen = {"measure": other.pk, "as_what": "experience"}
    client.post(url("choose", plan), chosen | {"why": "They said more."})
    client.post(url("fix", plan), fixing(why="A long winter."))
    client.post(url("expect", plan), expecting(high="9", why="It is slower than we thought."))
    hazard, sign = a_hazard(plan=plan, by=ruth), a_stop_sign(plan=plan, by=ruth)
    kerry = a_person("Kerry")
    a_seat(system, by=ruth, person=kerry)
    client.post(url("hand_over_sign", sign), {"owner": kerry.pk, "why": "I am away."})
    client.post(url("let_hazard_go", hazard), {"why": "It cannot happen."})
    client.post(url("let_sign_go", sign), {"why": "Nobody would."})
    mine = Chosen.objects.get(as_what="experience")
    client.post(url("take_off", mine), {"why": "Too much work."})
    page = client.get(url("plan", plan)).text
    for words in (
        "Said anew: what we change",
        "We learnt to ring.",
        "We look at this as well: What people say",
        "it was “A run chart: has it shifted?”",
        "A long winter.",
        "Put beside it by Ruth",
        "goes down by 1 to 9 weeks",
        "“Anybody leaves in tears.” is now for Kerry to act on",
        "Taken off: We promise what we cannot keep.",
        "Taken off: What people say",
        "The record says the same.",
    ):
        assert words in page, words
    change = Change.objects.all()[0]
    assertRedirects(
        client.get(url("change", change)),
        f"{url('plan', plan)}#{change.pk}",
        fetch_redirect_response=False,
    )


def test_a_record_that_says_otherwise_is_said(client: Client, ruth: Person, plan: Plan) -> None:
    from django.db import connection

    from alongside.learning.experiments.models import guards

    actions.lock(plan=plan, by=ruth)
    try:
        guards.lift(connection)
        Plan.objects.filter(pk=plan.pk).update(high=60)
    finally:
        guards.install(connection)
    assert "The record does not say the same" in client.get(url("plan", plan)).text


# --- stop and talk ---


def test_whoever_sees_the_sign_says_so_and_it_stays_until_they_talked(
    client: Client, ruth: Person, kerry: Person, plan: Plan
) -> None:
    sign = a_stop_sign(plan=plan, by=ruth, owner=kerry)
    assert "Stop and talk" in client.get(url("stop_and_talk", sign)).text
    assert client.post(url("stop_and_talk", sign), {"words": ""}).status_code == 422
    client.post(url("stop_and_talk", sign), {"words": "She left in tears."})
    talk = Talk.objects.get()
    assertRedirects(client.get(url("stop_and_talk", sign)), url("talk", talk))
    for where, thing in (("plan", plan), ("experiment", plan.experiment)):
        assert "Kerry has had it since today." in client.get(url(where, thing)).text
    page = client.get(url("talk", talk)).text
    assert "She left in tears." in page
    client.force_login(kerry)
    assert "It is yours" in client.get(url("talk", talk)).text
    assert client.post(url("talk", talk), {"decided": "", "words": "x"}).status_code == 422
    client.post(url("talk", talk), {"decided": "pause", "words": "We ring first."})
    page = client.get(url("talk", talk)).text
    assert "We pause" in page
    assert "We ring first." in page
    assert "has had it" not in client.get(url("experiment", plan.experiment)).text
    assert "We ring first." in client.get(url("plan", plan)).text


def test_a_name_and_a_safeguard_are_on_the_plan(
    client: Client, ruth: Person, kerry: Person, system: System, plan: Plan
) -> None:
    counted = plan.chosen.get(as_what=AsWhat.BALANCING).measure
    said = {"hazard": "We forget.", "safeguard": "A list.", "sign": "They ring."}
    client.post(url("name_hazard", plan), said | {"noticer": kerry.pk, "measure": counted.pk})
    client.post(url("agree_sign", plan), {"words": "Anybody cries.", "owner": kerry.pk})
    assert Hazard.objects.get().noticer == StopSign.objects.get().owner == kerry
    page = client.get(url("plan", plan)).text
    for words in ("We forget.", "A list.", "They ring.", "Anybody cries.", "Kerry"):
        assert words in page
    assert "Somebody saw it" not in page


# --- who is up for it ---


def test_people_are_asked_and_a_no_is_shown_to_nobody(
    client: Client, ruth: Person, kerry: Person, system: System, tried: Experiment
) -> None:
    joan = a_person("Joan")
    a_seat(system, by=ruth, person=joan)
    assert client.post(url("up_for_it", tried), {}).status_code == 422
    assert client.post(url("up_for_it", tried), {"people": ["x"]}).status_code == 422
    client.post(url("up_for_it", tried), {"people": [kerry.pk, joan.pk]})
    for person, says in ((kerry, "yes"), (joan, "no")):
        mine = Invited.objects.get(person=person)
        assert client.get(url("invited", mine)).status_code == 404, "nobody answers for another"
        client.force_login(person)
        assert "Are you up for it?" in client.get(url("experiment", tried)).text
        assert client.post(url("invited", mine), {"says": "maybe"}).status_code == 422
        assertRedirects(client.post(url("invited", mine), {"says": says}), url("experiment", tried))
        client.force_login(ruth)
    page = client.get(url("up_for_it", tried))
    assert [one["name"] for one in page.context["up_for_it"]] == ["Kerry"]
    assert [one["name"] for one in page.context["asked"]] == ["Joan"]
    assert "Everybody around this table has been asked." in page.text
    shown = client.get(url("experiment", tried)).text
    assert "Kerry" in shown
    assert "Joan" not in shown
