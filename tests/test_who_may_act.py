"""Who may act without a yes, that the person knows at once, and what such a seat does not open."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people import actions as people
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.systems.models import System
from alongside.human.introductions.rules import can_propose
from alongside.human.lives import actions, rules
from alongside.human.lives.models import Basis, MayAct, Override
from alongside.human.lives.testing import (
    a_basis,
    a_life_with,
    an_override,
    somebody_who_may_act,
    who_tends_the_place,
)
from tests.browsing import of

pytestmark = pytest.mark.django_db
THEIRS = "Somebody looked without your yes, to keep someone safe"
BESIDE = "Somebody acted without a yes, where you walk alongside"


@pytest.fixture
def life(rosa: Person, ruth: Person) -> System:
    return a_life_with(ruth, whose=rosa)


@pytest.fixture
def council() -> Organisation:
    council = an_organisation("The council")
    a_basis(council)
    return council


@pytest.fixture
def sol(council: Organisation) -> Person:
    return somebody_who_may_act("Sol", council)


@pytest.fixture
def sue(council: Organisation) -> Person:
    return somebody_who_may_act("Sue", council)


def seen(person: Person, url: str = "/") -> str:
    page = of(person).get(url, follow=True)
    return " ".join(strip_tags(page.content.decode()).split())


def at(name: str, override: Override) -> str:
    return reverse(f"lives:{name}", args=[override.pk])


# --- who may ---------------------------------------------------------------------------------


def test_to_belong_to_an_organisation_that_may_act_is_not_enough(council: Organisation) -> None:
    anita = a_membership(a_person("Anita"), council).person
    fern = a_membership(a_person("Fern"), council).person
    assert not rules.can_act_to_keep_safe(anita)
    assert not rules.can_be_second(fern, anita)


def test_nobody_names_themself_nor_whoever_they_brought_in(council: Organisation) -> None:
    steward, anita = who_tends_the_place(), a_membership(a_person("Anita"), council).person
    a_membership(steward, council)
    for person, by in ((steward, steward), (anita, anita)):
        with pytest.raises((PermissionDenied, Refused)):
            actions.name_to_act(organisation=council, person=person, by=by)
    with pytest.raises(Refused):
        actions.name_to_act(organisation=council, person=a_person("Elsewhere"), by=steward)
    named = actions.name_to_act(organisation=council, person=anita, by=steward)
    assert rules.can_act_to_keep_safe(anita)
    with pytest.raises(IntegrityError), transaction.atomic():
        MayAct.objects.filter(pk=named.pk).update(person=steward)


def test_to_leave_and_come_back_is_to_be_named_anew(sol: Person, council: Organisation) -> None:
    people.leave(sol.memberships.get(), by=sol)
    assert not rules.can_act_to_keep_safe(sol)
    a_membership(sol, council)
    assert not rules.can_act_to_keep_safe(sol)


def test_when_the_law_holds_no_longer_nobody_is_named(sol: Person, council: Organisation) -> None:
    a_basis(council, law="Care Act 2014, sections 42 and 45")
    assert rules.can_act_to_keep_safe(sol)
    actions.end_basis(basis=Basis.objects.lets_act().get(), by=who_tends_the_place())
    a_basis(council)
    assert not rules.can_act_to_keep_safe(sol)


def test_who_may_act_stands_on_the_page_and_a_steward_writes_it(
    council: Organisation, sol: Person
) -> None:
    steward, page = who_tends_the_place(), reverse("lives:bases", args=[council.pk])
    url = reverse("lives:name_to_act", args=[council.pk])
    tess = a_membership(a_person("Tess"), council).person
    assert of(sol).post(url, {"email": tess.email}).status_code == 403
    assert "Name them" not in seen(sol, page)
    assert of(steward).post(url, {"email": "nobody@example.org"}).status_code == 422
    assert of(steward).post(url, {"email": sol.email}).status_code == 422
    of(steward).post(url, {"email": tess.email})
    assert "Tess" in seen(a_person(), page)
    named = MayAct.objects.get(person=tess)
    end = reverse("lives:name_no_longer", args=[named.pk])
    assert of(sol).post(end).status_code == 403
    of(steward).post(end)
    assert not rules.can_act_to_keep_safe(tess)


# --- the person knows ------------------------------------------------------------------------


def test_it_is_the_first_thing_they_see_and_they_say_if_it_is_so(
    life: System, rosa: Person, ruth: Person, sol: Person, sue: Person
) -> None:
    override = an_override(life, by=sol, second=sue, told_how="person")
    assert THEIRS in seen(rosa)
    assert BESIDE in seen(ruth)
    assert "Sol looked without your yes" in seen(rosa, life.get_absolute_url())
    page = seen(rosa, at("without_yes", override))
    assert "It says that you were told in person" in page
    assert of(sol).post(at("say_if_told", override), {"told": "yes"}).status_code == 403
    of(rosa).post(at("say_if_told", override), {"told": "no"})
    override.refresh_from_db()
    assert (override.was_told, override.heard_by) == (False, rosa)
    assert "Rosa Hall says that it was not so" in seen(ruth, at("without_yes", override))
    assert THEIRS not in seen(rosa)
    with pytest.raises(Refused):
        actions.say_if_told(override=override, was_told=True, by=ruth)


def test_the_database_takes_nothing_from_who_acted(life: System, sol: Person, sue: Person) -> None:
    override = an_override(life, by=sol, second=sue, told_how="person")
    now, rows = timezone.now(), Override.objects.filter(pk=override.pk)
    for change in (
        {"heard_by": sol, "heard_at": now, "was_told": True},
        {"heard_by": sue, "heard_at": now},
        {"not_yet_agreed_by": sue, "not_yet_agreed_at": now},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    other = Override.objects.filter(pk=an_override(a_life_with(), by=sol, second=sue).pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        other.update(not_yet_agreed_by=sol, not_yet_agreed_at=now)


def test_that_they_are_not_told_yet_takes_two_and_holds_a_day_without(
    life: System, rosa: Person, ruth: Person, sol: Person, sue: Person
) -> None:
    later = timezone.localdate() + timedelta(days=5)
    override = an_override(life, by=sol, second=sue, look_again=later)
    assert not rules.can_look_at(ruth, override)
    with pytest.raises(PermissionDenied):
        actions.agree_not_yet(override=override, by=sol)
    Override.objects.update(at=timezone.now() - timedelta(days=2))
    override.refresh_from_db()
    assert rules.can_look_at(ruth, override)
    assert not rules.can_look_at(rosa, override)
    assert "the person is not told" in seen(ruth)
    of(sue).post(at("agree_not_yet", override))
    override.refresh_from_db()
    assert override.not_yet_agreed_by == sue
    assert not rules.can_look_at(ruth, override)
    Override.objects.update(look_again=timezone.localdate() - timedelta(days=1))
    override.refresh_from_db()
    assert rules.can_look_at(ruth, override)


def test_who_walks_alongside_tells_them_when_it_is_kept_back_no_longer(
    life: System, rosa: Person, ruth: Person, sol: Person, sue: Person
) -> None:
    override = an_override(life, by=sol, second=sue)
    Override.objects.update(at=timezone.now() - timedelta(days=2))
    override.refresh_from_db()
    actions.tell_them(override=override, how="person", words="I told her at home.", by=ruth)
    override.refresh_from_db()
    assert (override.was_told, override.heard_by) == (True, ruth)
    assert rules.can_look_at(rosa, override)


# --- who reads why ---------------------------------------------------------------------------


def test_a_colleague_reads_nothing_of_it_and_the_second_only_while_asked(
    life: System, rosa: Person, sol: Person, sue: Person, council: Organisation
) -> None:
    owen, len_ = a_membership(a_person("Owen"), council).person, somebody_who_may_act("L", council)
    override = an_override(life, by=sol, second=sue, told_how="person")
    for colleague in (owen, len_):
        assert of(colleague).get(at("without_yes", override)).status_code == 404
    assert of(sue).get(at("without_yes", override)).status_code == 200
    page = of(sue).post(at("look_back", override), {"looks-words": "Right."})
    assert page.status_code == 302
    actions.stop_acting(override=Override.objects.get(), by=sol)
    Override.objects.update(at=timezone.now() - timedelta(days=40))
    for other in (sue, owen, len_):
        assert of(other).get(at("without_yes", override)).status_code == 404
    for side in (sol, rosa):
        assert of(side).get(at("without_yes", override)).status_code == 200


# --- what such a seat does not open ----------------------------------------------------------


def test_such_a_seat_reads_and_nothing_else(
    life: System, ruth: Person, sol: Person, sue: Person
) -> None:
    an_entry(life, by=ruth, words="She hopes.", category="safety")
    an_override(life, by=sol, second=sue)
    page = seen(sol, life.get_absolute_url())
    for offered in ("Note a conversation", "Can I tell somebody?", "Tell a story", "Try something"):
        assert offered not in page
    assert "Open to me for a day, to keep someone safe" in seen(sol)
    assert not rules.can_ask_to_share(sol, life)
    assert not can_propose(sol, life)
    with pytest.raises(PermissionDenied):
        actions.note(life=life, by=sol, words="I was there.")
    for name in ("lives:note", "lives:ask_to_share", "lives:write_line", "lives:want"):
        status = of(sol).get(reverse(name, args=[life.pk])).status_code
        assert status in (403, 404), (name, status)
    for name in ("introductions:pull_in", "listening:tell", "sensemaking:make_sense"):
        status = of(sol).get(reverse(name, args=[life.pk])).status_code
        assert status in (403, 404), (name, status)
