"""Drafts of what offices ask for, from what was already said."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import Category, System
from alongside.foundation.systems.testing import a_seat
from alongside.human.lives import actions, drafting
from alongside.human.lives.drafting import Said, Unusable, draft, known_of, read
from alongside.human.lives.models import Heading
from alongside.human.lives.testing import a_life_with, a_line

from .pages import at, queries, signed_in

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
    said = [Said("3 March 2026", "I sleep in a hostel now. The rent was too much.", "a")]
    known = known_of("Rosa Hall", "1984-03-09", "NE8 1AA", "2026-03-01")
    home, needs, name = draft(small(tmp_path), known, said)
    assert [quote.words for quote in home.quotes] == ["I sleep in a hostel now."]
    assert [quote.slug for quote in needs.quotes] == ["a.1", "a.2"]
    assert (name.value, name.quotes) == ("Rosa Hall", ())


def test_no_answer_is_chosen_from_words(tmp_path: Path) -> None:
    said = [Said("1 May 2026", "I was in a hostel.\nI don’t sleep.")]
    home, needs, _name = draft(small(tmp_path), {}, said)
    assert (home.value, needs.value) == ("", "")
    assert len(home.quotes) == len(needs.quotes) == 1


def test_words_bear_on_it_by_what_they_are_about_and_where_they_stand(tmp_path: Path) -> None:
    text = SMALL.replace('kind = "one"', 'kind = "one"\nabout = ["home"]\nheadings = ["hopes"]')
    said = [
        Said("4 May", "A door that shuts.", "a", heading="hopes"),
        Said("3 May", "It is damp. I like tea.", "b", about="home"),
        Said("2 May", "I was in a hostel once. And at sea.", "c", about="work"),
        Said("1 May", "Nothing to do with it.", "d", about="work"),
    ]
    home = draft(small(tmp_path, text), {}, said)[0]
    assert [quote.words for quote in home.quotes] == [
        "I was in a hostel once.",
        "A door that shuts.",
        "It is damp. I like tea.",
    ]


def test_the_places_to_look_are_those_there_are() -> None:
    assert {value or "general" for value in Category.values} | {"duty"} == drafting.ABOUT
    assert set(Heading.values) == drafting.HEADINGS


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
        (SMALL + 'about = ["rents"]', "about “rents”"),
        (SMALL + 'headings = ["risks"]', "headings “risks”"),
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
def life(ruth: Person) -> System:
    life = a_life_with(ruth)
    actions.know_by(life=life, by=ruth, name="Rosa Hall", born=date(1984, 3, 9), postcode="NE8 1AA")
    an_entry(life, by=ruth, words="She sleeps in a hostel by the river.")
    return life


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
    assert "written down by Ruth" in page
    # Nobody has said that this is what it is: no answer of the list is chosen.
    where = page.split('name="asked_accommodation"', 1)[1].split("</select>", 1)[0]
    assert where.count(" selected") == where.count('value="" selected') == 1


def test_words_that_were_said_are_chosen_and_go_into_the_file(life: System, ruth: Person) -> None:
    line = a_line(life, by=ruth, words="=1+1 A door of my own.", heading="support")
    older = an_entry(life, by=ruth, words="I lost the flat in May.")
    browser = signed_in(ruth)
    page = browser.get(at("draft_return", life.pk, "hclic")).content.decode()
    assert "in my own words, written down by Ruth" in page
    chosen = {
        "said_support_needs": f"{line.pk}.words.0",
        "said_reason_for_loss": f"{older.pk}.words.1",
    }
    typed = {"asked_support_needs": "=2+2"}
    answer = browser.post(at("draft_return", life.pk, "hclic"), CHECKED | chosen | typed)
    heads, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    said = dict(zip(heads, row, strict=True))
    assert said["support_needs"] == "'=2+2; “=1+1 A door of my own.”"
    assert said["reason_for_loss"] == "“I lost the flat in May.”"
    other = browser.post(
        at("draft_return", life.pk, "hclic"),
        CHECKED | {"said_support_needs": f"{older.pk}.words.1"},
    )
    assert other.status_code == 422


def test_what_was_put_right_is_not_offered(life: System, ruth: Person) -> None:
    line = a_line(life, by=ruth, words="I need a lift.", heading="support")
    actions.put_right(entry=line.entry, by=ruth, words="I need the bus.")
    page = signed_in(ruth).get(at("draft_return", life.pk, "hclic")).content.decode()
    assert "I need the bus." in page
    assert "I need a lift." not in page


def test_the_day_walking_alongside_began_is_put_forward(life: System, ruth: Person) -> None:
    page = signed_in(ruth).get(at("draft_return", life.pk, "ndtms")).content.decode()
    assert "From the day walking alongside began." in page


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
