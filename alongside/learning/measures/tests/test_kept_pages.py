"""The pages of charts that were kept."""

import pytest
from django.test import Client
from django.utils import timezone

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Audience, Entry, Reach
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat
from alongside.learning.measures import actions
from alongside.learning.measures.models import KeptChart, Measure, Shape
from alongside.learning.measures.testing import a_measure, a_note, some_points

from .pages import url

pytestmark = pytest.mark.django_db


def test_a_chart_is_kept_and_drawn_again(client: Client, ruth: Person, measure: Measure) -> None:
    address = url("keep_chart", measure)
    assert client.get(f"{address}?rules=mdc").context["chart"].rules == "mdc"
    client.post(f"{address}?rules=mdc", {"words": "When we decided."})
    kept = KeptChart.objects.get()
    some_points(measure, [99.0], by=ruth)
    page = client.get(url("chart", kept))
    assert page.context["again"].same
    assert page.context["chart"].points[0].y == 20.0
    assert "When we decided." in page.text
    assert "every point, limit and label is as it was" in page.text


def test_a_kept_chart_says_if_it_is_not_the_same(
    client: Client, ruth: Person, measure: Measure
) -> None:
    kept = actions.keep_chart(measure=measure, by=ruth)
    kept.results["points"][0]["y"] = 4321.5
    kept.save()
    page = client.get(url("chart", kept)).text
    assert "does not come out as it was kept" in page
    assert "4321.5" in page


def test_a_kept_chart_does_not_tell_what_is_too_small_now(
    client: Client, ruth: Person, system: System
) -> None:
    counted = a_measure(system, by=ruth, shape=Shape.COUNT, counts_people=True)
    some_points(counted, [40, 30, 7], by=ruth)
    kept = actions.keep_chart(measure=counted, by=ruth)
    kept.results["points"][2]["y"] = 4321.5
    kept.save()
    some_small = url("chart", kept)
    from alongside.foundation.systems.models import Place

    Place.objects.update_or_create(pk=1, defaults={"system": system, "smallest": 10})
    page = client.get(some_small).text
    assert "does not come out as it was kept" in page
    assert "4321.5" not in page


@pytest.mark.parametrize("far", ["9999-12-31", "0001-01-01"])
def test_a_day_far_off_is_drawn_all_the_same(client: Client, measure: Measure, far: str) -> None:
    for page in ("measure", "keep_chart"):
        assert client.get(url(page, measure) + f"?known={far}").status_code == 200


def test_a_kept_chart_that_is_not_yours_is_not_named(
    client: Client, ruth: Person, system: System, measure: Measure
) -> None:
    kerry, hers = a_person("Kerry"), Client()
    a_seat(system, by=ruth, person=kerry)
    hers.force_login(kerry)
    kept = actions.keep_chart(measure=measure, by=ruth, words="For the few.")
    assert "For the few." in hers.get(url("measure", measure)).text
    Audience.objects.filter(entry=kept.pk).update(reach=Reach.US)
    assert "For the few." not in hers.get(url("measure", measure)).text
    assert "For the few." in client.get(url("measure", measure)).text


def test_what_was_taken_back_leads_nowhere(client: Client, ruth: Person, measure: Measure) -> None:
    kept = actions.keep_chart(measure=measure, by=ruth)
    note = a_note(measure, by=ruth)
    logbook.withdraw(entry=note.entry, by=ruth)
    assert client.get(url("note", note)).status_code == 410
    Entry.objects.filter(pk=measure.pk).update(withdrawn_at=timezone.now(), title="")
    shown = client.get(url("chart", kept))
    assert shown.status_code == 200
    assert "in words" in shown.text
