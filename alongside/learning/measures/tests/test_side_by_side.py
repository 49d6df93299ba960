"""Small charts side by side: the same month stands at the same place on each."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Reader
from alongside.foundation.systems.testing import a_system
from alongside.learning.measures.charts import Analysis, Point, Settings, analyse
from alongside.learning.measures.charts.drawing import svg
from alongside.learning.measures.charts.plot import SMALL, Plot, in_common
from alongside.learning.measures.rules.chart import side_by_side
from alongside.learning.measures.rules.charting import charts_of
from alongside.learning.measures.testing import a_measure, months, some_points

VALUES = [3.0, 5, 2, 6, 4, 1, 5, 3, 6, 2, 4, 5]


def read(days: list[date], by: float = 1.0) -> Analysis:
    values = (VALUES * 100)[: len(days)]
    points = [Point(day, y * by) for day, y in zip(days, values, strict=True)]
    return analyse(points, Settings())


def test_a_month_stands_at_the_same_place_on_each() -> None:
    long, short = read(months(24)), read(months(6, date(2025, 3, 1)), by=1_000)
    axis = in_common([(long, ""), (short, "%")])
    assert axis is not None
    assert (axis.first, axis.last) == (date(2024, 1, 1), date(2025, 12, 1))
    one, other = (Plot(a, SMALL, (), "", None, axis) for a in (long, short))
    day = date(2025, 5, 1)
    assert one.x_of(day) == other.x_of(day)
    assert one.right == other.right
    for analysis in (long, short):
        drawn = svg(analysis, title="It", size="small", axis=axis)
        assert re.findall(r">(\w{3} \d{4})<", drawn) == ["Jan 2024", "Dec 2025"]


def test_one_alone_has_an_axis_of_its_own() -> None:
    assert in_common([]) is None
    assert in_common([(read(months(24)), "")]) is None
    assert in_common([(read(months(1)), ""), (read(months(1)), "")]) is None


def test_none_is_pressed_together_until_it_cannot_be_read() -> None:
    daily = [date(2025, 1, 1) + timedelta(days=n) for n in range(90)]
    assert in_common([(read(months(120)), ""), (read(daily), "")]) is None
    assert in_common([(read(months(12, date(2025, 1, 1))), ""), (read(daily[::7]), "")])


@pytest.mark.django_db
def test_a_family_is_drawn_so_and_a_chart_alone_is_not(client: Client) -> None:
    ruth = a_person("Ruth")
    table = a_system(by=ruth)
    family = [a_measure(table, by=ruth, name=name) for name in ("Days", "Calls", "Nothing yet")]
    some_points(family[0], VALUES * 2, by=ruth)
    some_points(family[1], VALUES, by=ruth, since=date(2025, 1, 1))
    client.force_login(ruth)
    page = client.get(reverse("measures:measures", args=[table.pk])).text
    assert page.count(">Jan 2024<") == page.count(">Dec 2025<") == 2
    assert "Jan 2024" not in client.get(family[1].get_absolute_url()).text
    charts = side_by_side(charts_of(Reader.of(ruth), family))
    assert "Jan 2024" in charts[1].small
    assert "Jan 2024" not in charts[1].narrow
