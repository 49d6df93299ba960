"""A number in a form is read as it was meant, or asked again."""

import pytest
from django.core.exceptions import ValidationError

from alongside.learning.experiments.forms.numbers import Figure

SIZE = Figure(label="By at most", required=False)
MANY = Figure(label="How many", required=False, whole=True)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12,5", 12.5), ("12.5", 12.5), ("0,5", 0.5), (".5", 0.5), ("1200", 1200), ("1 200", 1200),
     ("1,200.50", 1200.5), ("1.200,50", 1200.5), ("0.125", 0.125), ("", None)],
)  # fmt: skip
def test_a_decimal_comma_is_one(typed: str, number: float | None) -> None:
    assert SIZE.clean(typed) == number


@pytest.mark.parametrize("typed", ["1,200", "1.200", "12,125", "1,234,5,6", "3.125"])
def test_what_could_be_two_numbers_is_asked_again(typed: str) -> None:
    with pytest.raises(ValidationError):
        SIZE.clean(typed)


def test_it_is_said_how_to_write_it() -> None:
    with pytest.raises(ValidationError, match=r"two ways\. Write 1\.2 or 1200"):
        SIZE.clean("1,200")


@pytest.mark.parametrize("typed", ["1_0", "1e3", "inf", "nan", "-3", "٣", "3 to 6", "9" * 14])
def test_what_is_no_size_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match=r"like 3 or 0\.5"):
        SIZE.clean(typed)


def test_how_many_are_whole() -> None:
    assert MANY.clean("12") == 12
    with pytest.raises(ValidationError, match="whole number"):
        MANY.clean("12,5")


@pytest.mark.parametrize("number", [12.5, 3.125, 0.125, 1200.0, 125_000_000.0, 1e-9, 1234567.25])
def test_what_is_written_back_is_the_same_number(number: float) -> None:
    assert SIZE.clean(SIZE.prepare_value(number)) == number
