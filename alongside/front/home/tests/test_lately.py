"""Days are said in the language of whoever reads."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from alongside.foundation.logbook.models import Entry
from alongside.front.home.lately import day_ahead, day_said, told


@pytest.mark.parametrize(
    ("language", "month", "day"),
    [("en-gb", "March 2026", "5 March 2026"), ("cy", "Mawrth 2026", "5 Mawrth 2026")],
)
def test_an_entry_says_its_day(language: str, month: str, day: str) -> None:
    with translation.override(language):
        assert Entry(on=date(2026, 3, 5), month_only=True).when == month
        assert Entry(on=date(2026, 3, 5)).when == day


def test_a_day_near_today_has_a_name() -> None:
    some = timezone.localdate() - timedelta(days=3)
    english = f"{some:%A}"
    assert day_said(some) == english
    assert english in day_ahead(some + timedelta(days=7))
    with translation.override("cy"):
        assert day_said(some) != english


def test_a_day_further_off_has_its_date() -> None:
    assert day_said(date(2020, 3, 5)) == "5 March 2020"


def test_what_was_told_long_ago_is_not_of_the_day_it_was_written_down() -> None:
    heard = date(2020, 3, 5)
    assert told(Entry(on=heard)) == "5 March 2020"
    assert told(Entry()) == "today"
    assert told(Entry(on=heard, month_only=True)) == "March 2020"
