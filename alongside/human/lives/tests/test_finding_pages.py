"""The pages of finding, of what somebody is known by, and of two lives of one person."""

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat
from alongside.human.lives import actions, rules
from alongside.human.lives.models import Answer, Identity, Looking, Merged
from alongside.human.lives.testing import a_life_with

from .pages import at, queries, signed_in

pytestmark = pytest.mark.django_db
BORN = date(1984, 3, 9)
ROSA: dict[str, Any] = {"name": "Rosa Hall", "born": BORN, "postcode": "NE8 1AA"}
TYPED = {"name": "Rosa Hall", "born_0": "9", "born_1": "3", "born_2": "1984", "postcode": ""}
NOBODY = {"name": "Nobody Known", "born_0": "1", "born_1": "2", "born_2": "1950", "postcode": ""}


def body(page: Any) -> str:
    """What a page says, without what is new on every page."""
    text = str(page.content.decode())
    return re.sub(r"[0-9a-f-]{36}|csrfmiddlewaretoken\" value=\"\w+", "", text)


@pytest.fixture
def life(ruth: Person) -> System:
    life = a_life_with(ruth)
    actions.know_by(life=life, by=ruth, **ROSA)
    return life


def asked(joan: Person) -> Looking:
    organisation = joan.memberships.get().organisation
    looked = actions.look_for(by=joan, organisation=organisation, **ROSA)
    actions.ask_to_meet(looking=looked, by=joan, about="home")
    return looked


# --- finding -------------------------------------------------------------------------------------


def test_the_answer_is_the_same_for_somebody_and_for_nobody(life: System, joan: Person) -> None:
    browser = signed_in(joan)
    somebody, nobody = (browser.post(at("find"), typed) for typed in (TYPED, NOBODY))
    assert "Somebody may know them" in body(somebody)
    assert body(somebody) == body(nobody)
    first, second = Looking.objects.order_by("life")[:2]
    shown = []
    for looked in (first, second):
        answer = browser.post(at("looked_for", looked.pk), {"about": "home"}, follow=True)
        shown.append(body(answer))
    assert shown[0] == shown[1]
    assert "Hearing nothing tells nothing" in shown[0]
    assert not Event.objects.filter(chain=life.pk, by=joan.pk).exists()


def test_as_many_queries_for_somebody_as_for_nobody(life: System, joan: Person) -> None:
    browser = signed_in(joan)
    browser.post(at("find"), TYPED)
    somebody = queries(lambda: browser.post(at("find"), TYPED))
    assert queries(lambda: browser.post(at("find"), NOBODY)) == somebody


def test_a_no_says_the_same_as_no_answer(life: System, ruth: Person, joan: Person) -> None:
    looked = asked(joan)
    browser = signed_in(joan)
    before = body(browser.get(at("looked_for", looked.pk))), body(browser.get(at("find")))
    actions.answer_to_meet(looking=looked, answer=Answer.NOT_NOW, by=ruth)
    assert before == (
        body(browser.get(at("looked_for", looked.pk))),
        body(browser.get(at("find"))),
    )


def test_a_yes_names_who_walks_alongside(life: System, ruth: Person, joan: Person) -> None:
    looked = asked(joan)
    actions.answer_to_meet(looking=looked, answer=Answer.YES, by=ruth)
    page = signed_in(joan).get(at("looked_for", looked.pk)).content.decode()
    assert "They would like to meet you" in page
    assert "Talk to Ruth" in page
    front = signed_in(joan).get(reverse("home:front")).content.decode()
    assert "They would like to meet you" in front
    assert "Yes: talk to Ruth" in body(signed_in(joan).get(at("find")))


def test_what_was_looked_for_is_ones_own(life: System, joan: Person) -> None:
    looked = asked(joan)
    assert signed_in(a_person("Nye")).get(at("looked_for", looked.pk)).status_code == 404


def test_one_thing_is_refused_and_nothing_is_kept(life: System, joan: Person) -> None:
    answer = signed_in(joan).post(at("find"), {"name": "Rosa Hall"})
    assert answer.status_code == 422
    assert "Give two things" in answer.content.decode()
    assert not Looking.objects.exists()


