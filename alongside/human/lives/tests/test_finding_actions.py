"""Looking whether anybody knows somebody, and asking to be introduced."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook.models import Words
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record.actions import looking
from alongside.foundation.record.models import HOUSE, Event
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Reader, System
from alongside.foundation.systems.testing import a_seat
from alongside.human.lives import actions, rules
from alongside.human.lives.identifiers import Identifiers
from alongside.human.lives.models import Answer, Known, Looking, match, not_leading, one_person
from alongside.human.lives.testing import a_life_with

pytestmark = pytest.mark.django_db
BORN = date(1984, 3, 9)
ROSA: dict[str, Any] = {"name": "Rosa Hall", "born": BORN, "postcode": "NE8 1AA"}


@pytest.fixture
def life(ruth: Person) -> System:
    life = a_life_with(ruth)
    actions.know_by(life=life, by=ruth, **ROSA, phone="07700 900123")
    return life


def look(by: Person, **typed: Any) -> Looking:
    organisation = by.memberships.get().organisation
    return actions.look_for(by=by, organisation=organisation, **typed)


def test_what_somebody_is_known_by_is_sealed(life: System, ruth: Person) -> None:
    identity = actions.know_by(life=life, by=ruth, **ROSA)
    assert not Words.objects.filter(entry=identity.entry).exclude(plain="").exists()
    with looking(by=ruth.pk, why="test") as seen:
        words = words_of([identity.entry], seen)[identity.pk]
    assert words == {"name": "Rosa Hall", "born": "1984-03-09", "postcode": "NE8 1AA"}


def test_what_is_put_right_takes_the_place_of_what_was(life: System, ruth: Person) -> None:
    before = set(Known.objects.values_list("hash", flat=True))
    actions.know_by(life=life, by=ruth, name="Rosa Bell", born=BORN)
    assert not before & set(Known.objects.values_list("hash", flat=True))
    assert match(Identifiers(**ROSA)) is None
    assert match(Identifiers("Rosa Bell", BORN)) == life.pk


def test_who_does_not_wish_to_be_found_is_not(life: System, ruth: Person, joan: Person) -> None:
    actions.know_by(life=life, by=ruth, **ROSA, findable=False)
    assert not Known.objects.exists()
    assert look(joan, **ROSA).life is None


def test_only_who_speaks_for_a_life_says_what_it_is_known_by(life: System, ruth: Person) -> None:
    dev = a_person("Dev")
    a_seat(life, by=ruth, person=dev, ground="law")
    with pytest.raises(PermissionDenied):
        actions.know_by(life=life, by=dev, **ROSA)


@pytest.mark.parametrize(
    ("known", "found"),
    [
        (Identifiers("Rosa Hall", BORN), True),
        (Identifiers("Ms Rosa Maria HALL", BORN), True),
        (Identifiers("Rosa Hall", postcode="ne81aa"), True),
        (Identifiers("Rosa Hall", phone="+44 7700 900123"), True),
        (Identifiers(born=BORN, phone="07700900123"), True),
        # Only sounding alike, or day and month changed about, is too little to act on.
        (Identifiers("Rosa Haul", BORN), False),
        (Identifiers("Rosa Hall", date(1984, 9, 3)), False),
        # A mother and a daughter of one name at one address.
        (Identifiers("Rosa Hall", date(2004, 7, 1), "NE8 1AA"), False),
        # Twins at one address.
        (Identifiers("Rita Hall", BORN, "NE8 1AA"), False),
        # Where somebody lives and what they are called on is a household's.
        (Identifiers(postcode="NE8 1AA", phone="07700 900123"), False),
        (Identifiers("Rosa Hall"), False),
    ],
    ids=repr,
)
def test_only_what_is_without_a_doubt_is_acted_on(
    life: System, known: Identifiers, found: bool
) -> None:
    assert match(known) == (life.pk if found else None)


def test_two_people_of_one_name_and_day_are_nobody(life: System) -> None:
    meg = a_person("Meg")
    other = a_life_with(meg)
    actions.know_by(life=other, by=meg, name="Rosa Hall", born=BORN)
    assert match(Identifiers("Rosa Hall", BORN)) is None


def test_what_may_be_somebody_is_found_for_asking(life: System, joan: Person) -> None:
    for typed in (
        {"name": "Rosa Haul", "born": BORN},
        {"name": "Hall, Rosa", "born": date(1984, 9, 3)},
        {"name": "Rosa Smith-Hall", "postcode": "NE8 1AA"},
    ):
        assert look(joan, **typed).life == life
    assert look(joan, name="Rosa Hall", born=date(1950, 1, 1)).life is None


def test_one_thing_is_never_enough(life: System, joan: Person) -> None:
    for typed in ({"name": "Rosa Hall"}, {"born": BORN}, {"postcode": "NE8 1AA", "phone": "0770"}):
        with pytest.raises(Refused, match="Give two things"):
            look(joan, **typed)


def test_only_who_works_for_an_organisation_here_looks(life: System, joan: Person) -> None:
    stranger = a_person("Nye")
    with pytest.raises(PermissionDenied):
        actions.look_for(by=stranger, organisation=joan.memberships.get().organisation, **ROSA)


def test_looking_is_written_down_without_a_word(life: System, joan: Person) -> None:
    here = look(joan, **ROSA)
    event = Event.objects.get(kind="lives.looked_for")
    assert (event.chain, event.by, event.thing) == (HOUSE, joan.pk, here.pk)
    assert "Hall" not in event.data
    assert str(life.pk) not in event.data
    assert not Event.objects.filter(chain=life.pk, by=joan.pk).exists()


def test_the_same_is_asked_of_the_database_for_somebody_and_nobody(
    life: System, joan: Person
) -> None:
    def asked(**typed: Any) -> list[str]:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            here = look(joan, **typed)
            actions.ask_to_meet(looking=here, by=joan, about="home")
        return [query["sql"].split(" ")[0] for query in queries]

    asked(**ROSA)
    somebody = asked(**ROSA)
    nobody = asked(name="Nobody Known", born=date(1971, 5, 23), postcode="ZE1 0AA")
    assert somebody == nobody


def test_a_no_by_name_makes_it_nobody(life: System, ruth: Person, joan: Person) -> None:
    systems.exclude(system=life, by=ruth, organisation=joan.memberships.get().organisation)
    assert look(joan, **ROSA).life is None


def test_one_who_sits_there_is_not_asked_about_themself(life: System, ruth: Person) -> None:
    a_membership(ruth, an_organisation("The Hub"))
    assert look(ruth, **ROSA).life is None


def test_looking_is_limited(life: System, joan: Person) -> None:
    for _each in range(min(rules.LOOKS.values())):
        look(joan, **ROSA)
    with pytest.raises(Refused, match="many people"):
        look(joan, **ROSA)


def test_only_a_yes_is_told(life: System, ruth: Person, joan: Person) -> None:
    here = look(joan, **ROSA)
    actions.ask_to_meet(looking=here, by=joan)
    with pytest.raises(PermissionDenied):
        actions.answer_to_meet(looking=here, answer=Answer.YES, by=joan)
    actions.answer_to_meet(looking=here, answer=Answer.YES, by=ruth)
    here.refresh_from_db()
    assert here.answered_by == ruth
    with pytest.raises(Refused):
        actions.answer_to_meet(looking=here, answer=Answer.NOT_NOW, by=ruth)


def test_asking_is_once_and_ones_own(life: System, joan: Person) -> None:
    here = look(joan, **ROSA)
    with pytest.raises(PermissionDenied):
        actions.ask_to_meet(looking=here, by=a_person("Nye"))
    actions.ask_to_meet(looking=here, by=joan)
    with pytest.raises(Refused):
        actions.ask_to_meet(looking=here, by=joan)


def test_two_lives_of_one_person_are_said_to_be_one_and_taken_apart(
    life: System, ruth: Person
) -> None:
    other = a_life_with(ruth, name="Rosie")
    actions.know_by(life=other, by=ruth, name="Rosa Hall", born=BORN)
    merged = actions.merge(life=other, into=life, by=ruth)
    assert match(Identifiers("Rosa Hall", BORN)) == life.pk
    with pytest.raises(Refused):
        actions.merge(life=life, into=other, by=ruth)
    actions.unmerge(merged=merged, by=ruth)
    assert match(Identifiers("Rosa Hall", BORN)) is None
    with pytest.raises(Refused):
        actions.unmerge(merged=merged, by=ruth)


def test_who_speaks_for_one_life_only_merges_nothing(life: System, ruth: Person) -> None:
    meg = a_person("Meg")
    other = a_life_with(meg)
    a_seat(other, by=meg, person=ruth, ground="law")
    with pytest.raises(PermissionDenied):
        actions.merge(life=other, into=life, by=ruth)
    with pytest.raises(PermissionDenied):
        actions.merge(life=other, into=life, by=meg)


def test_who_holds_one_and_has_a_seat_at_the_other_sees_two(life: System, ruth: Person) -> None:
    """Seats never add up: that two are one is told to who holds both, and changes nothing else."""
    dev, meg = a_person("Dev"), a_person("Meg")
    other = a_life_with(ruth, name="Rosie")
    merged = actions.merge(life=other, into=life, by=ruth)
    for table in (life, other):
        a_seat(table, by=ruth, person=dev, ground="law", categories=["home"])
    a_seat(life, by=ruth, person=meg, ground="law")
    assert one_person(Reader.of(ruth), life.pk) == [life.pk, other.pk]
    assert not_leading(Reader.of(ruth), [life.pk, other.pk]) == {other.pk}
    for person in (dev, meg):
        before = Reader.of(person)
        assert one_person(before, life.pk) == [life.pk]
        assert not_leading(before, [life.pk, other.pk]) == set()
        with pytest.raises(PermissionDenied):
            actions.unmerge(merged=merged, by=person)


def test_a_looking_outlives_an_erased_life_as_if_nobody_had_been_found(
    life: System, ruth: Person, joan: Person
) -> None:
    here = look(joan, **ROSA)
    actions.ask_to_meet(looking=here, by=joan)
    System.objects.filter(pk=life.pk).delete()
    here.refresh_from_db()
    assert here.life is None
    assert here.asked_at is not None
    assert not Known.objects.exists()
