"""What waits for somebody about who may know what comes up where their day begins."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Seat, System
from alongside.human.lives import actions
from alongside.human.lives.testing import a_question_to, a_yes_to, an_override

from .minding import PAGES, shown

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", PAGES)
def test_a_yes_written_down_for_them_is_new_until_they_have_seen_it(
    life: System, ruth: Person, rosa: Person, page: str
) -> None:
    agreement = a_yes_to(life, by=ruth)
    assert "A yes was written down for you" in shown(rosa, page)
    assert "A yes was written down for you" not in shown(ruth, page)
    actions.see(agreement=agreement, by=rosa)
    assert "A yes was written down for you" not in shown(rosa, page)


def test_a_question_waits_for_them_and_who_walks_alongside(
    life: System, ruth: Person, rosa: Person
) -> None:
    asked = a_question_to(life, by=ruth)
    assert "You are asked: can another know?" in shown(rosa)
    assert "Ask them: can another know?" in shown(ruth)
    assert "about your rent" not in shown(rosa)
    actions.say_no(question=asked, by=rosa)
    assert "You are asked" not in shown(rosa)


def test_the_clock_runs_on_who_must_tell_and_who_must_look(life: System, rosa: Person) -> None:
    override = an_override(life)
    assert "Tell them what you did without their yes" in shown(override.acted_by)
    assert "Look at what was done without a yes" in shown(override.second)
    assert str(override.pk) not in shown(rosa)
    actions.tell_them(override=override, how="phone", words="I rang.", by=override.acted_by)
    actions.look_back(override=override, words="Right.", by=override.second)
    assert str(override.pk) not in shown(override.acted_by)
    assert str(override.pk) not in shown(override.second)


def test_whether_it_is_sorted_is_asked_before_and_after_it_ends(
    life: System, ruth: Person, rosa: Person
) -> None:
    soon = timezone.now() + timedelta(days=3)
    agreement = a_yes_to(life, by=rosa, until=soon)
    assert "A yes ends soon: is it sorted?" in shown(rosa)
    assert "A yes ends soon: is it sorted?" in shown(ruth)
    seat = Seat.objects.filter(pk=agreement.seat_id)
    seat.update(since=soon - timedelta(days=9), until=soon - timedelta(days=4))
    assert "A yes ended: is it sorted?" in shown(rosa)
    actions.renew(agreement=agreement, by=rosa, until=timezone.now() + timedelta(days=90))
    assert "is it sorted?" not in shown(rosa)
    other = a_yes_to(life, by=rosa, until=soon)
    actions.take_back(agreement=other, by=rosa)
    assert "is it sorted?" not in shown(rosa)


def test_nobody_else_is_told_anything(life: System, ruth: Person) -> None:
    a_question_to(life, by=ruth)
    an_override(life)
    other = a_person("Nye")
    assert all("lives/" not in shown(other, page) for page in PAGES)
    assert "What waits for you" not in shown(other)