def test_a_limit_is_a_sentence(life: System, joan: Person) -> None:
    browser = signed_in(joan)
    for _each in range(min(rules.LOOKS.values())):
        browser.post(at("find"), TYPED)
    answer = browser.post(at("find"), TYPED)
    assert answer.status_code == 422
    assert "Wait a while" in answer.content.decode()


def test_who_belongs_nowhere_is_told_what_to_do(life: System) -> None:
    browser = signed_in(a_person("Nye"))
    page = browser.get(at("find"))
    assert "belong to an organisation" in page.content.decode()
    assert browser.post(at("find"), TYPED).status_code == 200
    assert not Looking.objects.exists()


def test_who_works_in_two_places_says_where(life: System, joan: Person) -> None:
    hub = an_organisation("The Hub")
    a_membership(joan, hub)
    browser = signed_in(joan)
    assert browser.post(at("find"), TYPED).status_code == 422
    browser.post(at("find"), {**TYPED, "organisation": str(hub.pk)})
    assert Looking.objects.get().organisation == hub


def test_ones_own_are_shown_and_looked_at(life: System, ruth: Person) -> None:
    a_membership(ruth, an_organisation("The Hub"))
    browser = signed_in(ruth)
    page = browser.post(at("find"), {"name": "Roza Haul", "postcode": "SR1 1AA"})
    assert "You may know them yourself" not in page.content.decode()
    page = browser.post(at("find"), TYPED)
    assert "You may know them yourself" in page.content.decode()
    assert life.get_absolute_url() in page.content.decode()
    assert Event.objects.filter(chain=life.pk, data__contains="lives:find").count() == 1


# --- what somebody is known by -------------------------------------------------------------------


def test_what_is_known_is_read_and_put_right(life: System, ruth: Person) -> None:
    browser = signed_in(ruth)
    known = Identity.objects.get(life=life)
    page = browser.get(at("identity", known.pk)).content.decode()
    assert "9 March 1984" in page
    assert "9" in browser.get(at("known_by", life.pk)).content.decode()
    sent = browser.post(at("known_by", life.pk), {**TYPED, "name": "Rosa Bell", "findable": "no"})
    assert sent.status_code == 302
    page = browser.get(at("identity", known.pk)).content.decode()
    assert "Rosa Bell" in page
    assert "Rosa Hall" not in page
    assert "Nobody finds me by this" in page


def test_what_is_known_is_first_said(ruth: Person) -> None:
    life = a_life_with(ruth)
    browser = signed_in(ruth)
    assert browser.get(at("known_by", life.pk)).status_code == 200
    assert browser.post(at("known_by", life.pk), {"findable": "yes"}).status_code == 302
    page = browser.get(at("identity", Identity.objects.get(life=life).pk))
    assert "Nothing is written down" in page.content.decode()


def test_a_wrong_day_is_said(life: System, ruth: Person) -> None:
    answer = signed_in(ruth).post(
        at("known_by", life.pk), {**TYPED, "born_1": "13", "findable": "yes"}
    )
    assert answer.status_code == 422
    assert "must be a real date" in answer.content.decode()


def test_who_sits_at_the_table_does_not_read_it(life: System, ruth: Person, joan: Person) -> None:
    a_seat(life, by=ruth, person=joan, ground="law")
    browser = signed_in(joan)
    assert browser.get(at("identity", Identity.objects.get().pk)).status_code == 404
    assert browser.get(at("known_by", life.pk)).status_code == 403
    assert browser.get(at("to_meet", life.pk)).status_code == 403
    assert browser.get(at("same_person", life.pk)).status_code == 403


# --- who asks to meet them -----------------------------------------------------------------------


def test_who_asks_waits_for_an_answer(life: System, ruth: Person, joan: Person) -> None:
    browser = signed_in(ruth)
    assert "Nobody is waiting" in browser.get(at("to_meet", life.pk)).content.decode()
    looked = asked(joan)
    assert "Somebody asks to meet a person" in browser.get(reverse("home:front")).content.decode()
    page = browser.get(at("to_meet", life.pk)).content.decode()
    assert "Joan, Citizens Advice" in page
    assert "since today" in page
    field = f"{str(looked.pk)[-6:]}-answer"
    browser.post(at("answer_to_meet", looked.pk), {field: ""})
    assert Looking.objects.waiting().count() == 1
    browser.post(at("answer_to_meet", looked.pk), {field: "yes"})
    assert not Looking.objects.waiting().exists()
    browser.post(at("answer_to_meet", looked.pk), {field: "yes"})
    assert "Answered before" in browser.get(at("to_meet", life.pk)).content.decode()


