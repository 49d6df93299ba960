"""Drafts of what offices ask for, from what was already said."""

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat
from alongside.human.lives import actions, drafting
from alongside.human.lives.drafting import Said, Unusable, draft, known_of, read
from alongside.human.lives.testing import a_life_with

RETURNS = Path(drafting.__file__).parent / "returns"
SMALL = """
name = "A return"
for_whom = "an office"
[[asked]]
code = "home"
label = "Where"
kind = "one"
[[asked.answers]]
code = "hostel"
label = "A hostel"
said = ["hostel"]
[[asked.answers]]
code = "flat"
label = "A flat"
said = ["council flat"]
[[asked]]
code = "needs"
label = "Needs"
kind = "several"
[[asked.answers]]
code = "sleep"
label = "Sleep"
said = ["sleep"]
[[asked.answers]]
code = "rent"
label = "Rent"
said = ["rent"]
[[asked]]
code = "name"
label = "Name"
from = "known.name"
"""


def small(folder: Path, text: str = SMALL) -> drafting.Return:
    path = folder / "small.toml"
    path.write_text(text, encoding="utf-8")
    return read(path)


# --- the calculation -----------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["hclic", "ndtms"])
def test_the_lists_that_come_with_it_are_honest(slug: str) -> None:
    asked = read(RETURNS / f"{slug}.toml")
    assert "not all that is asked for" in asked.not_all
    assert all(each.confirmed_by for each in asked.asked)


def test_a_draft_says_where_it_came_from(tmp_path: Path) -> None:
    said = [Said("3 March 2026", "I sleep in a hostel now. The rent was too much.")]
    known = known_of("Rosa Hall", "1984-03-09", "NE8 1AA", "2026-03-01")
    home, needs, name = draft(small(tmp_path), known, said)
    assert home.value == "hostel"
    assert home.quotes == (Said("3 March 2026", "I sleep in a hostel now."),)
    assert needs.value == ["sleep", "rent"]
    assert len(needs.quotes) == 2
    assert (name.value, name.known) == ("Rosa Hall", True)


def test_what_points_two_ways_is_shown_and_not_put_forward(tmp_path: Path) -> None:
    said = [Said("1 May 2026", "I was in a hostel.\nNow it is a council flat.")]
    home = draft(small(tmp_path), {}, said)[0]
    assert home.value == ""
    assert len(home.quotes) == 2


def test_what_is_said_not_to_be_so_is_not_drafted(tmp_path: Path) -> None:
    said = [Said("1 May 2026", "I never lived in a hostel. I don’t sleep. hostels")]
    home, needs, name = draft(small(tmp_path), {}, said)
    assert (home.value, needs.value, name.value) == ("", [], "")


