"""The chart of one plan, where another holds the limits of the same measure still as well."""

from datetime import date

import pytest

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Reader
from alongside.foundation.systems.testing import a_system
from alongside.learning.measures import actions
from alongside.learning.measures.models import Measure
from alongside.learning.measures.rules.charting import LIMITS, Chart, chart_of, held_at
from alongside.learning.measures.rules.keeping import replayed
from alongside.learning.measures.testing import a_freeze, a_measure, a_reset, some_points

pytestmark = pytest.mark.django_db
MANY = [20.0, 22.0, 19.0, 21.0, 23.0, 18.0, 20.5, 21.5, 19.5, 22.5, 20.0, 21.0, 19.0, 23.0]


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def measure(ruth: Person) -> Measure:
    return a_measure(a_system(by=ruth), by=ruth)


@pytest.fixture
def days(measure: Measure, ruth: Person) -> list[date]:
    """Two plans: the first held at the 14th point; the second at the 28th, of twelve."""
    days = some_points(measure, [*MANY, *[value - 10 for value in MANY], *MANY[:6]], by=ruth)
    a_freeze(measure, base_until=days[13], by=ruth)
    a_reset(measure, starts=days[14], by=ruth)
    actions.freeze(measure=measure, base_until=days[27], base=12, words="We go on.", by=ruth)
    return days


def stretches(chart: Chart) -> list[tuple[int, int, int]]:
    assert chart.analysis is not None
    return [(each.first, each.last, each.base) for each in chart.analysis.stretches]


def test_a_later_plan_cuts_nothing_of_an_earlier_one(
    measure: Measure, ruth: Person, days: list[date]
) -> None:
    chart = chart_of(Reader.of(ruth), measure, rules=LIMITS)
    assert stretches(chart) == [(0, 13, 14), (14, 15, 0), (16, 33, 12)]
    first = held_at(chart, days[13])
    assert (first.settings.held, first.settings.since) == ((days[13],), ())
    assert stretches(first) == [(0, 13, 14), (14, 33, 20)]


def test_an_earlier_plan_keeps_its_limits_beside_a_later_one(
    measure: Measure, ruth: Person, days: list[date]
) -> None:
    chart = chart_of(Reader.of(ruth), measure, rules=LIMITS)
    for since in (None, days[16]):
        second = held_at(chart, days[27], since)
        assert (second.settings.held, second.settings.since) == ((days[13], days[27]), (days[16],))
        assert stretches(second) == stretches(chart)
    assert held_at(chart, days[27], days[15]).settings.since == (days[15],)


def test_it_is_kept_and_drawn_again_so(measure: Measure, ruth: Person, days: list[date]) -> None:
    kept = actions.keep_chart(measure=measure, by=ruth, read=LIMITS, held=days[13])
    assert stretches(replayed(Reader.of(ruth), kept).chart) == [(0, 13, 14), (14, 33, 20)]
    assert replayed(Reader.of(ruth), kept).same
