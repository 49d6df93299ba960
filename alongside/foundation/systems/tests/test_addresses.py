"""A no to an address holds for whoever has it, and tells nobody who that is."""

import re
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people import actions as people
from alongside.foundation.people.events import PeopleEvent
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record import followups
from alongside.foundation.record.models import Event, Followup
from alongside.foundation.systems import actions
from alongside.foundation.systems.events import SystemEvent
from alongside.foundation.systems.models import Exclusion, Invitation, Reader, Role, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system

pytestmark = pytest.mark.django_db
HERE, NOBODY = "rosa@example.org", "nobody@example.org"


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def rosa() -> Person:
    return a_person("Rosa Miller", email=HERE)


def moved(person: Person, email: str) -> None:
    """They sign in with another address now, and what follows from it has run."""
    Person.objects.filter(pk=person.pk).update(email=email)
    people.secured(PeopleEvent.EMAIL_CHANGED, by=person)
    followups.run_waiting()


def test_beside_a_no_by_name_it_is_answered_as_for_nobody(ruth: Person, rosa: Person) -> None:
    table = a_system(by=ruth)
    by_name = actions.exclude(system=table, person=rosa, by=ruth)
    for email in (HERE, NOBODY):
        no = actions.exclude_address(system=table, email=email, by=ruth)
        assert Event.objects.filter(kind=SystemEvent.EXCLUDED, thing=no.pk).exists()
        with pytest.raises(Refused, match="stands already"):
            actions.exclude_address(system=table, email=email, by=ruth)
    by_name.refresh_from_db()
    assert by_name.address is None


def test_each_of_two_noes_is_taken_back_by_itself(ruth: Person, rosa: Person) -> None:
    table, charity = a_system(by=ruth), an_organisation()
    a_seat(table, by=ruth, organisation=charity)
    a_membership(rosa, charity)
    by_name = actions.exclude(system=table, person=rosa, by=ruth)
    to_address = actions.exclude_address(system=table, email=HERE, by=ruth)
    actions.readmit(exclusion=by_name, by=ruth)
    assert not Reader.of(rosa).sits_at(table.pk)
    actions.readmit(exclusion=to_address, by=ruth)
    assert Reader.of(rosa).sits_at(table.pk)


@pytest.mark.django_db(transaction=True)
def test_who_changes_to_that_address_is_held_to_it(client: Client) -> None:
    ruth = a_person("Ruth")
    rosa, table = a_person("Rosa", email=HERE), a_system(by=ruth)
    a_seat(table, by=ruth, person=rosa)
    no = actions.exclude_address(system=table, email="rosa@example.com", by=ruth)
    client.post(reverse("account_request_login_code"), {"email": HERE})
    client.post(reverse("account_confirm_login_code"), {"code": _code()})
    client.post(reverse("account_email"), {"email": "rosa@example.com", "action_add": ""})
    client.post(reverse("account_email_verification_sent"), {"code": _code()})
    no.refresh_from_db()
    assert no.person == rosa
    assert not Reader.of(rosa).sits_at(table.pk)


def _code() -> str:
    found = re.search(r"^[A-Z0-9]+(-[A-Z0-9]+)*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return found[0]


def test_it_holds_before_what_follows_has_run(ruth: Person, rosa: Person) -> None:
    table = a_system(by=ruth)
    one = actions.invite(system=table, name="R", email=HERE, by=ruth)
    assert isinstance(one, Invitation)
    actions.exclude_address(system=table, email=NOBODY, by=ruth)
    Person.objects.filter(pk=rosa.pk).update(email=NOBODY)
    rosa.refresh_from_db()
    with pytest.raises(Refused, match="cannot be given any more"):
        actions.answer_invitation(invitation=one, yes=True, by=rosa)
    with pytest.raises(Refused, match="said no to them by name"):
        actions.seat(system=table, person=rosa, by=ruth)


def test_who_was_told_no_by_name_is_held_to_the_address_too(ruth: Person, rosa: Person) -> None:
    table = a_system(by=ruth)
    actions.exclude(system=table, person=rosa, by=ruth)
    no = actions.exclude_address(system=table, email=NOBODY, by=ruth)
    moved(rosa, NOBODY)
    no.refresh_from_db()
    assert no.person == rosa
    assert not Followup.objects.filter(tries__gt=0).exists()


def test_nobody_is_kept_from_their_own_life_by_an_address(ruth: Person, rosa: Person) -> None:
    life = a_life(by=ruth, whose=rosa)
    actions.exclude_address(system=life, email=NOBODY, by=ruth)
    moved(rosa, NOBODY)
    assert Reader.of(rosa).seat_of_own_life(life.pk)
    assert not Followup.objects.filter(tries__gt=0).exists()


def test_nor_from_a_table_that_only_they_hold(ruth: Person, rosa: Person) -> None:
    table = a_system(by=ruth)
    a_seat(table, by=ruth, person=rosa, role=Role.STEWARD)
    actions.exclude_address(system=table, email=NOBODY, by=ruth)
    actions.end_seat(seat=table.seats.get(person=ruth), by=ruth)
    moved(rosa, NOBODY)
    assert Reader.of(rosa).is_inner(table.pk)


@pytest.mark.django_db(transaction=True)
def test_two_who_say_it_at_once_are_told_it_stands() -> None:
    ruth = a_person("Ruth")
    table, answers = a_system(by=ruth), []
    ready = Barrier(2)

    def say() -> None:
        ready.wait()
        answers.append(_said_no(table, ruth))
        connection.close()

    threads = [Thread(target=say) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["That no stands already.", "said"]
    assert Exclusion.objects.count() == 1


def _said_no(table: System, by: Person) -> str:
    for _try in range(20):
        try:
            actions.exclude_address(system=table, email=NOBODY, by=by)
        except OperationalError:  # SQLite lets one write at a time
            continue
        except Refused as reason:
            return str(reason)
        except Exception as error:
            return type(error).__name__
        return "said"
    return "never"
