"""A life is erased while others write and look: all of it goes, whoever was first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection
from django.http import Http404
from django.test import Client
from pytest_django import Settings

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook.models import Entry, Words
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.testing import a_person
from alongside.foundation.record import checking
from alongside.foundation.record.actions import NotRecorded
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life
from alongside.foundation.vault import ledger
from alongside.foundation.vault.safe import Unreadable
from alongside.human.lives import actions
from alongside.human.lives.testing import a_life_with

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, TIMES = 4, 5
# What whoever writes in a life may meet in the moment it is erased.
TOO_LATE = (
    *(Refused, PermissionDenied, Http404, IntegrityError, NotRecorded, Unreadable),
    System.DoesNotExist,
)


@pytest.fixture(autouse=True)
def _a_ledger_of_its_own(tmp_path: Path, settings: Settings) -> None:
    settings.ERASURES = tmp_path / "erasures.ledger"


def at_once(*work: Callable[[], object]) -> list[object]:
    begun = Barrier(len(work))

    def one(doing: Callable[[], object]) -> object:
        try:
            begun.wait(timeout=60)
            return doing()
        except TOO_LATE as reason:
            return reason
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as pool:
        return [done.result(timeout=180) for done in [pool.submit(one, doing) for doing in work]]


def test_a_life_is_erased_while_others_write_in_it() -> None:
    ruth, rosa = a_person("Ruth"), a_person("Rosa")
    life, other = a_life_with(ruth, whose=rosa), a_life(by=ruth)
    actions.ask_to_erase(life=life, by=rosa)

    def writes() -> None:
        for _time in range(TIMES):
            an_entry(life, by=ruth, words="Not on a Tuesday.")

    def erases() -> str:
        for _time in range(20):
            try:
                actions.erase(life=life, by=rosa)
            except Refused:
                continue
            return "erased"
        return "not erased"

    done = at_once(erases, *[writes] * WRITERS)
    assert done[0] == "erased"
    assert not System.objects.filter(pk=life.pk).exists()
    assert not Entry.objects.filter(system=life.pk).exists()
    assert not Words.objects.exists()
    assert list(ledger.erased()) == [life.pk]
    assert checking.check().faults == []
    an_entry(other, by=ruth)


def test_two_lives_are_erased_at_once_and_the_ledger_has_both() -> None:
    ruth, people = a_person("Ruth"), [a_person(f"Person {n}") for n in range(WRITERS)]
    lives = [a_life_with(ruth, whose=person) for person in people]
    for life, person in zip(lives, people, strict=True):
        actions.ask_to_erase(life=life, by=person)

    def erases(life: System, person: Any) -> Callable[[], object]:
        return lambda: actions.erase(life=life, by=person)

    at_once(*(erases(life, person) for life, person in zip(lives, people, strict=True)))
    assert set(ledger.erased()) == {life.pk for life in lives}
    assert not System.objects.filter(pk__in=[life.pk for life in lives]).exists()


def test_whoever_looks_meanwhile_sees_it_or_nothing(client: Client) -> None:
    ruth, rosa = a_person("Ruth"), a_person("Rosa")
    life = a_life_with(ruth, whose=rosa)
    actions.ask_to_erase(life=life, by=rosa)

    def looks() -> set[int]:
        there = Client()
        there.force_login(ruth)
        return {there.get(life.get_absolute_url()).status_code for _time in range(TIMES)}

    def erases() -> None:
        actions.erase(life=life, by=rosa)

    seen = at_once(erases, looks, looks)[1:]
    assert all(isinstance(codes, set) and codes <= {200, 404, 503} for codes in seen), seen
    client.force_login(ruth)
    assert client.get(life.get_absolute_url()).status_code == 404
