"""Everything kept of one person, for them to have."""

import json
from base64 import b64encode
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Attachment, Entry, Words
from alongside.foundation.logbook.testing import a_voice, an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.record.models import Event
from alongside.foundation.record.testing import unwritable
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat
from alongside.human.lives import actions, rules
from alongside.human.lives.mentions import speaks_of_others
from alongside.human.lives.models import Covering, WhyCovered, enclosed
from alongside.human.lives.testing import a_life_with, a_look, an_override, somebody_who_may_act

from .pages import at, queries, signed_in

pytestmark = pytest.mark.django_db
HUB = "The Hub"


@pytest.fixture
def rosa() -> Person:
    return a_person("Rosa Hall")


@pytest.fixture
def ruth() -> Person:
    ruth = a_person("Ruth")
    a_membership(ruth, an_organisation(HUB))
    return ruth


@pytest.fixture
def meg(ruth: Person) -> Person:
    """Of the same organisation as who walks alongside."""
    meg = a_person("Meg")
    a_membership(meg, ruth.memberships.get().organisation)
    return meg


@pytest.fixture
def life(ruth: Person, rosa: Person) -> System:
    life = a_life_with(ruth, name="Rosa", whose=rosa, purpose="To see my girls again.")
    actions.know_by(life=life, by=ruth, name="Rosa Hall", born=date(1984, 3, 9))
    an_entry(life, by=ruth, words="The rent is short again this month.")
    return life


