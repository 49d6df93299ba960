"""
Many people at once, through real verbs and real pages, on a real database: nothing is lost, no
chain forks, and nobody who reads a life goes unrecorded.
"""

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Audience, Entry, Promise, Words
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record import checking
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Exclusion, Role, Seat, System, Within
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.human.listening.models import Story
from alongside.human.listening.testing import a_story

pytestmark = pytest.mark.django_db(transaction=True)
# Together no more than one page of a list shows.
PEOPLE, TIMES = 6, 4


def at_once(*work: Callable[[], object]) -> list[object]:
    """Do all of it at the same time; what each gave, or the refusal it met."""

    def one(doing: Callable[[], object]) -> object:
        try:
            return doing()
        except (Refused, PermissionDenied) as reason:
            return reason
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as pool:
        return [done.result(timeout=180) for done in [pool.submit(one, doing) for doing in work]]


def tells_and_reads(systems: list[System], person: Person, seed: int) -> Callable[[], int]:
    """Somebody who tells a story and opens the list of stories, again and again."""

    def doing() -> int:
        client, chosen = Client(), random.Random(seed)
        client.force_login(person)
        for time in range(TIMES):
            system = chosen.choice(systems)
            a_story(system=system, by=person, words=f"{person.name}, {time}", ceiling="learn")
            page = client.get(reverse("listening:stories", args=[system.pk]))
            assert f"{person.name}, {time}" in page.content.decode()
        return TIMES

    return doing


def around(*tables: System, by: Person) -> list[Person]:
    people = [a_person(f"Person {number}", by=by) for number in range(PEOPLE)]
    for person in people:
        for table in tables:
            a_seat(table, by=by, person=person, **({"ground": "agreed"} if table.is_life else {}))
    return people


def nothing_is_lost(stories: int) -> None:
    assert checking.check().is_whole
    assert Story.objects.count() == Promise.objects.count() == stories
    told = Entry.objects.filter(kind="listening.story")
    assert told.count() == stories
    assert Words.objects.filter(entry__in=told).count() == stories
    assert Audience.objects.filter(entry__in=told).count() == stories
    assert Event.objects.filter(kind="listening.told").count() == stories


def test_many_write_and_read_one_life() -> None:
    ruth = a_person("Ruth Tanner")
    life = a_life(by=ruth)
    people = around(life, by=ruth)
    at_once(*(tells_and_reads([life], person, n) for n, person in enumerate(people)))
    nothing_is_lost(PEOPLE * TIMES)
    looks = Event.objects.filter(chain=life.pk, kind="record.looked")
    assert Counter(looks.values_list("by", flat=True)) == {p.pk: TIMES for p in people}


def test_many_write_and_read_many_lives_and_tables() -> None:
    ruth = a_person("Ruth Tanner")
    tables = [a_life(by=ruth, name="Rosa"), a_life(by=ruth, name="Bob"), a_system(by=ruth)]
    people = around(*tables, by=ruth)
    at_once(*(tells_and_reads(tables, person, n) for n, person in enumerate(people)))
    nothing_is_lost(PEOPLE * TIMES)


def test_a_story_is_taken_back_once() -> None:
    ruth = a_person("Ruth Tanner")
    system = a_system(by=ruth)
    story = a_story(system=system, by=ruth)

    def withdraw() -> None:
        logbook.withdraw(entry=Entry.objects.get(pk=story.pk), by=ruth)

    answers = at_once(*[withdraw] * 4)
    assert sum(isinstance(answer, Refused) for answer in answers) == 3
    assert Event.objects.filter(kind="logbook.withdrawn").count() == 1
    assert checking.check().is_whole


def test_a_story_shared_while_it_is_taken_back_is_not_left_anywhere() -> None:
    ruth = a_person("Ruth Tanner")
    system, other = a_system(by=ruth), a_system(by=ruth, name="Another table")
    for number in range(4):
        story = a_story(system=system, by=ruth, words=f"number {number}")

        def widen(pk: UUID = story.pk) -> object:
            entry = Entry.objects.get(pk=pk)
            return logbook.widen(entry=entry, into=other, words="a gannet", agreed="yes", by=ruth)

        def withdraw(pk: UUID = story.pk) -> object:
            return logbook.withdraw(entry=Entry.objects.get(pk=pk), by=ruth)

        at_once(widen, withdraw)
    assert not Words.objects.filter(plain__contains="gannet").exists()
    assert checking.check().is_whole


