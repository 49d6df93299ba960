"""Naming somebody by their address tells nobody whether they are here, or who they are."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people import actions as people
from alongside.foundation.people.models import Asking, Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.systems import actions, rules
from alongside.foundation.systems.models import Exclusion, Invitation, Reader, Seat, System, Wording
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.foundation.systems.typed import typed_all

pytestmark = pytest.mark.django_db
HERE, NOBODY = "rosa@example.org", "nobody@example.org"


@pytest.fixture
def rosa() -> Person:
    return a_person("Rosa Miller", email=HERE)


def as_(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def page(browser: Client, name: str, system: System) -> str:
    return browser.get(reverse(f"systems:{name}", args=[system.pk])).content.decode()


def asked(browser: Client, system: System, email: str, role: str = "member") -> str:
    given = {"email": email, "name": "R", "role": role, "as_what": "a tenant"}
    url = reverse("systems:invite", args=[system.pk])
    return browser.post(url, given, follow=True).content.decode()


def likened(shown: str, email: str) -> str:
    """Without the address itself, and what is never the same twice."""
    words = re.sub(r"<[^>]*>", " ", shown.split("<footer")[0].replace(email, "ADDRESS"))
    return " ".join(words.split())


# --- asked to a table ----------------------------------------------------------------------------


@pytest.mark.parametrize("of_life", [False, True])
def test_the_page_is_the_same_for_somebody_and_for_nobody(
    browser: Client, ruth: Person, rosa: Person, of_life: bool
) -> None:
    role = "person" if of_life else "member"
    shown = []
    for email in (HERE, NOBODY):
        table = a_life(by=ruth, name="T") if of_life else a_system(by=ruth, name="T")
        said = asked(browser, table, email, role)
        assert f"R, {email}" in said
        assert "Rosa" not in said
        shown.append(likened(said.split("Asked, and not here yet")[1], email))
    assert shown[0] == shown[1]
    assert not Seat.objects.filter(person=rosa).exists()


def test_in_a_life_what_was_typed_is_sealed(browser: Client, ruth: Person, rosa: Person) -> None:
    asked(browser, a_life(by=ruth), HERE, "person")
    assert not Wording.objects.filter(plain__contains="rosa").exists()
    [one] = typed_all(Invitation.objects.all())
    assert one.typed == f"R, {HERE}"


def test_with_a_yes_they_sit_there_by_their_own_name(
    browser: Client, ruth: Person, rosa: Person
) -> None:
    table, theirs = a_system(by=ruth, name="Warm homes"), as_(rosa)
    asked(browser, table, HERE)
    assert reverse("systems:invitations") in theirs.get("/").content.decode()
    assert "Warm homes" in theirs.get(reverse("systems:invitations")).content.decode()
    one = Invitation.objects.get()
    said = theirs.post(reverse("systems:answer_invitation", args=[one.pk]), {"says": "yes"})
    assert said["Location"] == table.get_absolute_url()
    shown = page(browser, "table", table)
    assert "Rosa Miller" in shown
    assert "a tenant" in shown
    assert "not here yet" not in shown


def test_of_a_life_they_are_told_no_name_before_their_yes(
    browser: Client, ruth: Person, rosa: Person
) -> None:
    life, theirs = a_life(by=ruth, name="Kittiwake"), as_(rosa)
    asked(browser, life, HERE, "person")
    shown = theirs.get(reverse("systems:invitations")).content.decode()
    assert "a page here is about your life" in shown
    assert "Kittiwake" not in shown
    one = Invitation.objects.get()
    theirs.post(reverse("systems:answer_invitation", args=[one.pk]), {"says": "yes"})
    assert Reader.of(rosa).seat_of_own_life(life.pk)


def test_a_no_looks_like_no_answer_and_is_not_asked_again(
    browser: Client, ruth: Person, rosa: Person
) -> None:
    table = a_system(by=ruth)
    asked(browser, table, HERE)
    one, before = Invitation.objects.get(), page(browser, "table", table)
    as_(rosa).post(reverse("systems:answer_invitation", args=[one.pk]), {"says": "no"})
    assert likened(page(browser, "table", table), HERE) == likened(before, HERE)
    assert "That address was asked already" in asked(browser, table, HERE)
    browser.post(reverse("systems:take_back_invitation", args=[one.pk]))
    asked(browser, table, HERE)
    assert not Invitation.objects.waiting_for(rosa).exists()


def test_only_who_was_asked_answers(browser: Client, ruth: Person, rosa: Person) -> None:
    table, eve = a_system(by=ruth), a_person("Eve")
    asked(browser, table, HERE)
    one = Invitation.objects.get()
    with pytest.raises(PermissionDenied):
        actions.answer_invitation(invitation=one, yes=True, by=eve)
    url = reverse("systems:answer_invitation", args=[one.pk])
    assert as_(eve).post(url, {"says": "yes"}).status_code == 404
    back = reverse("systems:take_back_invitation", args=[one.pk])
    assert as_(eve).post(back).status_code == 404
    assert as_(rosa).post(back).status_code == 404


def test_who_does_not_hold_the_table_any_more_gives_no_seat(
    browser: Client, ruth: Person, rosa: Person
) -> None:
    table, joan = a_system(by=ruth), a_person("Joan")
    asked(browser, table, HERE)
    a_seat(table, by=ruth, person=joan, role="steward")
    actions.end_seat(seat=Seat.objects.get(system=table, person=ruth), by=ruth)
    with pytest.raises(Refused, match="cannot be given"):
        actions.answer_invitation(invitation=Invitation.objects.get(), yes=True, by=rosa)
    assert not Seat.objects.filter(person=rosa).exists()


def test_of_a_no_by_name_who_it_is_said_to_is_not_told(ruth: Person, rosa: Person) -> None:
    table = a_system(by=ruth)
    one = actions.invite(system=table, name="R", email=HERE, by=ruth)
    assert isinstance(one, Invitation)
    actions.exclude_address(system=table, email=HERE, by=ruth)
    with pytest.raises(Refused, match="cannot be given any more"):
        actions.answer_invitation(invitation=one, yes=True, by=rosa)


def test_those_they_meet_anyway_have_their_seat_at_once(ruth: Person, rosa: Person) -> None:
    bound = an_organisation(by=ruth)
    for person in (ruth, rosa):
        a_membership(person, bound)
    assert isinstance(actions.invite(system=a_system(by=ruth), name="R", email=HERE, by=ruth), Seat)


# --- who may be named ----------------------------------------------------------------------------


def test_whose_life_is_here_is_answered_as_nobody(ruth: Person, rosa: Person) -> None:
    a_life(by=a_person("Joan"), whose=rosa)
    assert rules.somebody_at(HERE, ruth) is None
    assert rules.somebody_at(NOBODY, ruth) is None


def test_who_is_on_a_list_for_all_to_read_can_be_named(ruth: Person, rosa: Person) -> None:
    a_membership(rosa, an_organisation(by=a_person("Joan")))
    assert rules.somebody_at(HERE, ruth) == rosa


def test_who_sits_at_a_table_with_them_can_be_named(ruth: Person, rosa: Person) -> None:
    a_seat(a_system(by=ruth), by=ruth, person=rosa)
    assert rules.somebody_at(HERE.upper(), ruth) == rosa


def test_who_said_yes_can_be_named_until_they_take_it_back(ruth: Person, rosa: Person) -> None:
    people.welcome_once(name="R", email=HERE, by=ruth)
    assert rules.somebody_at(HERE, ruth) is None
    people.say(asking=Asking.objects.get(), yes=True, by=rosa)
    assert rules.somebody_at(HERE, ruth) == rosa
    people.take_back_asking(asking=Asking.objects.get(), by=rosa)
    assert rules.somebody_at(HERE, ruth) is None


# --- no to an address ----------------------------------------------------------------------------


def test_a_no_to_an_address_looks_the_same_whoever_has_it(
    browser: Client, ruth: Person, rosa: Person
) -> None:
    shown = []
    for email in (HERE, NOBODY):
        table = a_life(by=ruth, name="T")
        url = reverse("systems:exclude", args=[table.pk])
        said = browser.post(url, {"email": email}, follow=True).content.decode()
        assert "Rosa" not in said
        shown.append(likened(said.split("To whom somebody said no")[1], email))
        again = browser.post(url, {"email": email})
        assert "That no stands already" in again.content.decode()
    assert shown[0] == shown[1]
    assert not Wording.objects.filter(plain__contains="@").exists()


def test_it_holds_for_who_comes_with_that_address_later(ruth: Person) -> None:
    table = a_system(by=ruth)
    no = actions.exclude_address(system=table, email="New@example.org", by=ruth)
    new = people.welcome(name="New", email="new@example.org", by=ruth)
    actions.keep_to_no(no=no, person=new)
    no.refresh_from_db()
    assert no.person == new
    with pytest.raises(Refused, match="said no to them by name"):
        actions.seat(system=table, person=new, by=ruth)
    actions.readmit(exclusion=no, by=ruth)
    actions.seat(system=table, person=new, by=ruth)


def test_who_comes_later_is_kept_to_it_by_itself(
    ruth: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    actions.exclude_address(system=a_system(by=ruth), email=NOBODY, by=ruth)
    with django_capture_on_commit_callbacks(execute=True):
        new = people.welcome(name="New", email=NOBODY, by=ruth)
    assert Exclusion.objects.get().person == new