def shown(person: Person, name: str, *args: Any) -> str:
    answer = signed_in(person).get(at(name, *args), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


# --- having all of it ----------------------------------------------------------------------------


def test_the_person_has_all_of_it_at_once(life: System, rosa: Person, ruth: Person) -> None:
    an_entry(life, by=ruth, words="Her brother Dean came round.")
    page = signed_in(rosa).get(at("everything_file", life.pk))
    assert "attachment" in page.headers["Content-Disposition"]
    text = page.content.decode()
    for words in (
        "To see my girls again.",
        "The rent is short again this month.",
        "Her brother Dean came round.",
        "Rosa Hall",
        "9 March 1984",
        "Ruth",
        "ico.org.uk",
    ):
        assert words in text
    assert "<script" not in text
    assert "http" not in text.replace("https://", "http")


def test_the_same_as_data(life: System, rosa: Person, ruth: Person) -> None:
    entry = an_entry(life, by=ruth, words="Her brother Dean came round.")
    data = json.loads(signed_in(rosa).get(at("everything_data", life.pk)).content)
    (one,) = data["lives"]
    assert one["known_by"]["born"] == "1984-03-09"
    written = {each["id"]: each for each in one["written"]}
    assert written[str(entry.pk)]["words"] == {"words": "Her brother Dean came round."}
    assert one["who_walked_alongside"][0]["who"] == "Ruth"
    assert {seat["who"] for seat in one["who_may_know"]} == {"Rosa Hall", "Ruth"}


def test_having_it_is_a_look_and_is_written_down(life: System, rosa: Person) -> None:
    signed_in(rosa).get(at("everything_file", life.pk))
    on_chain = Event.objects.filter(chain=life.pk)
    look = on_chain.get(kind="record.looked")
    entries = Entry.objects.filter(system=life).values_list("pk", flat=True)
    assert all(str(pk) in look.data for pk in entries)
    assert on_chain.filter(kind="lives.handed_out").count() == 1


def test_what_cannot_be_recorded_is_not_given_out(life: System, rosa: Person) -> None:
    with unwritable():
        for name in ("everything_file", "everything_data"):
            answer = signed_in(rosa).get(at(name, life.pk))
            assert answer.status_code == 503
            assert "rent is short" not in answer.content.decode()


@verb
def a_letter(entry: Entry, *, by: Person) -> Attachment:
    happened("lives.tested", by=by.pk, on=entry.system_id, to=entry.pk)
    upload = SimpleUploadedFile("letter.txt", b"Dear Rosa, about your rent.")
    return logbook.attach(entry=entry, upload=upload, by=by)


def test_what_was_handed_over_is_listed_to_be_saved(
    life: System, rosa: Person, ruth: Person
) -> None:
    letter = a_letter(an_entry(life, by=ruth, words="The letter."), by=ruth)
    page = shown(rosa, "all_of_it", life.pk)
    assert "letter.txt" in page
    assert reverse("logbook:attachment", args=[letter.pk]) in page


def test_what_was_handed_over_is_in_the_file_itself(
    life: System, rosa: Person, ruth: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = a_letter(an_entry(life, by=ruth, words="The letter."), by=ruth)
    held = b64encode(b"Dear Rosa, about your rent.").decode()
    page = shown(rosa, "everything_file", life.pk)
    assert f'href="data:text/plain;charset=utf-8;base64,{held}"' in page
    assert ">letter.txt</a>" in page
    monkeypatch.setattr(enclosed, "EACH", 3)
    page = shown(rosa, "everything_file", life.pk)
    assert held not in page
    assert "letter.txt, 27\xa0bytes. That is too large for this page" in page
    data = json.loads(signed_in(rosa).get(at("everything_data", life.pk)).content)
    [told] = [file for one in data["lives"][0]["written"] for file in one["attachments"]]
    assert told == {
        "id": str(letter.pk),
        "name": "letter.txt",
        "type": "text/plain; charset=utf-8",
        "size": 27,
        "base64": held,
    }
    monkeypatch.setattr(enclosed, "ALL", 3)
    data = json.loads(signed_in(rosa).get(at("everything_data", life.pk)).content)
    [told] = [file for one in data["lives"][0]["written"] for file in one["attachments"]]
    assert (told["name"], told["base64"]) == ("letter.txt", None)
    assert "Save each you want here" in shown(rosa, "all_of_it", life.pk)


def test_the_file_says_that_it_is_of_the_demo(life: System, rosa: Person, settings: Any) -> None:
    for demo in (True, False):
        settings.DEMO = demo
        page = shown(rosa, "everything_file", life.pk)
        assert ("The lives and the quotes in it are invented" in page) is demo


def test_what_was_taken_back_is_a_line_without_words(
    life: System, rosa: Person, ruth: Person
) -> None:
    entry = a_voice(life, by=ruth, words="Not this.", teller=rosa)
    logbook.withdraw(entry=entry, by=rosa)
    assert "Not this." not in shown(rosa, "everything_file", life.pk)


def test_nobody_else_has_it(life: System, ruth: Person, meg: Person) -> None:
    a_seat(life, by=ruth, person=meg, ground="law", categories=["home"])
    for person in (meg, a_person("Nye")):
        for name in ("all_of_it", "everything_file", "everything_data", "cover"):
            assert signed_in(person).get(at(name, life.pk)).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.hand_out(life=life, form="page", by=meg)


def test_two_lives_of_one_person_are_both_in_it(life: System, rosa: Person, ruth: Person) -> None:
    other = a_life_with(ruth, name="Rosie", whose=rosa)
    an_entry(other, by=ruth, words="Said at the library.")
    assert "Said at the library." not in shown(rosa, "everything_file", life.pk)
    actions.merge(life=other, into=life, by=ruth)
    assert "Said at the library." in shown(rosa, "everything_file", life.pk)


def test_a_hundred_things_cost_no_more(life: System, rosa: Person, ruth: Person) -> None:
    browser = signed_in(rosa)
    browser.get(at("everything_file", life.pk))
    few = queries(lambda: browser.get(at("everything_file", life.pk)))
    for each in range(10):
        an_entry(life, by=ruth, words=f"One more, {each}.")
    assert queries(lambda: browser.get(at("everything_file", life.pk))) == few


def test_what_they_cannot_be_told_of_yet_is_not_in_it(
    life: System, rosa: Person, ruth: Person
) -> None:
    """Neither what was done without a yes, nor who was let in, nor that they looked; then all."""
    sol = somebody_who_may_act("Sol Danger")
    override = an_override(life, by=sol, why="She rang at four.")
    a_look(life, by=sol, why="home:system")
    files = ("everything_file", "everything_data")
    for person in (rosa, ruth):
        for name in files:
            shut = shown(person, name, life.pk)
            assert "Sol Danger" not in shut
            assert "She rang at four." not in shut
    actions.tell_them(override=override, how="person", words="We came.", by=sol)
    for name in files:
        assert "Sol Danger" in shown(rosa, name, life.pk)


# --- what is by or about others ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "speaks"),
    [
        ("The rent is short again.", False),
        ("I went to the GP on Monday with Ruth.", False),
        ("Rosa’s rent is short.", False),
        ("She sleeps at the hostel, and he told her so.", False),
        ("My brother took the money.", True),
        ("She said Dean would not come.", True),
        ("I think that Dean took it", True),
        ("Dean took it.", False),  # what begins a sentence could be any word
        ("Kev took it.", True),  # but for a name many people have
        ("", False),
    ],
)
def test_what_speaks_of_others(words: str, speaks: bool) -> None:
    assert speaks_of_others(words, ["Rosa Hall", "Ruth"]) is speaks


def about_dean(life: System, ruth: Person) -> Entry:
    return an_entry(life, by=ruth, words="Her brother Dean came round.")


def test_who_walks_alongside_looks_first(life: System, ruth: Person) -> None:
    assert "Save it as a page" in shown(ruth, "all_of_it", life.pk)
    entry = about_dean(life, ruth)
    assert "There is 1 thing to look at" in shown(ruth, "all_of_it", life.pk)
    for name in ("everything_file", "everything_data"):
        answer = signed_in(ruth).get(at(name, life.pk))
        assert answer.url == at("cover", life.pk)  # type: ignore[attr-defined]
    page = shown(ruth, "cover", life.pk)
    assert "Her brother Dean came round." in page
    sent = {"entry": str(entry.pk), "part": "words", "choice": "keep"}
    assert signed_in(ruth).post(at("cover", life.pk), sent).status_code == 302
    assert "You have looked at everything" in shown(ruth, "cover", life.pk)
    assert "Her brother Dean came round." in shown(ruth, "everything_file", life.pk)


def test_what_the_person_said_themself_is_not_asked_about(
    life: System, rosa: Person, ruth: Person
) -> None:
    an_entry(life, by=rosa, words="My brother Dean came round.")
    a_voice(life, by=ruth, words="My brother Dean came round.", teller=rosa)
    assert "Save it as a page" in shown(ruth, "all_of_it", life.pk)


def test_to_cover_takes_two(life: System, rosa: Person, ruth: Person, meg: Person) -> None:
    entry = about_dean(life, ruth)
    browser = signed_in(ruth)
    sent = {"entry": str(entry.pk), "part": "words", "choice": "others"}
    alone = browser.post(at("cover", life.pk), sent)
    assert alone.status_code == 422
    assert "takes two" in alone.content.decode()
    assert browser.post(at("cover", life.pk), {**sent, "second": str(meg.pk)}).status_code == 302
    covering = Covering.objects.get()
    assert "Meg has had it since today" in shown(ruth, "all_of_it", life.pk)
    waits = signed_in(ruth).get(at("everything_file", life.pk))
    assert waits.url == at("all_of_it", life.pk)  # type: ignore[attr-defined]
    # Until the second agrees, nothing is covered.
    assert "Dean" in shown(rosa, "everything_file", life.pk)
    assert "Ruth asks you to look" in shown(meg, "to_check")
    assert "Her brother Dean came round." in shown(meg, "check_covering", covering.pk)
    agreed = signed_in(meg).post(at("check_covering", covering.pk), {"agreed": "yes"})
    assert agreed.status_code == 302
    assert signed_in(meg).get(at("check_covering", covering.pk)).status_code == 404
    for who in (rosa, ruth):
        page = shown(who, "everything_file", life.pk)
        assert "Dean" not in page
        assert "It is about somebody else, who has not agreed" in page
        assert "In one place words are covered" in page
    data = json.loads(signed_in(ruth).get(at("everything_data", life.pk)).content)
    assert "Dean" not in json.dumps(data)
    again = signed_in(ruth).post(at("choose_again", covering.pk))
    assert again.status_code == 302
    assert "Dean" in shown(rosa, "everything_file", life.pk)


def test_the_second_may_say_to_give_it_out(life: System, ruth: Person, meg: Person) -> None:
    entry = about_dean(life, ruth)
    covering = actions.cover(entry=entry, part="words", why=WhyCovered.HARM, second=meg, by=ruth)
    actions.check_covering(covering=covering, agreed=False, by=meg)
    assert "Dean" in shown(ruth, "everything_file", life.pk)
    with pytest.raises(PermissionDenied):
        actions.check_covering(covering=covering, agreed=True, by=meg)


def test_a_choice_is_for_those_words_only(life: System, ruth: Person) -> None:
    entry = about_dean(life, ruth)
    actions.keep(entry=entry, part="words", by=ruth)
    assert "Save it as a page" in shown(ruth, "all_of_it", life.pk)
    Words.objects.filter(entry=entry).update(fingerprint=b"x" * 32)
    assert "There is 1 thing to look at" in shown(ruth, "all_of_it", life.pk)


def test_the_second_is_of_the_same_organisation_and_nobody_said_no_to(
    life: System, rosa: Person, ruth: Person, meg: Person
) -> None:
    nye = a_person("Nye")
    a_membership(rosa, ruth.memberships.get().organisation)
    assert rules.seconds_for(ruth, life) == [meg]
    entry = about_dean(life, ruth)
    for person in (nye, ruth, rosa, None):
        with pytest.raises(Refused, match="takes two"):
            actions.cover(entry=entry, part="words", why="harm", second=person, by=ruth)
    covering = actions.cover(entry=entry, part="words", why="harm", second=meg, by=ruth)
    assert signed_in(nye).get(at("check_covering", covering.pk)).status_code == 404
    systems.exclude(system=life, by=rosa, person=meg)
    assert rules.seconds_for(ruth, life) == []
    assert signed_in(meg).get(at("check_covering", covering.pk)).status_code == 404
    assert "Nobody is waiting" in shown(meg, "to_check")


def test_only_who_walks_alongside_covers(life: System, rosa: Person, ruth: Person) -> None:
    entry = about_dean(life, ruth)
    with pytest.raises(PermissionDenied):
        actions.keep(entry=entry, part="words", by=rosa)
    assert signed_in(rosa).get(at("cover", life.pk)).status_code == 404
    with pytest.raises(Refused, match="gone"):
        actions.keep(entry=entry, part="nothing", by=ruth)


def test_nonsense_in_the_form_is_answered(life: System, ruth: Person) -> None:
    about_dean(life, ruth)
    browser = signed_in(ruth)
    assert browser.post(at("cover", life.pk), {"entry": "nonsense"}).status_code == 404
    foreign = an_entry(a_life_with(a_person("Joan")), by=Person.objects.get(name="Joan"))
    assert browser.post(at("cover", life.pk), {"entry": str(foreign.pk)}).status_code == 404