def test_a_stranger_answers_nothing(life: System, joan: Person) -> None:
    looked = asked(joan)
    assert signed_in(joan).post(at("answer_to_meet", looked.pk)).status_code == 404


def test_many_who_ask_cost_no_more(life: System, ruth: Person, joan: Person) -> None:
    browser = signed_in(ruth)
    asked(joan)
    browser.get(at("to_meet", life.pk))
    few = queries(lambda: browser.get(at("to_meet", life.pk)))
    for _each in range(5):
        asked(joan)
    assert queries(lambda: browser.get(at("to_meet", life.pk))) == few


# --- two lives of one person ---------------------------------------------------------------------


def test_two_lives_are_brought_together_and_taken_apart(life: System, ruth: Person) -> None:
    browser = signed_in(ruth)
    assert "walk with nobody else" in browser.get(at("same_person", life.pk)).content.decode()
    other = a_life_with(ruth, name="R. Hall")
    actions.know_by(life=other, by=ruth, name="Rosie Hall", born=BORN)
    a_life_with(ruth, name="Bob")
    page = browser.get(at("same_person", life.pk)).content.decode()
    assert "These may be the same person" in page
    unasked = browser.post(at("same_person", life.pk), {"other": str(other.pk)})
    assert unasked.status_code == 422
    browser.post(at("same_person", life.pk), {"other": str(other.pk), "asked": "on"})
    merged = Merged.objects.get()
    assert (merged.life, merged.into) == (other, life)
    assert "Take them apart again" in browser.get(at("same_person", other.pk)).content.decode()
    assert browser.post(at("take_apart", merged.pk)).status_code == 302
    assert not Merged.objects.current().exists()
    browser.post(at("take_apart", merged.pk))


def test_only_lives_of_ones_own_can_be_chosen(life: System, ruth: Person) -> None:
    foreign = a_life_with(a_person("Meg"), name="Rosa")
    a_life_with(ruth, name="Bob")
    answer = signed_in(ruth).post(
        at("same_person", life.pk), {"other": str(foreign.pk), "asked": "on"}
    )
    assert answer.status_code == 422


def test_many_lives_cost_no_more(life: System, ruth: Person) -> None:
    browser = signed_in(ruth)
    for each in range(2):
        actions.know_by(life=a_life_with(ruth, name=f"Rosa {each}"), by=ruth, name=f"Rosa {each}")
    browser.get(at("same_person", life.pk))
    few = queries(lambda: browser.get(at("same_person", life.pk)))
    for each in range(5):
        actions.know_by(life=a_life_with(ruth, name=f"Bob {each}"), by=ruth, name=f"Bob {each}")
    assert queries(lambda: browser.get(at("same_person", life.pk))) == few


def test_lists_show_one_of_two_to_who_sits_at_both(life: System, ruth: Person) -> None:
    other = a_life_with(ruth, name="Rosie")
    meg = a_person("Meg")
    a_seat(other, by=ruth, person=meg, ground="law")
    merged = actions.merge(life=other, into=life, by=ruth)
    browser = signed_in(ruth)
    link = f'href="{other.get_absolute_url()}"'
    for page in (reverse("home:front"), at("mine")):
        assert link not in browser.get(page).content.decode()
    assert link in browser.get(life.get_absolute_url()).content.decode()
    # Who sits at one only finds what they found before, and nothing of the other.
    assert link in signed_in(meg).get(reverse("home:front")).content.decode()
    page = signed_in(meg).get(other.get_absolute_url()).content.decode()
    assert str(life.pk) not in page
    assert signed_in(meg).get(life.get_absolute_url()).status_code == 404
    actions.unmerge(merged=merged, by=ruth)
    for page in (reverse("home:front"), at("mine")):
        assert link in browser.get(page).content.decode()
