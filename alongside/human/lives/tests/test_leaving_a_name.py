"""Whoever leaves an organisation, or closes their sign-in, is named no longer to act for it."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.people import actions as people
from alongside.foundation.people.models import Membership, Organisation, Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record import followups
from alongside.foundation.record.models import Event
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import MayAct
from alongside.human.lives.testing import name_to_act, somebody_who_may_act

pytestmark = pytest.mark.django_db


@pytest.fixture
def council() -> Organisation:
    return an_organisation("A council")


@pytest.fixture
def sol(council: Organisation) -> Person:
    return somebody_who_may_act("Sol", council)


def leave(person: Person, organisation: Organisation) -> None:
    here = Membership.objects.current().get(person=person, organisation=organisation)
    people.leave(here, by=person)
    followups.run_waiting()


def test_whoever_left_is_listed_no_longer_and_can_be_named_anew(
    council: Organisation, sol: Person
) -> None:
    sue = somebody_who_may_act("Sue", council)
    leave(sol, council)
    assert set(MayAct.objects.current().values_list("person", flat=True)) == {sue.pk}
    ended = Event.objects.get(kind=LivesEvent.NAMED_NO_LONGER)
    assert ended.by == sol.pk
    client = Client()
    client.force_login(a_person())
    page = client.get(reverse("lives:bases", args=[council.pk])).content.decode()
    assert "Sue" in page
    assert "Sol" not in page
    a_membership(sol, council)
    assert not rules.can_act_to_keep_safe(sol)
    name_to_act(sol, council)
    assert rules.can_act_to_keep_safe(sol)


def test_leaving_elsewhere_changes_nothing(council: Organisation, sol: Person) -> None:
    other = an_organisation("Another")
    a_membership(sol, other)
    leave(sol, other)
    assert rules.can_act_to_keep_safe(sol)


def test_whoever_closes_their_sign_in_is_named_no_longer(sol: Person) -> None:
    people.close(sol, by=sol)
    followups.run_waiting()
    assert not MayAct.objects.current().exists()
