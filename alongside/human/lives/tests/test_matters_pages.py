"""The pages of what matters, from the first yes: in whose words, and what was talked of."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System, name_all
from alongside.human.lives import actions
from alongside.human.lives.models import Conversation, Line, Relationship
from alongside.human.lives.testing import a_conversation, a_line, a_yes_to

from .pages import at, said, send, signed_in, text

pytestmark = pytest.mark.django_db

# --- beginning -----------------------------------------------------------------------------------


def test_begin_asks_a_name_and_their_yes_and_nothing_more(ruth: Person) -> None:
    refused = said(send(ruth, "begin", whose="theirs", name="Rosa"), 422)
    assert "Ask them first" in refused
    page = send(ruth, "begin", whose="theirs", name="Rosa", knows="on")
    [life] = name_all(System.objects.filter(scale="life"))
    assert page.redirect_chain[-1][0] == life.get_absolute_url()
    assert (life.name, Relationship.objects.get().worker) == ("Rosa", ruth)


def test_begin_is_for_ones_own_life_too(rosa: Person) -> None:
    send(rosa, "begin", whose="mine", name="Rosa", purpose="Sleep at night", knows="on")
    [life] = name_all(System.objects.filter(scale="life"))
    assert life.purpose is not None
    assert (life.purpose.said_by, Relationship.objects.count()) == ("Rosa", 0)
    assert "Nobody walks alongside just now" in text(rosa, "alongside", life.pk)


# --- what matters --------------------------------------------------------------------------------


def test_what_matters_is_under_its_headings_with_whose_words_it_is(
    life: System, ruth: Person, rosa: Person
) -> None:
    a_line(life, by=rosa, words="My own door.")
    a_line(life, by=ruth, words="Sleeps badly.", own_words=False, heading="wellness")
    for name in ("all_that_matters", "matters_sheet"):
        page = text(ruth, name, life.pk)
        assert "“My own door.”" in page
        assert "in my own words" in page
        assert "as Ruth understood it" in page


def test_a_line_is_written_under_the_heading_it_was_asked_for(life: System, rosa: Person) -> None:
    url = at("write_line", life.pk)
    page = signed_in(rosa).get(url, {"heading": "hopes"}).content.decode()
    assert "What I hope for" in page
    assert "Whose words are these?" not in page
    given = {"heading": "hopes", "words": "A garden.", "category": "general", "reach": "table"}
    said(send(rosa, "write_line", life.pk, **given))
    line = Line.objects.get()
    assert (line.heading, line.own_words) == ("hopes", True)
    assert "Write the words" in said(send(rosa, "write_line", life.pk, heading="hopes"), 422)
    assert "Choose what it belongs under" in said(
        send(rosa, "write_line", life.pk, heading="galaxy", words="x"), 422
    )


def test_a_line_is_put_right_and_says_what_stood_before(
    life: System, ruth: Person, rosa: Person
) -> None:
    line = a_line(life, by=ruth, words="Housebound.", own_words=False)
    assert "Put it right" in text(rosa, "line", line.pk)
    assert "Housebound." in text(rosa, "put_right", line.pk)
    assert "Write how it is" in said(send(rosa, "put_right", line.pk), 422)
    page = said(send(rosa, "put_right", line.pk, words="I’m in."))
    assert "“I’m in.”" in page
    assert "What stood here before" in page
    assert "Its words are deleted on" in page
    assert "How it is now" in text(ruth, "line", line.pk)
    assert "put right already" in said(send(rosa, "put_right", line.pk, words="No."), 422)
    all_of_it = text(rosa, "all_that_matters", life.pk)
    assert "Housebound." not in all_of_it


def test_a_law_is_named_for_what_is_kept_longer(life: System, ruth: Person, rosa: Person) -> None:
    line = a_line(life, by=ruth, words="Housebound.", own_words=False)
    newer = actions.put_right(entry=line.entry, by=rosa, words="I’m in.")
    assert newer is not None
    assert signed_in(rosa).get(at("hold", line.pk)).status_code == 403
    soon, later = timezone.localdate(), timezone.localdate() + timedelta(days=500)
    given = {"law": "Care Act 2014", **_day(soon)}
    assert "Choose a later day" in said(send(ruth, "hold", line.pk, **given), 422)
    said(send(ruth, "hold", line.pk, **{**given, **_day(later)}))
    assert "because of Care Act 2014, says Ruth" in text(rosa, "line", newer.pk)


def _day(day: Any) -> dict[str, int]:
    return {"until_0": day.day, "until_1": day.month, "until_2": day.year}


def test_those_for_one_thing_see_and_write_that(life: System, rosa: Person) -> None:
    dev = a_person("Dev")
    a_yes_to(life, by=rosa, recipient=dev, categories=["home"])
    a_line(life, by=rosa, words="About my heart.", category="health")
    a_line(life, by=rosa, words="About my door.", category="home")
    page = text(dev, "all_that_matters", life.pk)
    assert "About my door." in page
    assert "About my heart." not in page


# --- conversations -------------------------------------------------------------------------------


def test_a_conversation_is_noted_with_one_box(life: System, ruth: Person) -> None:
    page = signed_in(ruth).get(at("note", life.pk))
    assert "microphone=(self)" in page.headers["Permissions-Policy"]
    assert "What did you talk about? (optional)" not in page.content.decode()
    given = {"words": "She laughed twice.", "heading": "important"}
    given |= {"category": "general", "reach": "us"}
    assert "Is that right?" in said(send(ruth, "note", life.pk, **given))
    entry = Conversation.objects.get().entry
    assert "She laughed twice." in text(ruth, "conversation", entry.pk)
    assert "She laughed twice." in text(ruth, "conversations", life.pk)
    empty = said(send(ruth, "note", life.pk, **{**given, "words": ""}), 422)
    assert "Write a few words, or say them" in empty


def test_a_conversation_sent_twice_is_noted_once(life: System, ruth: Person) -> None:
    once = signed_in(ruth).get(at("note", life.pk)).context["form"]["once"].value()
    given = {"words": "She laughed twice.", "heading": "important", "matters": "Quiet evenings"}
    given |= {"category": "general", "reach": "us", "once": once}
    for _again in range(2):
        assert "Is that right?" in said(send(ruth, "note", life.pk, **given))
    assert Conversation.objects.count() == Line.objects.count() == 1
    send(ruth, "note", life.pk, **given | {"words": "And a third time."})
    assert Conversation.objects.count() == 2


def test_what_was_noted_is_read_back_and_one_line_put_right(life: System, ruth: Person) -> None:
    entry = a_conversation(life, by=ruth, words="She likes tea.\nShe goes on Tuesdays.")
    page = signed_in(ruth).get(entry.get_absolute_url(), {"read-back": ""}).content.decode()
    assert "She likes tea." in page
    assert "Is that right?" in page
    assert "Put a line right" in page
    assert "Is that right?" not in text(ruth, "conversation", entry.pk)
    # All of it stands in the box, for one line to be changed; changing none puts nothing right.
    assert "She likes tea.\nShe goes on Tuesdays.</textarea>" in text(ruth, "put_right", entry.pk)
    same = {"words": "She likes tea.\nShe goes on Tuesdays."}
    assert "That is what it says now" in said(send(ruth, "put_right", entry.pk, **same), 422)
    right = {"words": "She likes tea.\nShe goes on Mondays."}
    shown = said(send(ruth, "put_right", entry.pk, **right))
    assert "She goes on Mondays." in shown


def test_only_the_page_for_noting_asks_for_the_microphone(life: System, ruth: Person) -> None:
    page = signed_in(ruth).get(at("conversations", life.pk))
    assert "microphone=()" in page.headers["Permissions-Policy"]


def test_a_conversation_shows_what_matters_in_it_and_is_put_right(
    life: System, ruth: Person, rosa: Person
) -> None:
    entry = a_conversation(life, by=ruth, words="She is lonely.", matters="My own door.")
    page = text(rosa, "conversation", entry.pk)
    assert "“My own door.”" in page
    assert "I would say it differently" in page
    said(send(rosa, "put_right", entry.pk, words="I like my own company."))
    listed = text(ruth, "conversations", life.pk)
    assert "I like my own company." in listed
    assert "She is lonely." not in listed
