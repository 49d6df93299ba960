"""What somebody wants to be free to do, who stands behind it; and too many to know anyone."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Ask, Entry
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.actions import looking
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Reader, System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.human.lives import actions, rules
from alongside.human.lives.models import Backing, Backs, TooMany
from alongside.human.lives.testing import a_backing, a_freedom, a_life_with, a_yes_to

pytestmark = pytest.mark.django_db


def test_it_needs_nobodys_leave(life: System, ruth: Person, rosa: Person) -> None:
    for by in (ruth, rosa):
        assert a_freedom(life, by=by).entry.system == life
    with pytest.raises(PermissionDenied):
        a_freedom(life, by=a_person())


def test_somebody_by_name_backs_it_and_nobody_for_them(life: System, ruth: Person) -> None:
    backing = a_backing(a_freedom(life, by=ruth), by=ruth)
    assert backing.says == ""
    with pytest.raises(PermissionDenied):
        actions.back(backing=backing, by=ruth)
    actions.back(backing=backing, by=backing.person)
    assert Backing.objects.get().says == Backs.YES
    with pytest.raises(Refused, match="answered already"):
        actions.back(backing=backing, by=backing.person)


def test_who_backs_it_reads_this_one_thing_and_has_no_seat(
    life: System, ruth: Person, rosa: Person
) -> None:
    freedom = a_freedom(life, by=ruth)
    backing = a_backing(freedom, by=rosa)
    bea = backing.person
    assert rules.can_read_to_back(bea, backing)
    assert not Reader.of(bea).sits_at(life.pk)
    assert not Entry.objects.visible_to(Reader.of(bea)).filter(system=life).exists()
    assert not rules.can_read_to_back(a_person(), backing)


def test_it_ends_when_the_person_takes_it_back_or_says_no(
    life: System, ruth: Person, rosa: Person
) -> None:
    freedom = a_freedom(life, by=ruth)
    one, other = (a_backing(freedom, by=ruth, person=a_person()) for _each in range(2))
    actions.stop_asking(backing=one, by=rosa)
    assert not rules.can_read_to_back(one.person, one)
    systems.exclude(system=life, person=other.person, by=rosa)
    assert not rules.can_read_to_back(other.person, other)
    with pytest.raises(PermissionDenied):
        actions.back(backing=other, by=other.person)


def test_taken_back_nobody_reads_it(life: System, ruth: Person) -> None:
    backing = a_backing(a_freedom(life, by=ruth), by=ruth)
    logbook.withdraw(entry=backing.freedom.entry, by=ruth)
    backing = Backing.objects.select_related("freedom__entry__system").get()
    assert not rules.can_read_to_back(backing.person, backing)
    with pytest.raises(Refused, match="taken back"):
        a_backing(backing.freedom, by=ruth, person=a_person())


def test_cannot_yet_says_what_would_have_to_be_there(life: System, ruth: Person) -> None:
    backing = a_backing(a_freedom(life, by=ruth), by=ruth)
    with pytest.raises(Refused, match="what would have to be there"):
        actions.cannot_back_yet(backing=backing, words=" ", by=backing.person)
    actions.cannot_back_yet(backing=backing, words="Her sister’s number.", by=backing.person)
    with looking(by=ruth.pk, why="lives:freedom") as look:
        words = words_of([backing.freedom.entry], look)[backing.freedom_id]
    assert words[backing.words_part] == "Her sister’s number."
    actions.back(backing=backing, by=backing.person)
    assert Backing.objects.get().says == Backs.YES


def test_the_one_who_walks_alongside_does_not_back_themself(
    life: System, ruth: Person, rosa: Person
) -> None:
    freedom = a_freedom(life, by=ruth)
    for whom in (ruth, rosa):
        with pytest.raises(Refused, match="somebody else"):
            a_backing(freedom, by=ruth, person=whom)
    bea = a_backing(freedom, by=ruth).person
    with pytest.raises(Refused, match="asked already"):
        a_backing(freedom, by=rosa, person=bea)


def test_only_the_person_and_who_walks_alongside_ask(
    life: System, ruth: Person, rosa: Person
) -> None:
    dev = a_person("Dev")
    a_yes_to(life, by=rosa, recipient=dev)
    freedom = a_freedom(life, by=ruth)
    with pytest.raises(PermissionDenied):
        a_backing(freedom, by=dev)


# --- too many ------------------------------------------------------------------------------------


@pytest.fixture
def around(ruth: Person) -> System:
    return a_system(by=a_person("Hazel"), name="The Alliance")


@pytest.fixture
def team(ruth: Person, around: System) -> System:
    team = a_system(by=ruth, name="Outreach", scale="team")
    systems.place_within(inner=team, outer=around, by=ruth)
    return team


def test_it_is_asked_in_the_name_of_the_table_and_nobody_is_named(
    team: System, around: System, ruth: Person
) -> None:
    entry = actions.too_many(table=team, of=around, by=ruth, why="Two more of us.")
    assert entry.by is None
    assert Ask.objects.get(entry=entry).of == around
    assert not Event.objects.filter(thing=entry.pk, by=ruth.pk).exists()
    fields = {field.name for field in TooMany._meta.get_fields()}
    assert fields == {"entry"}


def test_the_clock_is_on_whoever_was_asked(team: System, around: System, ruth: Person) -> None:
    entry = actions.too_many(table=team, of=around, by=ruth)
    assert timezone.now() - entry.at < timedelta(minutes=1)
    dev = a_seat(team, by=ruth).person
    assert dev is not None
    with pytest.raises(Refused, match="asked them already"):
        actions.too_many(table=team, of=around, by=dev)


def test_it_is_asked_by_who_sits_there_and_never_from_a_life(
    team: System, around: System, ruth: Person
) -> None:
    with pytest.raises(PermissionDenied):
        actions.too_many(table=team, of=around, by=a_person())
    with pytest.raises(PermissionDenied):
        actions.too_many(table=a_life_with(by=ruth), of=around, by=ruth)
