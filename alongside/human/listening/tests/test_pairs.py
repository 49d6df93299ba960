"""Two by two: nobody twice, nobody with whom they said not, and worth as much as can be."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.human.listening.pairs import (
    ELSEWHERE,
    MENDING,
    NEW,
    STANDING,
    Between,
    Listener,
    paired,
    worth,
)

IDS = "abcdefgh"
twos = st.frozensets(st.sampled_from([frozenset(two) for two in combinations(IDS, 2)]))
betweens = st.builds(Between, never=twos, mending=twos, been=twos)


@st.composite
def some_listeners(draw: st.DrawFn) -> list[Listener]:
    some = draw(st.lists(st.sampled_from(IDS), unique=True, max_size=len(IDS)))
    return [
        Listener(
            one,
            standing=draw(st.sampled_from(["served", "worker", "manager"])),
            words=draw(st.sampled_from(["", "cleaner", "Cleaner ", "chief executive"])),
            belongs=draw(st.frozensets(st.sampled_from(["council", "shelter"]))),
        )
        for one in some
    ]


def every_way(people: Sequence[Listener]) -> Iterator[list[tuple[Listener, Listener]]]:
    """Every way to put some of them two by two."""
    if len(people) < 2:
        yield []
        return
    first, rest = people[0], people[1:]
    yield from every_way(rest)
    for number, other in enumerate(rest):
        for way in every_way([*rest[:number], *rest[number + 1 :]]):
            yield [(first, other), *way]


@settings(max_examples=60, deadline=None)
@given(some_listeners(), betweens)
def test_it_is_worth_as_much_as_any_way_could_be(people: list[Listener], between: Between) -> None:
    by_id = {one.id: one for one in people}
    found = sum(worth(by_id[a], by_id[b], between) for a, b in paired(people, between))
    best = max(sum(worth(a, b, between) for a, b in way) for way in every_way(people))
    assert found == best


@given(some_listeners(), betweens)
def test_nobody_is_in_two_pairs_and_nobody_goes_with_whom_they_said_not(
    people: list[Listener], between: Between
) -> None:
    found = paired(people, between)
    there = [one for two in found for one in two]
    assert len(there) == len(set(there))
    assert set(there) <= {one.id for one in people}
    assert not [two for two in found if frozenset(two) in between.never]


@given(some_listeners(), betweens, st.randoms())
def test_it_does_not_matter_in_what_order_they_said_so(
    people: list[Listener], between: Between, by_chance: object
) -> None:
    shuffled = list(people)
    by_chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert paired(shuffled, between) == paired(people, between)


def two() -> tuple[Listener, Listener]:
    return Listener("a", "manager", "chief executive"), Listener("b", "worker", "cleaner")


def test_what_two_are_worth() -> None:
    one, other = two()
    both = frozenset({"a", "b"})
    assert worth(one, other, Between()) == STANDING + ELSEWHERE + NEW
    assert worth(one, other, Between(been=[both])) == STANDING + ELSEWHERE
    assert worth(one, other, Between(mending=[both])) == STANDING + MENDING + ELSEWHERE + NEW
    assert worth(one, other, Between(mending=[both], never=[both])) == 0


@pytest.mark.parametrize("words", ["chief executive", "Chief  Executive"])
def test_two_who_do_the_same_are_no_pair(words: str) -> None:
    one, _other = two()
    assert worth(one, Listener("b", "worker", words), Between()) == 0


def test_two_who_stand_alike_are_a_pair_only_to_mend_something() -> None:
    one, other = Listener("a", "manager", "housing"), Listener("b", "manager", "revenues")
    assert worth(one, other, Between()) == 0
    mending = Between(mending=[frozenset({"a", "b"})])
    assert worth(one, other, mending) == MENDING + ELSEWHERE + NEW
    assert paired([one, other], mending) == [("a", "b")]


def test_those_who_stay_at_home_are_the_fewest_worth() -> None:
    """Four who can all be paired are, though one pair alone would be worth more than another."""
    people = [
        Listener("a", "manager", belongs=frozenset({"x"})),
        Listener("b", "worker", belongs=frozenset({"y"})),
        Listener("c", "manager", belongs=frozenset({"y"})),
        Listener("d", "served", belongs=frozenset({"x"})),
    ]
    assert len(paired(people, Between())) == 2
