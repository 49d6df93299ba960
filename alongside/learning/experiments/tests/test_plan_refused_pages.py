"""The pages of a plan say no in a sentence, and are not there for others."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_system
from alongside.learning.experiments import actions
from alongside.learning.experiments.models import Change, Chosen, Plan
from alongside.learning.experiments.testing import (
    a_hazard,
    a_plan,
    a_stop_sign,
    a_talk,
    an_experiment,
)
from alongside.learning.measures.models import Kind

from .pages import HOSTILE, OF_A_PLAN, OF_A_SIGN, a_measure, expecting, fixing, in_boxes, url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("page", "given"),
    [
        ("expect", expecting(direction="")),
        ("expect", expecting(high="lots")),
        ("expect", expecting(high="-3")),
        ("expect", expecting(high="nan")),
        ("expect", expecting(high="1e400")),
        ("expect", expecting(low="9")),
        ("expect", expecting(why="")),
        ("expect", expecting(why=HOSTILE)),
        ("expect", expecting(**in_boxes("by_when", date(2020, 1, 1)))),
        ("expect", expecting(by_when_1="13")),
        ("fix", fixing(baseline="9")),
        ("fix", fixing(baseline="10001")),
        ("fix", fixing(baseline="12.5")),
        ("fix", fixing(by_rules="mine")),
        ("fix", fixing(**in_boxes("decide_on", date(2020, 1, 1)))),
        ("choose", {"measure": "x", "as_what": "main"}),
        ("choose", {"measure": "", "as_what": ""}),
        ("no_balancing", {"words": " "}),
        ("say_anew", {"change": "", "theory": "x"}),
        ("name_hazard", {"hazard": HOSTILE}),
        ("agree_sign", {"words": "Tears.", "owner": "x"}),
    ],
)
def test_a_refused_step_says_what_to_do(
    client: Client, plan: Plan, page: str, given: dict[str, Any]
) -> None:
    sent = client.post(url(page, plan), given)
    assert sent.status_code == 422
    assert "There is a problem" in sent.text
    assert "<script>alert" not in sent.text


def test_a_plan_of_a_life_is_refused_in_a_sentence(client: Client, ruth: Person) -> None:
    tried = an_experiment(system=a_life(by=ruth), by=ruth)
    for page in ("begin_plan", "up_for_it"):
        for answer in (
            client.get(url(page, tried)),
            client.post(url(page, tried), {"change": "x"}),
        ):
            assert answer.status_code == 403
    page = client.get(url("experiment", tried)).text
    for nowhere in ("begin_plan", "up_for_it"):
        assert url(nowhere, tried) not in page
    assert not Plan.objects.exists()


def test_an_aid_to_learning_is_not_in_the_list(client: Client, ruth: Person) -> None:
    place = a_system(by=ruth, name="Gateshead", scale="place")
    plan = a_plan(experiment=an_experiment(system=place, by=ruth), by=ruth)
    aid = a_measure(place, ruth, "Handed in by law", Kind.AID)
    assert "Handed in by law" not in client.get(url("choose", plan)).text
    sent = client.post(url("choose", plan), {"measure": aid.pk, "as_what": "process"})
    assert sent.status_code == 422


def test_what_is_not_yours_is_not_there(client: Client) -> None:
    amy = a_person("Amy")
    plan = a_plan(
        experiment=an_experiment(system=a_system(by=amy), by=amy), by=amy, locked=True, before=12
    )
    hazard, sign = a_hazard(plan=plan, by=amy), a_stop_sign(plan=plan, by=amy)
    talk = a_talk(sign=sign, by=amy)
    actions.say_anew(plan=plan, part="theory", words="Otherwise.", why="So.", by=amy)
    things: list[tuple[str, Any]] = [(page, plan) for page in OF_A_PLAN]
    things += [(page, sign) for page in OF_A_SIGN]
    things += [("begin_plan", plan.experiment), ("up_for_it", plan.experiment), ("talk", talk)]
    things += [("take_off", Chosen.objects.filter(plan=plan)[0]), ("let_hazard_go", hazard)]
    things += [("change", Change.objects.get())]
    for page, thing in things:
        assert client.get(url(page, thing)).status_code == 404, page
        assert client.post(url(page, thing)).status_code in (404, 405), page
    for page in ("plan", "talk", "take_off", "let_hazard_go", "stop_and_talk", "invited"):
        assert client.get(reverse(f"experiments:{page}", args=[uuid4()])).status_code == 404


def test_those_elsewhere_read_the_plan_and_do_not_go_on_with_it(
    client: Client, ruth: Person, system: System
) -> None:
    ben = a_person("Ben")
    housing = a_system(by=ben, name="Housing")
    plan = a_plan(experiment=an_experiment(system=system, by=ruth, others=[housing]), by=ruth)
    sign = a_stop_sign(plan=plan, by=ruth)
    client.force_login(ben)
    page = client.get(url("plan", plan)).text
    assert "We sit down together before anything is sent." in page
    assert "Weeks until it is put right" not in page, "what is counted is read at its own table"
    for nowhere, thing in (("expect", plan), ("lock", plan), ("stop_and_talk", sign)):
        assert url(nowhere, thing) not in page
        assert client.get(url(nowhere, thing)).status_code == 403
    assert url("begin_plan", plan.experiment) not in client.get(url("experiment", plan)).text
