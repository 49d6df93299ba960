"""What waits for somebody about what is tried: a sign that is theirs, and being asked by name."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.learning.experiments import actions
from alongside.learning.experiments.models import Experiment
from alongside.learning.experiments.testing import a_plan, a_stop_sign, a_talk, an_experiment

from .minding import PAGES, shown

pytestmark = pytest.mark.django_db
SIGN = "Somebody saw a sign that is yours"


@pytest.fixture
def kerry(ruth: Person, system: System) -> Person:
    kerry = a_person("Kerry")
    a_seat(system, by=ruth, person=kerry)
    return kerry


@pytest.fixture
def system(ruth: Person) -> System:
    return a_system(by=ruth)


@pytest.fixture
def tried(ruth: Person, system: System) -> Experiment:
    return an_experiment(system=system, by=ruth)


@pytest.mark.parametrize("page", PAGES)
def test_a_sign_waits_for_its_owner_until_they_have_talked(
    tried: Experiment, ruth: Person, kerry: Person, page: str
) -> None:
    sign = a_stop_sign(plan=a_plan(experiment=tried, by=ruth), by=ruth, owner=kerry)
    assert SIGN not in shown(kerry, page)
    talk = a_talk(sign=sign, by=ruth)
    assert SIGN in shown(kerry, page)
    assert talk.get_absolute_url() in shown(kerry, page)
    assert SIGN not in shown(ruth, page)
    actions.hand_over_sign(sign=sign, owner=ruth, by=kerry)
    assert SIGN in shown(ruth, page)
    assert SIGN not in shown(kerry, page)
    actions.talked(talk=talk, decided="go_on", words="We talked.", by=kerry)
    assert SIGN not in shown(ruth, page)


@pytest.mark.parametrize("says", ["yes", "no"])
def test_who_is_asked_by_name_sees_it_until_they_say(
    tried: Experiment, ruth: Person, kerry: Person, says: str
) -> None:
    asked = "Ruth asks: are you up for trying something?"
    [invited] = actions.invite(experiment=tried, people=[kerry], by=ruth)
    assert asked in shown(kerry)
    assert asked not in shown(ruth)
    actions.answer(invited=invited, says=says, by=kerry)
    assert asked not in shown(kerry)


def test_the_first_page_asks_as_much_of_the_database_however_much_waits(
    ruth: Person, system: System, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, counts = Client(), []
    client.force_login(ruth)
    other = a_person("Kerry")
    a_seat(system, by=ruth, person=other)
    for number in (3, 15):
        for _n in range(number):
            tried = an_experiment(system=system, by=other)
            sign = a_stop_sign(plan=a_plan(experiment=tried, by=other), by=other, owner=ruth)
            a_talk(sign=sign, by=other)
            actions.invite(experiment=tried, people=[ruth], by=other)
        with django_assert_max_num_queries(60) as asked:
            client.get(reverse("home:front"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
