"""Who reads what a law keeps, who reads who opened it, and whose law it is."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Membership, Organisation, Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import System
from alongside.human.lives import actions
from alongside.human.lives.models import Basis, HeldApart, PutRight
from alongside.human.lives.testing import a_basis, a_conversation, a_life_with

pytestmark = pytest.mark.django_db
LATER = timedelta(days=400)


@pytest.fixture
def rosa() -> Person:
    return a_person("Rosa")


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def life(ruth: Person, rosa: Person) -> System:
    return a_life_with(ruth, whose=rosa)


def bound(name: str, ruth: Person) -> Organisation:
    """Ruth belongs to an organisation that names a law nobody can stop."""
    organisation = an_organisation(name, by=ruth)
    a_membership(ruth, organisation)
    a_basis(
        organisation, by=ruth, purpose="home", ground="obligation", allows_acting_without_yes=False
    )
    return organisation


def put_right(life: System, ruth: Person) -> PutRight:
    entry = a_conversation(life, by=ruth)
    actions.put_right(entry=entry, words="It was about my mother.", by=ruth)
    return PutRight.objects.get(older=entry)


def hold(right: PutRight, ruth: Person, organisation: Organisation | None = None) -> None:
    until = timezone.localdate() + LATER
    actions.hold(put_right=right, law="An Act", until=until, organisation=organisation, by=ruth)


def kept(life: System, rosa: Person) -> HeldApart:
    actions.ask_to_erase(life=life, by=rosa)
    actions.erase(life=life, by=rosa)
    one: HeldApart = HeldApart.objects.get()
    return one


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: Person, one: HeldApart) -> str:
    return signed_in(person).get(one.get_absolute_url()).content.decode()


# --- who opened it -------------------------------------------------------------------------------


def test_only_whose_words_they_are_reads_who_opened_them(
    life: System, ruth: Person, rosa: Person
) -> None:
    bound("A council", ruth)
    hold(put_right(life, ruth), ruth)
    one = kept(life, rosa)
    assert "Who opened it" not in page(ruth, one)
    theirs = page(rosa, one)
    assert "Who opened it" in theirs
    assert "Ruth" in theirs.split("Who opened it")[1]


def test_opening_it_often_hides_nobody(life: System, ruth: Person, rosa: Person) -> None:
    bound("A council", ruth)
    hold(put_right(life, ruth), ruth)
    one = kept(life, rosa)
    nye = a_person("Nye")
    for who, why, times in (
        (nye, "lives:held", 1),
        (ruth, "lives:held", 101),
        (ruth, "lives:kept_by_law", 101),
    ):
        for _each in range(times):
            with looking(by=who.pk, why=why) as look:
                look.saw(one.pk, [])
    opened = page(rosa, one).split("Who opened it")[1]
    assert "Nye" in opened
    assert "101 times" in opened
    assert opened.count("Ruth") == 1


def test_who_keeps_it_finds_it_from_their_own_page(
    life: System, ruth: Person, rosa: Person
) -> None:
    bound("A council", ruth)
    mine = reverse("lives:mine")
    link = reverse("lives:kept_by_law")
    hold(put_right(life, ruth), ruth)
    assert link not in signed_in(ruth).get(mine).content.decode()
    kept(life, rosa)
    assert link in signed_in(ruth).get(mine).content.decode()
    assert link not in signed_in(a_person("Nye")).get(mine).content.decode()


# --- whose law it is -----------------------------------------------------------------------------


def test_it_stays_with_the_organisation_it_was_said_for(
    life: System, ruth: Person, rosa: Person
) -> None:
    """Whoever said so moves on: neither where they were before nor where they go keeps it."""
    before = bound("An older council", ruth)
    Membership.objects.filter(organisation=before).update(until=timezone.now())
    council = bound("A council", ruth)
    right = put_right(life, ruth)
    hold(right, ruth)
    bound("A newer council", ruth)
    right.refresh_from_db()
    assert right.organisation == council
    assert kept(life, rosa).organisation == council


def test_where_they_go_later_is_no_reason_to_keep_it(
    life: System, ruth: Person, rosa: Person
) -> None:
    hold(put_right(life, ruth), ruth)
    bound("A council", ruth)
    actions.ask_to_erase(life=life, by=rosa)
    actions.erase(life=life, by=rosa)
    assert not HeldApart.objects.exists()


def test_of_two_they_say_whose_law_it_is(life: System, ruth: Person) -> None:
    first, second = bound("A council", ruth), bound("A trust", ruth)
    a_membership(ruth, an_organisation("A club"))
    right = put_right(life, ruth)
    for said in (None, an_organisation("Another")):
        with pytest.raises(Refused, match="whose law it is"):
            hold(right, ruth, said)
    client, at = signed_in(ruth), reverse("lives:hold", args=[right.older_id])
    asked = client.get(at).content.decode()
    assert all(name in asked for name in ("A council", "A trust"))
    assert "A club" not in asked
    day = timezone.localdate() + LATER
    sent = {"law": "An Act", "until_0": day.day, "until_1": day.month, "until_2": day.year}
    assert "Choose whose law it is" in client.post(at, sent).content.decode()
    assert client.post(at, sent | {"organisation": str(second.pk)}).status_code == 302
    right.refresh_from_db()
    assert right.organisation == second != first
    assert Basis.objects.filter(organisation=second).exists()


def test_the_database_keeps_no_law_without_who_said_so(life: System, ruth: Person) -> None:
    right = put_right(life, ruth)
    with pytest.raises(IntegrityError), transaction.atomic():
        PutRight.objects.filter(pk=right.pk).update(organisation=an_organisation())
