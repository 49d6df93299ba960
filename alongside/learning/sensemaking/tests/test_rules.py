import pytest

from alongside.foundation.logbook.addressing import may_reach, open_to, others_near
from alongside.foundation.logbook.models import Reach
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Category, Reader
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.human.listening.testing import a_story
from alongside.learning.sensemaking import rules
from alongside.learning.sensemaking.models import Insight, Perspective
from alongside.learning.sensemaking.testing import an_insight

pytestmark = pytest.mark.django_db


def test_anybody_around_the_table_makes_sense(ruth: Person) -> None:
    system, kerry = a_system(by=ruth), a_person("Kerry")
    assert not rules.can_make_sense(kerry, system)
    a_seat(system, by=ruth, person=kerry)
    assert rules.can_make_sense(kerry, system)


def test_anybody_who_reads_it_at_a_table_sees_it_their_way(ruth: Person) -> None:
    kerry, eve = a_person("Kerry"), a_person("Eve")
    system, housing = a_system(by=ruth), a_system(by=kerry, name="Housing")
    shared = an_insight(system=system, by=ruth, others=[housing]).entry
    assert rules.can_see(ruth, shared)
    assert rules.can_see(kerry, shared)
    assert not rules.can_see(eve, shared)
    for_all = an_insight(system=system, by=ruth, reach=Reach.ANYONE).entry
    assert not rules.can_see(eve, for_all), "she reads it, but sits at no table of its"


def test_voices_are_found_however_far_back(ruth: Person) -> None:
    system = a_system(by=ruth)
    story = a_story(system=system, by=ruth)
    first = an_insight(system=system, by=ruth, because=[story])
    second = an_insight(system=system, by=ruth, because=[first.entry])
    assert rules.rests_on_voices([story])
    assert rules.rests_on_voices([second.entry])
    assert not rules.rests_on_voices([an_entry(system, by=ruth)])
    assert not rules.rests_on_voices([])


def test_how_far_it_reaches(ruth: Person) -> None:
    system, life, kerry = a_system(by=ruth), a_life(by=ruth), a_person("Kerry")
    a_seat(system, by=ruth, person=kerry)
    steward, member = Reader.of(ruth), Reader.of(kerry)
    assert may_reach(steward, system, Reach.US, [])
    assert not may_reach(steward, system, Reach.US, [a_system(by=ruth)])
    assert not may_reach(member, system, Reach.US, [])
    assert may_reach(member, system, Reach.ANYONE, [])
    assert may_reach(steward, life, Reach.TABLE, [])
    assert not may_reach(steward, life, Reach.ANYONE, [])
    assert not may_reach(steward, life, Reach.TABLE, [system])


def test_a_seat_is_for_what_it_is_for(ruth: Person) -> None:
    life, dev = a_life(by=ruth), a_person("Dev")
    a_seat(life, by=ruth, person=dev, categories=["money", "home"])
    assert open_to(Reader.of(ruth), life) == list(Category.values)
    assert open_to(Reader.of(dev), life) == ["home", "money"]
    assert open_to(Reader.of(a_person()), life) == []


def test_other_tables_near_are_never_lives(ruth: Person) -> None:
    amy = a_person("Amy")
    place, system, team = (a_system(by=amy, name=name) for name in ("Place", "System", "Team"))
    other = a_system(by=amy, name="Other")
    systems.place_within(inner=system, outer=place, by=amy)
    systems.place_within(inner=other, outer=place, by=amy)
    systems.place_within(inner=team, outer=system, by=amy)
    a_seat(system, by=amy, person=ruth)
    a_life(by=ruth)
    far = a_system(by=amy, name="Far away")
    near = others_near(Reader.of(ruth), system)
    assert set(near) == {place, other, team}
    assert far not in near


def test_nothing_here_can_rank_a_way_of_seeing_it() -> None:
    """No vote, weight, score, order or merging: there is nowhere to write one down."""
    assert {field.name for field in Perspective._meta.get_fields()} == {
        "entry",
        "insight",
        "of_whom",
    }
    assert {field.name for field in Insight._meta.get_fields()} == {"entry", "perspectives"}
