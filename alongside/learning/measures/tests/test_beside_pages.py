"""The pages of what is written beside a chart, and of limits held still or set anew."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django.asserts import assertRedirects

from alongside.foundation.logbook.models import Because
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import System
from alongside.learning.measures.models import Aside, Freeze, Measure, Note, Reset
from alongside.learning.measures.testing import a_measure

from .pages import HOSTILE, day, url

pytestmark = pytest.mark.django_db
ANSWERS = {
    "starts": "2024-08-01",
    "differently": "Lower for nine months.",
    "reason": "We sit down together.",
    "desirable": "People have their money.",
    "expected": "It is how we all work.",
}
ALL_YES = {
    name: "on" for name in ("differently_yes", "reason_yes", "desirable_yes", "expected_yes")
}


def test_a_note_is_written(client: Client, measure: Measure) -> None:
    assert client.get(url("write_note", measure)).status_code == 200
    said = {"words": "We moved."} | day("on", date(2024, 3, 3))
    client.post(url("write_note", measure), said)
    note = Note.objects.get()
    assert note.on == date(2024, 3, 3)
    assertRedirects(
        client.get(url("note", note)),
        f"{url('measure', measure)}#{note.pk}",
        fetch_redirect_response=False,
    )
    refused = client.post(url("write_note", measure), {"words": ""})
    assert refused.status_code == 422


def test_a_point_is_set_aside(client: Client, measure: Measure) -> None:
    page = client.get(url("set_aside", measure), {"period": "2024-02-01"})
    assert page.context["form"]["period"].value() == "2024-02-01"
    client.post(url("set_aside", measure), {"period": "2024-02-01", "words": "Flood."})
    assert Aside.objects.get().period == date(2024, 2, 1)
    for period in ("2024-02-01", "1999-01-01", HOSTILE, ""):
        said = {"period": period, "words": "Again."}
        assert client.post(url("set_aside", measure), said).status_code == 422
    aside = Aside.objects.get()
    assert client.get(url("aside", aside)).status_code == 302


def test_limits_are_held_still_for_something_tried(
    client: Client, ruth: Person, measure: Measure
) -> None:
    from alongside.learning.measures.tests.test_charting import tried

    entry = tried(measure.entry.system, [measure.entry], ruth, "Sit down first.")
    page = client.get(url("hold_still", measure))
    assert "Sit down first." in page.text
    said = {"base_until": "2024-12-01", "words": "It begins.", "because": str(entry.pk)}
    client.post(url("hold_still", measure), said)
    freeze = Freeze.objects.get()
    assert freeze.base_until == date(2024, 12, 1)
    assert set(Because.objects.filter(entry=freeze.pk).values_list("of", flat=True)) == {
        entry.pk,
        measure.pk,
    }
    assert client.get(url("freeze", freeze)).status_code == 302
    assert client.post(url("hold_still", measure), said | {"words": ""}).status_code == 422
    stranger = said | {"because": str(uuid4())}
    assert client.post(url("hold_still", measure), stranger).status_code == 422


def test_limits_are_set_anew_and_signed(client: Client, ruth: Person, measure: Measure) -> None:
    assert "You sign this as Ruth" in client.get(url("set_anew", measure)).text
    client.post(url("set_anew", measure), ANSWERS | ALL_YES)
    reset = Reset.objects.get()
    page = client.get(url("reset", reset))
    assert "Signed by Ruth" in page.text
    assert "It is how we all work." in page.text
    assert len(page.context["before"].analysis.stretches) == 1
    assert len(page.context["chart"].analysis.stretches) == 2


@pytest.mark.parametrize("left_out", sorted(ALL_YES))
def test_limits_stay_where_one_is_not_a_yes(
    client: Client, measure: Measure, left_out: str
) -> None:
    ticked = {name: on for name, on in ALL_YES.items() if name != left_out}
    refused = client.post(url("set_anew", measure), ANSWERS | ticked)
    assert refused.status_code == 422
    assert "The limits stay as they are" in refused.text
    assert not Reset.objects.exists()


def test_limits_are_not_set_anew_without_words(client: Client, measure: Measure) -> None:
    refused = client.post(url("set_anew", measure), ANSWERS | ALL_YES | {"reason": ""})
    assert refused.status_code == 422
    assert "leave the limits as they are" in refused.text
    first = client.post(url("set_anew", measure), ANSWERS | ALL_YES | {"starts": "2024-01-01"})
    assert first.status_code == 422, "there is nothing before it"


def test_pages_about_points_say_when_there_are_none(
    client: Client, ruth: Person, system: System
) -> None:
    empty = a_measure(system, by=ruth)
    for page in ("set_aside", "hold_still", "set_anew", "keep_chart"):
        shown = client.get(url(page, empty))
        assert shown.status_code == 200
        assert '<form method="post" novalidate' not in shown.text
    assert client.post(url("keep_chart", empty)).status_code == 422
