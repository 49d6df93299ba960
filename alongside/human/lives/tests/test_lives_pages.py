"""The pages of a life: what matters, conversations, who walks alongside, what to be free to do."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import (
    a_membership,
    a_person,
    an_organisation,
    who_may_be_named,
)
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Reader, Seat, System, name_all
from alongside.foundation.systems.testing import a_system
from alongside.human.lives import actions, rules
from alongside.human.lives.models import Backing, Conversation, Line, Means, Relationship, Wish
from alongside.human.lives.rules import walking
from alongside.human.lives.testing import (
    a_backing,
    a_conversation,
    a_freedom,
    a_life_with,
    a_line,
    a_reaching,
    a_wish,
    a_yes_to,
    an_offer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def rosa(ruth: Person) -> Person:
    return a_person("Rosa", by=ruth)


@pytest.fixture
def life(ruth: Person, rosa: Person) -> System:
    return a_life_with(by=ruth, whose=rosa)


@pytest.fixture
def danny(ruth: Person) -> System:
    return a_life_with(by=ruth, name="Danny")


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def at(name: str, *args: Any) -> str:
    return reverse(f"lives:{name}", args=args)


def text(person: Person, name: str, *args: Any, status: int = 200) -> str:
    response = signed_in(person).get(at(name, *args))
    assert response.status_code == status
    return response.content.decode()


def send(person: Person, name: str, /, *args: Any, **given: Any) -> Any:
    return signed_in(person).post(at(name, *args), given, follow=True)


def said(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return str(response.content.decode())


def queries(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


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


# --- who walks alongside -------------------------------------------------------------------------


def test_the_person_asks_for_somebody_else_and_the_clock_is_shown(
    life: System, ruth: Person, rosa: Person
) -> None:
    advice = an_organisation("Advice")
    assert "Nobody asks you why" in text(rosa, "alongside", life.pk)
    given = {"organisation": str(advice.pk), "meanwhile": "stays"}
    page = said(send(rosa, "change_worker", life.pk, **given))
    assert "They have had it since today" in page
    twice = said(send(rosa, "change_worker", life.pk, **given), 422)
    assert "asked already" in twice
    neither = said(send(rosa, "change_worker", life.pk, meanwhile="stays"), 422)
    assert "Ask one person, or one organisation" in neither
    nobody = said(send(rosa, "change_worker", life.pk, email="no@example.org"), 422)
    assert "Nobody you can name here has that address" in nobody


def test_whoever_is_asked_sees_that_somebody_asks_and_no_more(
    life: System, rosa: Person, ruth: Person
) -> None:
    advice, dev = an_organisation("Advice"), a_person("Dev")
    a_membership(dev, advice)
    wish = a_wish(life, by=rosa, organisation=advice)
    page = text(dev, "mine")
    assert "Somebody asks <strong>Advice</strong>" in page
    assert "Rosa" not in page
    assert str(life.pk) not in page
    said(send(dev, "offer", wish.pk))
    assert "Now they choose" in text(dev, "mine")
    assert "Dev" in text(rosa, "change_worker", life.pk)
    offer = wish.offers.get()
    page = said(send(rosa, "change_worker", life.pk, offer=str(offer.pk), weeks="0"))
    assert "Dev walks alongside from now on" in page
    assert not Reader.of(ruth).sits_at(life.pk)


def test_somebody_asked_by_name_may_say_not_now(life: System, rosa: Person) -> None:
    dev = a_person("Dev")
    wish = a_wish(life, by=rosa, person=dev)
    assert "Rosa" in text(dev, "mine")
    said(send(dev, "close_wish", wish.pk))
    assert not Wish.objects.open().exists()
    offer = an_offer(life, by=rosa, person=dev)
    said(send(dev, "take_back_offer", offer.pk))
    assert "You have had this" in text(dev, "mine")


def test_what_is_asked_of_others_is_not_there_for_anybody_else(life: System, rosa: Person) -> None:
    eve = a_person("Eve")
    offer = an_offer(life, by=rosa)
    wish, backing = offer.wish, a_backing(a_freedom(life, by=rosa), by=rosa)
    client = signed_in(eve)
    for name, pk in (
        ("offer", wish.pk),
        ("close_wish", wish.pk),
        ("take_back_offer", offer.pk),
        ("stop_asking", backing.pk),
    ):
        assert client.post(at(name, pk)).status_code == 404, name
    assert client.get(at("back", backing.pk)).status_code == 404
    assert client.get(at("take_up_again", rules.current(life).pk)).status_code == 404  # type: ignore[union-attr]


def test_those_around_may_not_change_or_end_it(life: System, rosa: Person) -> None:
    dev = a_person("Dev")
    a_yes_to(life, by=rosa, recipient=dev)
    client = signed_in(dev)
    assert client.get(at("alongside", life.pk)).status_code == 200
    for name in ("change_worker", "leave"):
        assert client.get(at(name, life.pk)).status_code == 403, name
    for name in ("ending", "reach"):
        assert client.get(at(name, life.pk)).status_code == 404, name
    assert client.post(at("could_not_reach", life.pk)).status_code == 404


def test_the_person_leaves_and_is_asked_nothing(life: System, rosa: Person, ruth: Person) -> None:
    page = text(rosa, "leave", life.pk)
    assert "Why" not in page
    left = said(send(rosa, "leave", life.pk))
    assert "You have left" in left
    assert signed_in(ruth).get(life.get_absolute_url()).status_code == 404


def test_who_does_not_sign_in_leaves_with_a_card_and_comes_back_with_it(
    danny: System, ruth: Person
) -> None:
    card = said(send(ruth, "leave", danny.pk))
    code = card.split('<p class="code">')[1].split("<")[0]
    ann = a_person("Ann")
    wrong = said(send(ann, "come_back", code="AAAA-BBBB-CCCC-DDDD"), 422)
    assert "This code opens nothing" in wrong
    assert "Welcome back" in said(send(ann, "come_back", code=code))


def test_codes_are_not_guessed_at(danny: System) -> None:
    ann = a_person("Ann")
    cache.clear()
    codes = [send(ann, "come_back", code=f"{n:016d}").status_code for n in range(12)]
    assert codes == [422] * 10 + [429] * 2


def test_an_ending_is_said_by_both(life: System, ruth: Person, rosa: Person) -> None:
    assert "It ends when the other says so too" in said(send(ruth, "ending", life.pk))
    assert "Ruth said on" in text(rosa, "ending", life.pk)
    assert "It has ended" in said(send(rosa, "ending", life.pk))
    assert signed_in(rosa).get(at("ending", life.pk)).status_code == 404


def test_an_ending_may_be_taken_back(life: System, ruth: Person, rosa: Person) -> None:
    send(ruth, "ending", life.pk)
    assert "You walk on together" in said(send(rosa, "ending", life.pk, not_yet="yes"))


def test_who_does_not_sign_in_is_asked_before_it_ends(danny: System, ruth: Person) -> None:
    assert "Ask them first" in said(send(ruth, "ending", danny.pk), 422)
    assert 'class="code"' in said(send(ruth, "ending", danny.pk, they_say_so="on"))


def test_it_rests_after_tries_and_is_taken_up_again(danny: System, ruth: Person) -> None:
    Relationship.objects.update(since=timezone.now() - timedelta(days=60))
    early = said(send(ruth, "could_not_reach", danny.pk))
    assert "Try at least three times" in early
    today = timezone.localdate()
    for ago, means in ((20, Means.CALLED), (9, Means.WENT)):
        a_reaching(danny, by=ruth, on=today - timedelta(days=ago), means=means)
    given = {"on_0": today.day, "on_1": today.month, "on_2": today.year}
    assert "Choose how you tried" in said(send(ruth, "reach", danny.pk, **given), 422)
    page = said(send(ruth, "reach", danny.pk, **given, means="letter", words="Left a letter."))
    assert "You have tried often enough" in page
    said(send(ruth, "could_not_reach", danny.pk))
    one = Relationship.objects.get()
    assert "Danny" in text(ruth, "mine")
    assert signed_in(ruth).get(danny.get_absolute_url()).status_code == 404
    assert "Take it up again with Danny?" in text(ruth, "take_up_again", one.pk)
    assert "You walk together again" in said(send(ruth, "take_up_again", one.pk))


def test_a_worker_sees_their_own_and_nobody_elses(life: System, ruth: Person) -> None:
    ann = a_person("Ann")
    a_life_with(by=ann, name="Mo")
    page = text(ruth, "mine")
    assert "Rosa" in page
    assert "Mo" not in page


def test_too_many_is_asked_from_a_table_without_a_name(ruth: Person) -> None:
    assert "You sit at no table" in text(ruth, "too_many")
    team, around = a_system(by=ruth, name="Outreach", scale="team"), a_system(name="Alliance")
    systems.place_within(inner=team, outer=around, by=ruth)
    given = {"table": str(team.pk), "of": str(around.pk), "why": "Two more of us."}
    page = said(send(ruth, "too_many", **given))
    assert "Two more of us." in page
    assert "Ruth" not in page.replace("Ruth</span>", "")
    again = said(send(ruth, "too_many", **given), 422)
    assert "asked them already" in again


# --- to be free ----------------------------------------------------------------------------------


def test_what_to_be_free_to_do_shows_that_nobody_backs_it_yet(life: System, ruth: Person) -> None:
    given = {"words": "Go to the pictures.", "wrong": "It is loud.", "place": "Seats by the door."}
    given |= {"category": "general", "reach": "us"}
    page = said(send(ruth, "want", life.pk, **given))
    assert "Nobody yet. Ruth would carry it alone." in page
    assert "nobody backs it yet" in text(ruth, "freedoms", life.pk)
    missing = said(send(ruth, "want", life.pk, **{**given, "place": ""}), 422)
    assert "Write what you will put in place" in missing


def test_somebody_is_asked_by_name_and_says_so_themself(
    life: System, ruth: Person, rosa: Person
) -> None:
    freedom, bea = a_freedom(life, by=ruth), who_may_be_named(a_person("Bea"), by=ruth)
    refused = said(send(ruth, "ask_to_back", freedom.pk, email=bea.email), 422)
    assert "Ask them first" in refused
    page = said(send(ruth, "ask_to_back", freedom.pk, email=bea.email, knows="on"))
    assert "asked; has had it since today" in page
    backing = Backing.objects.get()
    assert "Something Ruth is doing with somebody" in text(bea, "mine")
    shown = text(bea, "back", backing.pk)
    assert "Go to the cinema with my friends." in shown
    assert "Rosa" not in shown
    assert "You back this" in said(send(bea, "back", backing.pk, yes="yes"))
    assert "“I back this.”" in text(rosa, "freedom", freedom.pk)
    said(send(rosa, "stop_asking", backing.pk))
    assert signed_in(bea).get(at("back", backing.pk)).status_code == 404


def test_cannot_back_it_yet_says_what_is_missing(life: System, ruth: Person) -> None:
    backing = a_backing(a_freedom(life, by=ruth), by=ruth)
    assert "what would have to be there" in said(send(backing.person, "back", backing.pk), 422)
    send(backing.person, "back", backing.pk, words="Her sister’s number.")
    assert "Her sister’s number." in text(ruth, "freedom", backing.freedom_id)


def test_reading_to_back_it_is_a_look(life: System, ruth: Person) -> None:
    from alongside.foundation.record.models import Event

    backing = a_backing(a_freedom(life, by=ruth), by=ruth)
    text(backing.person, "back", backing.pk)
    looked = Event.objects.filter(kind="record.looked", chain=life.pk, by=backing.person_id)
    assert looked.count() == 1


# --- how many questions to the database ----------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["all_that_matters", "conversations", "freedoms", "alongside", "reach"]
)
def test_a_page_asks_as_little_however_much_there_is(life: System, ruth: Person, name: str) -> None:
    client = signed_in(ruth)
    counts = []
    for many in (3, 20):
        for n in range(many):
            a_line(life, by=ruth, words=f"Line {n}")
            a_conversation(life, by=ruth, words=f"Talk {n}")
            a_freedom(life, by=ruth)
            a_reaching(life, by=ruth)
        counts.append(queries(lambda: client.get(at(name, life.pk))))
    assert counts[0] == counts[1]


def test_a_caseload_of_forty_asks_as_little_as_one_of_three(ruth: Person) -> None:
    client, counts = signed_in(ruth), []
    for many in (3, 37):
        for n in range(many):
            a_life_with(by=ruth, name=f"Person {n}")
        client.get(at("mine"))
        counts.append(queries(lambda: client.get(at("mine"))))
    assert counts[0] == counts[1]


def test_what_somebody_is_asked_is_asked_for_at_once(ruth: Person) -> None:
    """Wishes of an organisation, what rests and what is to be backed, as ever so many."""
    advice, dev = an_organisation(), a_person("Dev")
    a_membership(dev, advice)
    client, counts = signed_in(dev), []
    for many in (3, 9):
        for n in range(many):
            other = a_life_with(by=ruth, name=f"Other {n}")
            a_wish(other, by=ruth, organisation=advice)
            a_backing(a_freedom(other, by=ruth), by=ruth, person=dev)
            own = a_life_with(by=dev, name=f"Own {n}")
            actions.say_it_ends(relationship=_walked(own), by=dev, they_say_so=True)
        client.get(at("mine"))
        counts.append(queries(lambda: client.get(at("mine"))))
    assert counts[0] == counts[1]
    page = text(dev, "mine")
    assert page.count("for a person to walk alongside them") == 12
    assert page.count("is doing with somebody") == 12
    assert page.count("an agreed ending") == 12


def _walked(life: System) -> Relationship:
    found = rules.current(life)
    assert found is not None
    return found


def test_what_is_listed_as_asked_is_what_the_rules_say(
    life: System, ruth: Person, rosa: Person
) -> None:
    advice = an_organisation()
    people = [ruth, rosa, a_person("Dev"), a_person("Eve"), a_person("Nye")]
    for person in people[:4]:
        a_membership(person, advice)
    systems.exclude(system=life, person=people[3], by=rosa)
    freedom = a_freedom(life, by=rosa)
    wish = a_wish(life, by=rosa, organisation=advice, stop_today=True)
    backing = a_backing(freedom, by=rosa, person=people[2])
    for person in people:
        reader = Reader.of(person)
        assert bool(walking.asked_of(reader)) == rules.is_asked(person, wish), person
        assert bool(walking.to_back(reader)) == rules.can_read_to_back(person, backing), person


def test_the_page_of_a_life_asks_as_little_however_much_there_is(
    life: System, ruth: Person
) -> None:
    client, counts = signed_in(ruth), []
    for many in (3, 20):
        for n in range(many):
            a_line(life, by=ruth, words=f"Line {n}")
            a_line(life, by=ruth, words=f"Line {n}", heading="hopes")
            a_conversation(life, by=ruth, words=f"Talk {n}")
            a_freedom(life, by=ruth)
        client.get(life.get_absolute_url())
        counts.append(queries(lambda: client.get(life.get_absolute_url())))
    assert counts[0] == counts[1]
    assert Seat.objects.filter(system=life).count() == 2


# --- somebody’s day ------------------------------------------------------------------------------


def front(person: Person) -> str:
    response = signed_in(person).get(reverse("home:front"))
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_day_begins_with_what_somebody_is_asked(
    life: System, ruth: Person, rosa: Person
) -> None:
    dev = a_person("Dev")
    wish = a_wish(life, by=rosa, person=dev)
    assert "Somebody asks for a person to walk with them" in front(dev)
    actions.offer(wish=wish, by=dev)
    assert "Somebody asks for a person" not in front(dev)
    assert "Somebody said yes, and would walk alongside" in front(rosa)
    actions.say_it_ends(relationship=rules.current(life), by=ruth)  # type: ignore[arg-type]
    assert "They say that walking together can end. Do you?" in front(rosa)
    assert "They say that walking together can end" not in front(ruth)
    backing = a_backing(a_freedom(life, by=ruth), by=ruth)
    assert "Ruth asks you to stand behind them" in front(backing.person)
    actions.back(backing=backing, by=backing.person)
    assert "asks you to stand behind" not in front(backing.person)
