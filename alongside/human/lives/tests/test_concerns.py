"""A look does not seem right: what the person asks, who sees it, and what they are answered."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Entry, Words
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Reader, System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.human.lives import actions, rules
from alongside.human.lives.forms.concerns import ConcernForm
from alongside.human.lives.models import Concern, Look, SaidHow
from alongside.human.lives.testing import (
    a_concern,
    a_life_with,
    a_look,
    a_yes_to,
    an_override,
    somebody_who_may_act,
)

from .pages import signed_in

pytestmark = pytest.mark.django_db
ASKS = "Why did Dev open what I said about my son?"


class World:
    """Rosa's life with Ruth; Dev has looked; Sam and Sue could look into it."""

    def __init__(self) -> None:
        self.ruth = a_person("Ruth Tanner")
        self.rosa, self.dev = a_person("Rosa", by=self.ruth), a_person("Dev Patel", by=self.ruth)
        self.sam, self.sue = a_person("Sam Steward", by=self.ruth), a_person("Sue Founder")
        place = a_system(by=self.sam, name="Gateshead")
        systems.settle(system=place, by=self.sam)
        self.place = place
        self.organisation: Organisation = an_organisation("Citizens Advice", by=self.sue)
        a_membership(self.dev, self.organisation)
        self.life: System = a_life_with(by=self.ruth, name="Rosa", whose=self.rosa)
        self.yes = a_yes_to(self.life, by=self.rosa, recipient=self.dev, categories=["family"])
        self.entry: Entry = an_entry(
            self.life, by=self.ruth, words="My boy is not at home.", category="family"
        )
        self.look: Look = a_look(self.life, by=self.dev, entries=[self.entry], why="home:system")

    def ask(self) -> Concern:
        return a_concern(self.life, by=self.rosa, look=self.look, asked=self.sam, words=ASKS)


@pytest.fixture
def world() -> World:
    return World()