def test_a_name_in_one_word_is_a_first_name() -> None:
    assert known_of("Rosa", "", "", "")["known.last"] == ""
    assert known_of("", "", "", "")["known.first_initial"] == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name = ", "cannot be read"),
        ("name = 'A'\nfor_whom = 'B'", "lacks 'asked'"),
        (SMALL.replace('kind = "one"', 'kind = "two"'), "“two”"),
        (SMALL.replace("known.name", "worker.name"), "worker.name"),
        (SMALL.replace('kind = "one"', ""), "answers"),
        (SMALL.replace('code = "name"', 'code = "home"'), "the same code"),
        ("name = 'A'\nfor_whom = 'B'\nasked = 3", "wrong place"),
    ],
)
def test_a_list_that_cannot_be_used_says_why(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(Unusable, match=why):
        small(tmp_path, text)


# --- the pages -----------------------------------------------------------------------------------


@pytest.fixture
def ruth(db: None) -> Person:
    return a_person("Ruth")


@pytest.fixture
def life(ruth: Person) -> System:
    life = a_life_with(ruth)
    actions.know_by(life=life, by=ruth, name="Rosa Hall", born=date(1984, 3, 9), postcode="NE8 1AA")
    an_entry(life, by=ruth, words="She sleeps in a hostel by the river.")
    return life


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def at(name: str, *args: Any) -> str:
    return reverse(f"lives:{name}", args=args)


def queries(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


CHECKED = {
    "asked_first_name": "Rosa",
    "asked_last_name": "=1+1",
    "asked_date_of_birth_0": "9",
    "asked_date_of_birth_1": "3",
    "asked_date_of_birth_2": "1984",
    "asked_accommodation": "social_supported",
    "checked": "on",
}


def test_a_return_is_drafted_with_where_it_came_from(life: System, ruth: Person) -> None:
    browser = signed_in(ruth)
    assert "H-CLIC" in browser.get(at("returns", life.pk)).content.decode()
    page = browser.get(at("draft_return", life.pk, "hclic")).content.decode()
    assert 'value="Rosa"' in page
    assert "She sleeps in a hostel by the river." in page
    assert "From what they are known by." in page
    assert "This is not all that is asked for." in page


def test_what_was_checked_is_a_file_no_spreadsheet_runs(life: System, ruth: Person) -> None:
    answer = signed_in(ruth).post(at("draft_return", life.pk, "hclic"), CHECKED)
    assert answer.headers["Content-Type"].startswith("text/csv")
    heads, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    said = dict(zip(heads, row, strict=True))
    assert said["last_name"] == "'=1+1"
    assert said["date_of_birth"] == "1984-03-09"
    assert said["accommodation"] == "social_supported"
    assert said["support_needs"] == ""
    event = Event.objects.get(kind="lives.return_taken")
    assert (event.chain, event.by) == (life.pk, ruth.pk)
    assert "Rosa" not in event.data


def test_it_is_not_saved_unchecked(life: System, ruth: Person) -> None:
    sent = {key: value for key, value in CHECKED.items() if key != "checked"}
    answer = signed_in(ruth).post(at("draft_return", life.pk, "hclic"), sent)
    assert answer.status_code == 422
    assert "Check each line first" in answer.content.decode()
    assert not Event.objects.filter(kind="lives.return_taken").exists()


def test_drafting_is_a_look_at_what_is_quoted_only(life: System, ruth: Person) -> None:
    other = an_entry(life, by=ruth, words="Something else altogether.")
    quoted = life.pk
    signed_in(ruth).get(at("draft_return", quoted, "hclic"))
    look = Event.objects.filter(chain=life.pk, kind="record.looked").latest("n")
    assert str(other.pk) not in look.data
    assert len(look.data) > len('{"entries":[],"why":"lives:draft_return"}')


def test_nobody_else_drafts_it(life: System, ruth: Person) -> None:
    meg = a_person("Meg")
    a_seat(life, by=ruth, person=meg, ground="law")
    for person in (meg, a_person("Nye")):
        assert signed_in(person).get(at("returns", life.pk)).status_code == 404
        answer = signed_in(person).post(at("draft_return", life.pk, "hclic"), CHECKED)
        assert answer.status_code == 404
    assert signed_in(ruth).get(at("draft_return", life.pk, "nothing")).status_code == 404


def test_a_place_has_its_own_lists(
    life: System, ruth: Person, tmp_path: Path, settings: Any
) -> None:
    settings.RETURNS = str(tmp_path)
    (tmp_path / "hclic.toml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "broken.toml").write_text("name = ", encoding="utf-8")
    browser = signed_in(ruth)
    page = browser.get(at("returns", life.pk)).content.decode()
    assert "A return" in page
    assert "H-CLIC" not in page
    assert "broken.toml cannot be read" in page
    assert browser.get(at("draft_return", life.pk, "broken")).status_code == 404
    sent = {"asked_needs": ["sleep", "rent"], "checked": "on"}
    answer = browser.post(at("draft_return", life.pk, "hclic"), sent)
    assert "sleep; rent" in answer.content.decode()


def test_much_said_costs_no_more(life: System, ruth: Person) -> None:
    browser = signed_in(ruth)
    browser.get(at("draft_return", life.pk, "hclic"))
    few = queries(lambda: browser.get(at("draft_return", life.pk, "hclic")))
    for each in range(10):
        an_entry(life, by=ruth, words=f"The hostel again, {each}.")
    assert queries(lambda: browser.get(at("draft_return", life.pk, "hclic"))) == few
