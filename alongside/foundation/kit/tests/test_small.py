import doctest

import pytest

from alongside.foundation.kit import small


def test_what_it_says_of_itself_is_so() -> None:
    assert doctest.testmod(small).failed == 0


@pytest.mark.parametrize(
    ("count", "out_of", "hidden"),
    [
        (0, None, False),
        (1, None, True),
        (4, None, True),
        (5, None, False),
        (4, 40, True),  # four could be known
        (36, 40, True),  # and so could the other four
        (0, 40, False),
        (40, 40, False),
        (0, 4, True),  # of four, "none" tells of each of them
        (4, 4, True),
        (5, 10, False),
        (20, 40, False),
    ],
)
def test_a_number_that_could_be_somebody_is_hidden(
    count: float, out_of: float | None, hidden: bool
) -> None:
    assert small.tells_of_few(count, out_of) is hidden


def test_a_place_may_hide_more() -> None:
    assert not small.tells_of_few(7)
    assert small.tells_of_few(7, smallest=10)
    assert small.fewer_than(10) == "fewer than 10"


def test_of_so_many_out_of_so_many_it_is_not_said_which_are_few() -> None:
    assert small.fewer_than(5, out_of=True) == "too few people to say"