def test_two_people_never_close_a_loop_together() -> None:
    ruth = a_person("Ruth Tanner")
    for _time in range(4):
        one, other = a_system(by=ruth), a_system(by=ruth)

        def put(inner: System = one, outer: System = other) -> object:
            return systems.place_within(inner=inner, outer=outer, by=ruth)

        def put_back(inner: System = other, outer: System = one) -> object:
            return systems.place_within(inner=inner, outer=outer, by=ruth)

        at_once(put, put_back)
        assert Within.objects.filter(inner__in=[one, other]).count() == 1


def test_people_who_each_place_other_systems_never_close_a_loop_together() -> None:
    ruth = a_person("Ruth Tanner")

    def put(inner: System, outer: System) -> Callable[[], object]:
        return lambda: systems.place_within(inner=inner, outer=outer, by=ruth)

    for _time in range(8):
        a, b, c, d = (a_system(by=ruth) for _one in range(4))
        put(b, c)()
        put(d, a)()
        at_once(put(a, b), put(c, d))
        assert Within.objects.filter(inner__in=[a, b, c, d]).count() == 3


def test_somebody_invited_twice_at_once_has_one_seat() -> None:
    ruth = a_person("Ruth Tanner")
    joan = a_person("Joan Okafor", by=ruth)
    for _time in range(4):
        system = a_system(by=ruth)

        def invite(system: System = system) -> object:
            return systems.seat(system=system, person=joan, by=ruth)

        answers = at_once(*[invite] * 3)
        assert sum(isinstance(answer, Refused) for answer in answers) == 2
        assert Seat.objects.current().filter(system=system, person=joan).count() == 1


def test_a_no_said_while_somebody_is_invited_leaves_them_no_seat() -> None:
    ruth = a_person("Ruth Tanner")
    joan = a_person("Joan Okafor", by=ruth)
    for _time in range(4):
        system = a_system(by=ruth)

        def invite(system: System = system) -> object:
            return systems.seat(system=system, person=joan, by=ruth)

        def say_no(system: System = system) -> object:
            return systems.exclude(system=system, person=joan, by=ruth)

        at_once(invite, say_no, say_no)
        assert Exclusion.objects.current().filter(system=system).count() == 1
        assert not Seat.objects.current().filter(system=system, person=joan).exists()


def test_a_no_is_taken_back_once() -> None:
    ruth = a_person("Ruth Tanner")
    no = systems.exclude(system=a_system(by=ruth), person=a_person(by=ruth), by=ruth)

    def take_back() -> None:
        systems.readmit(exclusion=Exclusion.objects.get(pk=no.pk), by=ruth)

    answers = at_once(*[take_back] * 4)
    assert sum(isinstance(answer, Refused) for answer in answers) == 3
    assert Event.objects.filter(kind="systems.readmitted").count() == 1


def test_two_stewards_who_say_no_to_each_other_at_once_leave_one() -> None:
    ruth = a_person("Ruth Tanner")
    joan = a_person("Joan Okafor", by=ruth)

    def say_no(system: System, to: Person, by: Person) -> Callable[[], object]:
        return lambda: systems.exclude(system=system, person=to, by=by)

    for _time in range(6):
        system = a_system(by=ruth)
        a_seat(system, by=ruth, person=joan, role=Role.STEWARD)
        at_once(say_no(system, ruth, joan), say_no(system, joan, ruth))
        assert Seat.objects.current().filter(system=system, role=Role.STEWARD).count() == 1


def test_two_stewards_who_leave_at_once_leave_one() -> None:
    ruth = a_person("Ruth Tanner")
    joan = a_person("Joan Okafor", by=ruth)
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=joan, role=Role.STEWARD)

    def leave(seat: Seat) -> Callable[[], object]:
        return lambda: systems.end_seat(seat=seat, by=seat.holder)  # type: ignore[arg-type]

    at_once(*map(leave, system.seats.select_related("person", "system")))
    assert Seat.objects.current().filter(system=system, role=Role.STEWARD).count() == 1