def shown(person: Person, concern: Concern) -> str:
    answer = signed_in(person).get(reverse("lives:concern", args=[concern.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


# --- who could look into it ----------------------------------------------------------------------


def test_it_goes_to_a_steward_of_the_place_or_who_set_up_the_workers_organisation(
    world: World,
) -> None:
    assert rules.could_look_into(world.dev, world.life) == [world.sam, world.sue]


def test_never_to_the_worker_nor_to_whom_somebody_said_no(world: World) -> None:
    assert rules.could_look_into(world.sam, world.life) == []
    systems.exclude(system=world.life, person=world.sue, by=world.rosa)
    assert rules.could_look_into(world.dev, world.life) == [world.sam]


def test_never_to_whose_life_it_is(world: World) -> None:
    a_seat(world.place, by=world.sam, person=world.rosa, role="steward")
    assert world.rosa not in rules.could_look_into(world.dev, world.life)


# --- raising it ----------------------------------------------------------------------------------


def test_the_person_asks_and_the_worker_knows_at_the_same_moment(world: World) -> None:
    concern = world.ask()
    assert (concern.about, concern.asked, concern.said_how) == (world.dev, world.sam, SaidHow.HERE)
    for person in (world.rosa, world.ruth, world.dev, world.sam):
        assert ASKS in shown(person, concern)
    mine = signed_in(world.dev).get(reverse("lives:concerns")).content.decode()
    assert "You can say how it was" in mine
    assert ASKS not in mine
    waiting = signed_in(world.sam).get(reverse("lives:concerns")).content.decode()
    assert "About a look by Dev Patel" in waiting


def test_who_walks_alongside_asks_with_them_and_that_is_written_down(world: World) -> None:
    concern = a_concern(world.life, by=world.ruth, look=world.look, asked=world.sam)
    assert concern.said_how == SaidHow.BESIDE


def test_nobody_else_can_ask(world: World) -> None:
    for person in (world.dev, world.sam, a_person("Nye")):
        with pytest.raises(PermissionDenied):
            a_concern(world.life, by=person, look=world.look, asked=world.sue)


@pytest.mark.parametrize("whose", ["rosa", "ruth"])
def test_not_about_ones_own_look(world: World, whose: str) -> None:
    person = getattr(world, whose)
    look = a_look(world.life, by=person)
    with pytest.raises(Refused):
        a_concern(world.life, by=person, look=look, asked=world.sam)


def test_the_person_can_ask_about_who_walks_with_them(world: World) -> None:
    look = a_look(world.life, by=world.ruth)
    assert a_concern(world.life, by=world.rosa, look=look, asked=world.sam).about == world.ruth


def test_asked_once_at_a_time_and_only_of_who_could(world: World) -> None:
    with pytest.raises(Refused):
        a_concern(world.life, by=world.rosa, look=world.look, asked=world.dev)
    world.ask()
    with pytest.raises(Refused, match="already"):
        world.ask()


def test_the_words_are_sealed_and_the_events_hold_none(world: World) -> None:
    concern = world.ask()
    assert not Words.objects.filter(entry=concern.entry).exclude(plain="").exists()
    assert not any("my son" in event.data for event in Event.objects.all())
    assert Event.objects.get(kind="lives.concern_raised").chain == world.life.pk


# --- who sees what -------------------------------------------------------------------------------


def test_who_looks_into_it_sees_that_and_nothing_more_of_the_life(world: World) -> None:
    concern = world.ask()
    assert not Reader.of(world.sam).sits_at(world.life.pk)
    client = signed_in(world.sam)
    for name in ("home:system", "systems:table", "lives:who_looked", "lives:who_may_know"):
        url = reverse(name, args=[world.life.pk])
        assert client.get(url, {"beside": "1"}).status_code == 404, name
    assert client.get(reverse("home:thread", args=[world.entry.pk])).status_code == 404
    assert client.get(reverse("home:thread", args=[concern.pk])).status_code == 404
    page = shown(world.sam, concern)
    assert "My boy is not at home" not in page  # what kind of thing it was, never the thing
    assert str(world.entry.pk) not in page


def test_only_looks_of_that_worker_at_that_life(world: World) -> None:
    a_look(world.life, by=world.ruth, why="systems:table")
    another = a_life_with(by=world.ruth, name="Bob")
    a_look(another, by=world.dev, why="listening:story")
    a_look(world.life, by=world.dev, why="lives:all_that_matters")
    page = shown(world.sam, world.ask())
    assert "Opened what matters to you" in page
    assert "Looked at who is alongside you" not in page
    assert "Read a story you told" not in page


def test_what_the_person_cannot_be_told_of_yet_is_not_among_the_looks(world: World) -> None:
    sol = somebody_who_may_act("Sol Both")
    override = an_override(world.life, by=sol, categories=["safety"])
    a_yes_to(world.life, by=world.rosa, recipient=sol, categories=["family"])
    harm = an_entry(world.life, by=world.ruth, words="Harm.", category="safety")
    a_look(world.life, by=sol, entries=[harm], why="lives:conversation")
    look = a_look(world.life, by=sol, entries=[world.entry], why="listening:story")
    concern = a_concern(world.life, by=world.rosa, look=look, asked=world.sam)
    for person in (world.rosa, world.sam):
        assert "Read a story you told" in shown(person, concern)
        assert "Read a note of a talk with you" not in shown(person, concern)
    actions.tell_them(override=override, how="person", words="We came because.", by=sol)
    assert "Read a note of a talk with you" in shown(world.rosa, concern)


def test_that_they_read_it_is_a_look_the_person_sees(world: World) -> None:
    concern = world.ask()
    shown(world.sam, concern)
    page = (
        signed_in(world.rosa)
        .get(reverse("lives:who_looked", args=[world.life.pk]))
        .content.decode()
    )
    assert "Sam Steward" in page
    assert "Read what you asked about a look" in page
    assert "You asked about a look, by name" in page


def test_to_others_it_is_not_there(world: World) -> None:
    concern = world.ask()
    outsider = a_person("Nye")
    a_membership(outsider, world.organisation)
    for person in (outsider, world.sue):
        for name in ("concern", "say_how", "answer_concern", "ask_another"):
            url = reverse(f"lives:{name}", args=[concern.pk])
            assert signed_in(person).get(url).status_code == 404, name
    url = reverse("lives:raise_concern", args=[world.life.pk, world.look.event])
    assert signed_in(outsider).get(url).status_code == 404
    assert signed_in(world.dev).get(url).status_code == 404


def test_a_look_of_another_life_cannot_be_asked_about_here(world: World) -> None:
    """One id under another's address: the hole found elsewhere, looked for here."""
    other = a_look(a_life_with(by=world.ruth, name="Bob"), by=world.dev)
    url = reverse("lives:raise_concern", args=[world.life.pk, other.event])
    assert signed_in(world.rosa).get(url).status_code == 404


def test_a_no_by_name_later_leaves_them_able_to_say_how_it_was(world: World) -> None:
    concern = world.ask()
    actions.take_back(agreement=world.yes, by=world.rosa)
    systems.exclude(system=world.life, person=world.dev, by=world.rosa)
    assert ASKS in shown(world.dev, concern)


# --- how it was, and the answer ------------------------------------------------------------------


def test_from_a_question_to_an_answer(world: World) -> None:
    concern = world.ask()
    how = reverse("lives:say_how", args=[concern.pk])
    assert signed_in(world.dev).post(how, {"words": ""}).status_code == 422
    assert signed_in(world.dev).post(how, {"words": "I opened the wrong line."}).status_code == 302
    assert "I opened the wrong line." in shown(world.rosa, concern)
    answer = reverse("lives:answer_concern", args=[concern.pk])
    assert signed_in(world.sam).post(answer, {"to_tellers": ""}).status_code == 422
    words = "You were right to ask. Dev is sorry, and knows where to look now."
    assert signed_in(world.sam).post(answer, {"to_tellers": words}).status_code == 302
    assert words in shown(world.rosa, concern)
    assert words in shown(world.dev, concern)
    looked = signed_in(world.rosa).get(reverse("lives:who_looked", args=[world.life.pk]))
    assert "Sam Steward has answered" in looked.content.decode()
    assert signed_in(world.sam).post(answer, {"to_tellers": "Again."}).status_code == 422
    assert signed_in(world.dev).post(how, {"words": "Again."}).status_code == 422


def test_it_waits_on_the_day_of_who_is_to_answer_and_of_who_looked(world: World) -> None:
    world.ask()
    asked = "Somebody asks you to look into a look"
    about = "Somebody asks about a look of yours"
    for person, sentences in ((world.sam, {asked}), (world.dev, {about}), (world.rosa, set())):
        day = signed_in(person).get(reverse("home:front")).content.decode()
        assert {one for one in (asked, about) if one in day} == sentences
        assert ASKS not in day


def test_each_says_only_their_own(world: World) -> None:
    concern = world.ask()
    for person in (world.rosa, world.ruth, world.sam):
        assert signed_in(person).get(reverse("lives:say_how", args=[concern.pk])).status_code == 403
    for person in (world.rosa, world.ruth, world.dev):
        url = reverse("lives:answer_concern", args=[concern.pk])
        assert signed_in(person).get(url).status_code == 403
    for person in (world.dev, world.sam):
        url = reverse("lives:ask_another", args=[concern.pk])
        assert signed_in(person).get(url).status_code == 403


def test_who_has_it_too_long_is_asked_no_more(world: World) -> None:
    concern = world.ask()
    url = reverse("lives:ask_another", args=[concern.pk])
    page = signed_in(world.rosa).get(url).content.decode()
    assert "Sue Founder" in page
    assert str(world.dev.pk) not in page
    answer = signed_in(world.rosa).post(url, {"asked": str(world.sue.pk)})
    assert answer.status_code == 302
    assert ASKS in shown(world.sue, concern)
    url = reverse("lives:concern", args=[concern.pk])
    assert signed_in(world.sam).get(url).status_code == 404
    fresh = Concern.objects.get(pk=concern.pk)
    with pytest.raises(PermissionDenied):
        actions.answer_concern(concern=fresh, to_tellers="Late.", by=world.sam)
    stale = concern  # as it was on a page opened before
    with pytest.raises(Refused):
        actions.answer_concern(concern=stale, to_tellers="Late.", by=world.sam)


def test_it_can_be_taken_back(world: World) -> None:
    concern = world.ask()
    logbook.withdraw(entry=concern.entry, by=world.rosa)
    for person in (world.dev, world.sam):
        page = shown(person, concern)
        assert "This was taken back." in page
        assert ASKS not in page
    with pytest.raises(Refused):
        actions.answer_concern(
            concern=Concern.objects.get(pk=concern.pk), to_tellers="Late.", by=world.sam
        )
    assert world.ask().pk != concern.pk


def test_asking_says_what_is_missing_and_whom_it_can_go_to(world: World) -> None:
    client = signed_in(world.rosa)
    url = reverse("lives:raise_concern", args=[world.life.pk, world.look.event])
    page = client.get(url).content.decode()
    assert "Sam Steward" in page
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"words": ASKS, "asked": str(world.dev.pk)}).status_code == 422
    answer = client.post(url, {"words": ASKS, "asked": str(world.sam.pk)})
    assert answer.headers["Location"] == reverse("lives:concern", args=[Concern.objects.get().pk])
    look = a_look(world.life, by=world.sam)
    systems.exclude(system=world.life, person=world.sue, by=world.rosa)
    url = reverse("lives:raise_concern", args=[world.life.pk, look.event])
    assert "Nobody here can look into it yet." in client.get(url).content.decode()


def test_many_looks_are_no_more_work(world: World) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    concern = world.ask()
    client = signed_in(world.sam)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("lives:concern", args=[concern.pk]))
        return len(caught)

    few = queries()
    for _time in range(20):
        a_look(world.life, by=world.dev, entries=[world.entry])
    assert queries() == few


def test_whoever_works_with_them_comes_last_and_is_said_to() -> None:
    world = World()
    a_membership(world.sam, world.organisation)
    assert rules.could_look_into(world.dev, world.life) == [world.sue, world.sam]
    form = ConcernForm(people=[world.sue, world.sam], about=world.dev)
    offered: Any = form.fields["asked"]
    said = [label for _pk, label in offered.choices]
    assert said[-2:] == ["Sue Founder", "Sam Steward, who works with Dev Patel"]
    alone = ConcernForm(people=[world.sam], about=world.dev)
    assert "works with them" in str(alone.fields["asked"].help_text)
