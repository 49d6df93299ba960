"""Somebody may know because a law asks: only one that is written down, and while it asks."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.systems.models import Ground, Reader, Seat, System
from alongside.human.lives import actions
from alongside.human.lives.models import Basis, ByLaw, LawfulGround
from alongside.human.lives.testing import a_basis, a_law_that_asks

from .pages import at, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def law() -> Basis:
    return a_law_that_asks(an_organisation("Housing"))


def let_in(life: System, by: Person, basis: Basis, **kwargs: Any) -> Seat:
    given: dict[str, Any] = {
        "recipient": basis.organisation,
        "categories": ["home"],
        "until": timezone.now() + timedelta(days=30),
    }
    return actions.let_in_by_law(life=life, by=by, basis=basis, **{**given, **kwargs})


def typed(basis: Basis, **kwargs: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=30)
    until = {"day_0": day.day, "day_1": day.month, "day_2": day.year}
    return {"basis": str(basis.pk), "about": ["home"], **until, **kwargs}


def test_a_law_that_is_written_down_gives_a_seat(life: System, ruth: Person, law: Basis) -> None:
    pat = a_membership(a_person("Pat"), law.organisation).person
    seat = let_in(life, ruth, law)
    assert (seat.ground, seat.categories) == (Ground.LAW, ["home"])
    assert ByLaw.objects.get().basis == law
    assert Reader.of(pat).sits_at(life.pk)
    assert let_in(life, ruth, law, recipient=pat).person == pat


def test_without_such_a_law_there_is_none(life: System, ruth: Person, law: Basis) -> None:
    council = an_organisation("The council")
    task = a_basis(council)
    yes = a_law_that_asks(
        an_organisation("A club"), ground=LawfulGround.CONSENT, can_the_person_stop_it=True
    )
    for basis in (task, yes):
        with pytest.raises(Refused):
            let_in(life, ruth, basis)
    for recipient in (council, a_person("Pat")):
        with pytest.raises(Refused):
            let_in(life, ruth, law, recipient=recipient)
    actions.end_basis(basis=law, by=law.recorded_by)
    with pytest.raises(Refused):
        let_in(life, ruth, law)
    assert not ByLaw.objects.exists()


def test_it_is_about_some_things_and_has_an_end(life: System, ruth: Person, law: Basis) -> None:
    short = a_law_that_asks(an_organisation("Court"), until=timezone.now() + timedelta(days=9))
    with pytest.raises(Refused):
        let_in(life, ruth, law, categories=[])
    with pytest.raises(Refused):
        let_in(life, ruth, law, until=timezone.now() + timedelta(days=400))
    with pytest.raises(Refused):
        let_in(life, ruth, short)
    seat = let_in(life, ruth, law)
    far = seat.since + timedelta(days=400)
    wrong: dict[str, Any]
    for wrong in ({"until": None}, {"until": far}, {"categories": []}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Seat.objects.filter(pk=seat.pk).update(**wrong)


def test_it_is_not_for_ones_own_nor_by_ones_own_law(life: System, ruth: Person, law: Basis) -> None:
    own = an_organisation("Ours", by=ruth)
    a_membership(ruth, own)
    mine = a_law_that_asks(own, by=ruth)
    colleague = a_membership(a_person("Col"), own).person
    with pytest.raises(Refused, match="yourself"):
        let_in(life, ruth, mine, recipient=colleague)
    a_membership(ruth, law.organisation)
    with pytest.raises(Refused, match="belong there yourself"):
        let_in(life, ruth, law)
    with pytest.raises(Refused, match="They see all of it"):
        let_in(life, ruth, law, recipient=ruth)


def test_only_who_walks_alongside_says_so(
    life: System, rosa: Person, ruth: Person, law: Basis
) -> None:
    pat = a_membership(a_person("Pat"), law.organisation).person
    let_in(life, ruth, law)
    for who in (rosa, pat, a_person()):
        with pytest.raises(PermissionDenied):
            let_in(life, who, law)
        assert signed_in(who).get(at("by_law", life.pk)).status_code in (403, 404)


def test_it_ends_when_the_law_asks_no_longer(life: System, ruth: Person, law: Basis) -> None:
    seat = let_in(life, ruth, law)
    again = a_law_that_asks(law.organisation, talk_to="another desk")
    assert Seat.objects.current().filter(pk=seat.pk).exists()
    actions.end_basis(basis=again, by=again.recorded_by)
    assert not Seat.objects.current().filter(pk=seat.pk).exists()


def test_it_ends_when_they_say_it_can_be_stopped(life: System, ruth: Person, law: Basis) -> None:
    seat = let_in(life, ruth, law)
    a_law_that_asks(law.organisation, ground=LawfulGround.PUBLIC_TASK, can_the_person_stop_it=True)
    assert not Seat.objects.current().filter(pk=seat.pk).exists()


def test_the_page_asks_which_law(life: System, ruth: Person, law: Basis) -> None:
    browser = signed_in(ruth)
    assert at("by_law", life.pk) in browser.get(at("who_may_know", life.pk)).content.decode()
    assert "Housing: Housing Act 1996" in browser.get(at("by_law", life.pk)).content.decode()
    nobody = browser.post(at("by_law", life.pk), typed(law, email="nobody@example.org"))
    assert nobody.status_code == 422
    assert "Nobody you can name here has that address" in nobody.content.decode()
    elsewhere = browser.post(
        at("by_law", life.pk), typed(law, email=a_membership(a_person("Eve")).person.email)
    )
    assert "They do not work there" in elsewhere.content.decode()
    empty = browser.post(at("by_law", life.pk), {})
    assert "Choose which law asks for it" in empty.content.decode()
    late = browser.post(at("by_law", life.pk), typed(law, day_2="2090"))
    assert "within a year" in late.content.decode()
    done = browser.post(at("by_law", life.pk), typed(law), follow=True)
    assert "They may know now" in done.content.decode()
    assert Seat.objects.get(organisation=law.organisation).system == life


def test_the_page_says_when_no_law_asks(life: System, ruth: Person) -> None:
    page = signed_in(ruth).get(at("by_law", life.pk)).content.decode()
    assert "No organisation has written down a law" in page
