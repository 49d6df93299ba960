"""What the demo says can be told on any day of the year, and in the words of the practice."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from alongside.front.home.demo import place, reading
from alongside.front.home.demo.clock import Unsayable, at, day_of
from tests.test_architecture import NEVER

A_YEAR = [date(2026, 1, 1) + timedelta(days=days) for days in range(0, 366, 3)]
WEDNESDAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("yesterday", date(2026, 3, 3)),
        ("5 days ago", date(2026, 2, 27)),
        ("1 day ago", date(2026, 3, 3)),
        ("2 weeks ago", date(2026, 2, 17)),
        ("1 month ago", date(2026, 2, 5)),
        ("in 4 days", date(2026, 3, 8)),
        ("in 2 weeks", date(2026, 3, 18)),
    ],
)
def test_days_are_said_in_words(said: str, day: date) -> None:
    assert day_of(said, WEDNESDAY) == day


@pytest.mark.parametrize("said", ["", "soon", "2 fortnights ago", "3 March 2026", "-1 days ago"])
def test_another_way_of_saying_a_day_is_not_guessed_at(said: str) -> None:
    with pytest.raises(Unsayable, match="is not a day"):
        day_of(said, WEDNESDAY)


def test_weeks_ago_people_were_at_work() -> None:
    days = [day_of(f"{weeks} weeks ago", today) for weeks in range(2, 50) for today in A_YEAR]
    assert {day.weekday() for day in days} == {0, 1, 2, 3, 4}


def test_the_clock_is_set_back_and_goes_on() -> None:
    then = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
    with at(then):
        assert timezone.now() == then
        assert timezone.localdate() == then.date()
    assert timezone.now() > then


def _named(said: reading.Said) -> Iterator[str]:
    yield from said.get("because", [])
    yield from said["to"] if said["what"] == "news" else []
    yield from (said[key] for key in ("visit", "story") if key in said)
    if "of" in said and said["what"] != "ask":
        yield said["of"]
    if said["what"] == "plan":
        yield from [said["main"], *said["balancing"], *said["process"]]


@pytest.mark.parametrize("today", A_YEAR, ids=str)
def test_nothing_is_spoken_of_before_it_happens(today: date) -> None:
    begun, called = set[str](), set[str]()
    for step in reading.steps(today):
        assert step.moment.date() == step.day < today, step
        if step.what == "found":
            assert set(step.said.get("within", [])) <= begun, step
            begun.add(step.system)
        if step.what not in {"welcome", "organise", "join", "found", "sit"}:
            assert set(_named(step.said)) <= called, step
            called.add(step.said.get("called", ""))


def test_everything_that_happens_is_something_we_can_make() -> None:
    what = {step.what for step in reading.steps(WEDNESDAY)}
    assert {name for name in what if not hasattr(place.Demo, f"_{name}")} == set()


def test_everybody_has_an_address_of_their_own_that_nobody_has() -> None:
    addresses = [place.address_of(person["name"]) for person in reading.read("people")["person"]]
    assert len(set(addresses)) == len(addresses)
    assert all(address.endswith("@demo.invalid") for address in addresses)


def test_twenty_organisations_signed_and_sixteen_systems_are_at_work_in_plymouth() -> None:
    organisations = reading.read("people")["organisation"]
    assert len([one for one in organisations if one.get("alliance")]) == 20
    systems = [one for name in reading.FILES for one in reading.read(name)["system"]]
    of_plymouth = [s for s in systems if "Plymouth" in s.get("within", [])]
    assert len([s for s in of_plymouth if s["scale"] == "place"]) == 16
    assert all(system["purpose"] and system["said_by"] for system in systems)


@pytest.mark.parametrize("name", ["people", *reading.FILES, *reading.BESIDE])
def test_the_words_of_the_practice_are_used(name: str) -> None:
    assert NEVER.findall((reading.HERE / f"{name}.toml").read_text()) == []
