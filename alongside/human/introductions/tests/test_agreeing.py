"""The yes to an introduction: whose it is, what it opens, and all that ends or renews it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Category, Reader, System
from alongside.human.introductions import actions
from alongside.human.introductions.models import Introduction, Stage
from alongside.human.introductions.testing import a_worker, an_introduction, seats_of
from alongside.human.lives import actions as lives
from alongside.human.lives.models import Agreement
from alongside.human.lives.testing import a_life_with

from .steps import as_now, follow, shown_to

pytestmark = pytest.mark.django_db


def test_the_yes_opens_what_it_says_and_no_more(life: System, ruth: Person, rosa: Person) -> None:
    dev, dwp = a_worker()
    rent = an_entry(life, by=ruth, category=Category.HOME)
    health = an_entry(life, by=ruth, category=Category.HEALTH)
    made = actions.agree(introduction=an_introduction(life, asked=dev, organisation=dwp), by=rosa)
    [seat] = seats_of(life, dev)
    assert (seat.categories, seat.ground, seat) == ([Category.HOME], "agreed", made.seat)
    assert shown_to(dev) == [made]
    assert as_seen(dev, rent)
    assert not as_seen(dev, health)
    assert list(Introduction.objects.waiting_on(Reader.of(dev))) == [made]
    assert Agreement.objects.get(seat=seat).said_how == "here"


def as_seen(person: Person, entry: object) -> bool:
    from alongside.foundation.logbook.models import Entry

    return bool(
        Entry.objects.visible_to(Reader.of(person)).filter(pk=entry.pk).exists()  # type: ignore[attr-defined]
    )


def test_the_yes_is_the_persons_or_said_beside_them(life: System, ruth: Person) -> None:
    dev, dwp = a_worker()
    made = an_introduction(life, asked=dev, organisation=dwp)
    with pytest.raises(PermissionDenied):
        actions.agree(introduction=made, by=dev)
    actions.agree(introduction=made, by=ruth)
    assert Agreement.objects.get(person=dev).said_how == "beside"
    with pytest.raises(Refused, match="It has moved on"):
        actions.agree(introduction=made, by=ruth)


def test_taking_the_yes_back_ends_it_at_once(life: System, ruth: Person, rosa: Person) -> None:
    made = an_introduction(life, upto=Stage.ACCEPTED)
    lives.take_back(agreement=Agreement.objects.get(seat=made.seat), by=rosa)
    assert shown_to(made.asked) == []
    # What follows from it runs as soon as that is kept (the tests run it by hand).
    follow()
    assert as_now(made).stage == Stage.STOPPED


def test_a_no_by_name_ends_it_too(life: System, rosa: Person) -> None:
    made = an_introduction(life, upto=Stage.AGREED)
    systems.exclude(system=life, person=made.asked, by=rosa)
    follow()
    assert as_now(made).stage == Stage.STOPPED
    assert shown_to(made.asked) == []


def test_a_yes_that_is_renewed_carries_it_on(life: System, rosa: Person) -> None:
    made = an_introduction(life, upto=Stage.ACCEPTED)
    was = Agreement.objects.get(seat=made.seat)
    lives.renew(agreement=was, by=rosa, until=timezone.now() + timedelta(days=100))
    follow()
    assert as_now(made).stage == Stage.ACCEPTED
    assert shown_to(made.asked) == [made]


def test_a_yes_that_ran_out_can_be_renewed(
    life: System, rosa: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = an_introduction(life, upto=Stage.AGREED)
    was = Agreement.objects.get(seat=made.seat)
    later = timezone.now() + timedelta(days=120)
    with monkeypatch.context() as months_later:
        months_later.setattr(timezone, "now", lambda: later)
        assert shown_to(made.asked) == []
        assert as_now(made).yes_has_run_out
        lives.renew(agreement=was, by=rosa, until=later + timedelta(days=30))
        follow()
        assert shown_to(made.asked) == [made]
        assert as_now(made).stage == Stage.AGREED


def test_it_goes_with_whom_the_person_chose_to_walk_with(life: System, rosa: Person) -> None:
    made = an_introduction(life, upto=Stage.AGREED)
    joan = a_person("Joan")
    lives.hand_over(life=life, to=joan, by=rosa)
    follow()
    assert as_now(made).first == joan
    assert shown_to(joan) == [made]
    # To choose the one who was asked leaves nobody to meet
    lives.hand_over(life=life, to=made.asked, by=rosa)
    follow()
    assert as_now(made).stage == Stage.STOPPED


def test_letting_go_is_for_the_person_to_choose(life: System, ruth: Person, rosa: Person) -> None:
    made = an_introduction(life, upto=Stage.SETTLED)
    # Not for the one who was asked, nor for the first worker while the person can say so here
    for by in (made.asked, ruth):
        with pytest.raises(PermissionDenied):
            actions.let_go(introduction=made, by=by)
    actions.let_go(introduction=made, by=rosa)
    assert Reader.of(made.asked).is_inner(life.pk)
    assert not Reader.of(ruth).is_inner(life.pk)
    with pytest.raises(Refused, match="already"):
        actions.let_go(introduction=made, by=rosa)


def test_letting_go_is_said_beside_somebody_who_does_not_sign_in(ruth: Person) -> None:
    made = an_introduction(a_life_with(by=ruth, name="Bob"), upto=Stage.SETTLED)
    actions.let_go(introduction=made, by=ruth)
    assert as_now(made).let_go_at is not None


def test_words_taken_back_leave_nothing_to_see(life: System, ruth: Person) -> None:
    made = an_introduction(life, upto=Stage.AGREED)
    logbook.withdraw(entry=made.entry, by=ruth)
    follow()
    assert shown_to(made.asked) == shown_to(ruth) == []
    assert seats_of(life, made.asked) == []
