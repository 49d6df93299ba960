import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.foundation.people.testing import a_person
from alongside.foundation.systems import actions, tree
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_system


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), unique=True, max_size=30))
def test_every_system_is_in_the_list_and_every_link_is_one_row(
    pairs: list[tuple[int, int]],
) -> None:
    """Links from a larger number to a smaller one: whatever they are, they make no loop."""
    systems = [System(scale="team") for _n in range(12)]
    links = [(systems[inner].pk, systems[outer].pk) for inner, outer in pairs if inner > outer]
    rows = tree.grow(systems, links)
    roots = len(systems) - len({inner for inner, _outer in links})
    assert {row.system.pk for row in rows} == {system.pk for system in systems}
    assert len(rows) == roots + len(links)
    assert sum(row.opens for row in rows) == 1 + sum(len(row.closes) for row in rows)
    assert [row.holds for row in rows] == [after.opens for after in rows[1:]] + [False]


def test_the_list_is_of_nothing_where_there_is_nothing() -> None:
    assert tree.grow([], []) == []


@pytest.mark.django_db
def test_a_life_is_in_no_list() -> None:
    ruth = a_person("Ruth")
    life, place = a_life(by=ruth, name="Rosa"), a_system(by=ruth, name="Gateshead")
    actions.place_within(inner=life, outer=place, by=ruth)
    assert [system.pk for system in tree.named()] == [place.pk]
    assert tree.links() == []
    assert tree.named("rosa") == []


@pytest.mark.django_db
def test_a_system_is_found_by_its_name_and_its_purpose() -> None:
    a_system(name="Council tax", purpose="Steady my life")
    a_system(name="Parks", purpose="Room to breathe")
    assert [system.name for system in tree.named("LIFE tax")] == ["Council tax"]
    assert [system.name for system in tree.named("")] == ["Council tax", "Parks"]
