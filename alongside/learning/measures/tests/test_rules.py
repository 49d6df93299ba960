import pytest

from alongside.foundation.logbook.models import Reach
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Scale
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.learning.measures import rules
from alongside.learning.measures.testing import a_measure

pytestmark = pytest.mark.django_db
ANYBODY = ("can_note", "can_set_aside", "can_freeze", "can_keep_chart")
HOLDERS = ("can_count_people", "can_define", "can_reset", "can_stop")


def test_anybody_around_a_table_begins(ruth: Person) -> None:
    system, kerry = a_system(by=ruth), a_person("Kerry")
    assert not rules.can_begin(kerry, system)
    a_seat(system, by=ruth, person=kerry)
    assert rules.can_begin(kerry, system)


def test_nobody_begins_in_a_life(ruth: Person) -> None:
    life = a_life(by=ruth)
    assert not rules.can_begin(ruth, life)
    assert not rules.can_begin_aid(ruth, life)


@pytest.mark.parametrize(
    ("scale", "may"),
    [
        (Scale.TEAM, False),
        (Scale.ORGANISATION, False),
        (Scale.PLACE, True),
        (Scale.COUNTRY, True),
    ],
)
def test_aids_are_of_places_and_countries(ruth: Person, scale: Scale, may: bool) -> None:
    assert rules.can_begin_aid(ruth, a_system(by=ruth, scale=scale)) is may


@pytest.mark.parametrize("rule", [*ANYBODY, *HOLDERS])
def test_who_may_write_beside_it(ruth: Person, rule: str) -> None:
    system, kerry, eve = a_system(by=ruth), a_person("Kerry"), a_person("Eve")
    a_seat(system, by=ruth, person=kerry)
    measure = a_measure(system, by=ruth)
    may = getattr(rules, rule)
    assert may(ruth, measure)
    assert may(kerry, measure) is (rule in ANYBODY)
    assert not may(eve, measure)


@pytest.mark.parametrize("rule", HOLDERS)
def test_whoever_began_it_holds_it_too(ruth: Person, rule: str) -> None:
    system, kerry = a_system(by=ruth), a_person("Kerry")
    a_seat(system, by=ruth, person=kerry)
    measure = a_measure(system, by=kerry)
    assert getattr(rules, rule)(kerry, measure)
    assert getattr(rules, rule)(ruth, measure), "she holds the table"


@pytest.mark.parametrize("rule", [*ANYBODY, *HOLDERS])
def test_another_table_reads_it_and_writes_nothing(ruth: Person, rule: str) -> None:
    kerry = a_person("Kerry")
    system, housing = a_system(by=ruth), a_system(by=kerry, name="Housing")
    for_all = a_measure(system, by=ruth, reach=Reach.ANYONE, others=[housing])
    assert not getattr(rules, rule)(kerry, for_all)


@pytest.mark.parametrize("rule", [*ANYBODY, *HOLDERS])
def test_what_is_for_the_few_is_theirs_to_write_beside(ruth: Person, rule: str) -> None:
    system, kerry = a_system(by=ruth), a_person("Kerry")
    a_seat(system, by=ruth, person=kerry)
    measure = a_measure(system, by=ruth, reach=Reach.US)
    assert getattr(rules, rule)(ruth, measure)
    assert not getattr(rules, rule)(kerry, measure)
