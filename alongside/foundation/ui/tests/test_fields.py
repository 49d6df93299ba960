from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from alongside.foundation.ui.fields import (
    Choice,
    Day,
    Email,
    Line,
    Pick,
    Several,
    Words,
    Yes,
)

FIELDS = [
    Line(),
    Words(draft="x"),
    Email(),
    Choice(choices=[("a", "A")]),
    Several(choices=[("a", "A")]),
    Pick(choices=[("a", "A")]),
    Day(),
    Yes(),
]
HOSTILE: list[Any] = [
    "\x00",
    "a\x00b",
    "\u202eolleh",
    "<script>alert(1)</script>",
    "=1+1",
    "x" * 100_000,
    "\u0301" * 50_000,
    "\ud800",
    "²",
    [],
    ["a", ["b"]],
    ["\x00", "²", "99999999999999999999"],
    {"a": 1},
    object(),
    b"\xff",
    -1,
    1e308,
    True,
    None,
]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: type(field).__name__)
@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:20])
def test_whatever_is_sent_ends_in_an_answer_or_a_sentence(field: forms.Field, value: Any) -> None:
    with suppress(ValidationError):
        field.clean(value)


@given(st.text())
def test_words_come_out_without_control_or_reordering_characters(typed: str) -> None:
    words = Words(required=False).clean(typed)
    assert not {"\x00", "\u202e", "\u2066", "\r"} & set(words)


def said_of(field: forms.Field, value: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return str(refused.value.messages[0])


def test_too_long_says_how_long_it_was() -> None:
    field = Words(called="Your story")
    said = said_of(field, "x" * 5_120)
    assert said == "Your story must be 4,000 characters or fewer. You have typed 5,120."


def test_nothing_written_says_what_to_write() -> None:
    assert said_of(Words(missing="Write what you heard"), " \n ") == "Write what you heard"


def test_words_keep_their_lines_and_a_line_has_none() -> None:
    assert Words().clean("one\r\ntwo") == "one\ntwo"
    assert Line().clean(" one\r\n two ") == "one two"


def test_an_answer_that_was_not_offered_is_asked_for_again() -> None:
    field = Choice(choices=[("a", "A")], missing="Choose how it may be used")
    assert said_of(field, "b") == "Choose how it may be used"


def test_several_answers_come_once_each() -> None:
    field = Several(choices=[("a", "A"), ("b", "B")])
    assert field.clean(["a", "b", "a"]) == ["a", "b"]


def test_what_can_be_picked_may_be_set_later() -> None:
    field = Pick(nothing="Nobody yet")
    field.offer([("1", "Joan")])
    assert field.clean("1") == "1"
    assert ("", "Nobody yet") in field.widget.choices


@pytest.mark.parametrize(
    "boxes",
    [["3", "3", "2026"], ["03", "03", "2026"], ["3", "March", "2026"], ["3", "mar", "2026"]],
)
def test_a_day_may_be_written_in_several_ways(boxes: list[str]) -> None:
    assert Day().clean(boxes) == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        (["", "3", "2026"], "The date must have a day"),
        (["3", "", "2026"], "The date must have a month"),
        (["3", "3", ""], "The date must have a year"),
        (["3", "3", "26"], "The year must be four figures, like 2026"),
        (["31", "2", "2026"], "The date must be a real date"),
        (["3", "²", "2026"], "The date must be a real date"),
        (["", "", ""], "Write the date"),
    ],
)
def test_a_day_says_which_part_is_wrong(boxes: list[str], sentence: str) -> None:
    assert said_of(Day(), boxes) == sentence


def test_a_day_in_the_past_cannot_be_tomorrow() -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    boxes = [str(tomorrow.day), str(tomorrow.month), str(tomorrow.year)]
    assert said_of(Day(past=True), boxes) == "The date must be today or before"
    assert Day().clean(boxes) == tomorrow


def test_an_address_that_is_none_says_what_one_looks_like() -> None:
    assert said_of(Email(), "joan") == "Write an e-mail address like name@example.org"
    assert Email(required=False).clean("") == ""
