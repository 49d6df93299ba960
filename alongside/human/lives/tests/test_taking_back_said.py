"""What was said with somebody who cannot speak alone is taken back: by them, or for less."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook.models import Words
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record import checking
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import Reader, System
from alongside.human.lives import actions
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import Agreement, Question, SaidWith, SpeaksWith
from alongside.human.lives.testing import a_life_with, a_question_to, a_voice

from .pages import at, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth() -> Person:
    return a_membership(a_person("Ruth"), an_organisation("The team")).person


@pytest.fixture
def aunt(cass: System, ruth: Person) -> Person:
    return a_voice(cass, by=ruth, person=a_person("Aunt Bea")).person


@pytest.fixture
def uncle(cass: System, ruth: Person) -> Person:
    return a_voice(cass, by=ruth, person=a_person("Uncle Col")).person


@pytest.fixture
def asked(cass: System, ruth: Person) -> Question:
    return a_question_to(cass, by=ruth)


def said(asked: Question, by: Person, says: str = "yes", theirs: str = "yes") -> SaidWith:
    words = "He nodded, and said “tell her”."
    return actions.say_with(question=asked, by=by, says=says, theirs=theirs, words=words)


def test_a_yes_that_is_taken_back_ends_at_once_and_his_words_go(
    cass: System, ruth: Person, aunt: Person, asked: Question
) -> None:
    one, agreed = said(asked, aunt), Agreement.objects.get()
    assert one.gave == agreed
    assert agreed.person is not None
    assert Reader.of(agreed.person).sits_at(cass.pk)
    actions.take_back_said(said=one, by=ruth)
    assert not Reader.of(agreed.person).sits_at(cass.pk)
    assert not Words.objects.filter(entry=asked.entry, part=one.words_part).exists()
    assert not Words.objects.filter(entry=agreed.entry, part="own").exists()
    assert Words.objects.filter(entry=agreed.entry, part="question").exists()
    event = Event.objects.get(kind=LivesEvent.SAID_WITH_TAKEN_BACK)
    assert (event.chain, event.by, event.thing) == (cass.pk, ruth.pk, one.pk)
    assert checking.check().faults == []
    with pytest.raises(Refused, match="taken back already"):
        actions.take_back_said(said=one, by=ruth)


def test_another_who_speaks_with_him_takes_a_yes_back(
    aunt: Person, uncle: Person, asked: Question
) -> None:
    one = said(asked, aunt)
    actions.take_back_said(said=one, by=uncle)
    assert not Agreement.objects.current().exists()


def test_a_no_is_taken_back_by_who_said_it_or_by_him_and_waits_again(
    ruth: Person, aunt: Person, uncle: Person, asked: Question
) -> None:
    one = said(asked, aunt, says="no", theirs="no")
    with pytest.raises(PermissionDenied):
        actions.take_back_said(said=one, by=uncle)
    actions.take_back_said(said=one, by=ruth)
    asked.refresh_from_db()
    assert (asked.said, asked.answered_at) == ("", None)
    actions.take_back_said(said=said(asked, aunt, says="no"), by=aunt)
    asked.refresh_from_db()
    said(asked, aunt)
    assert Agreement.objects.current().count() == 1


def test_where_they_sign_in_it_was_only_said_beside_them(ruth: Person) -> None:
    rosa = a_person("Rosa")
    life = a_life_with(ruth, whose=rosa)
    aunt = a_voice(life, by=rosa, person=a_person("Aunt Bea"), because="now").person
    asked = a_question_to(life, by=ruth)
    one = said(asked, aunt)
    assert one.gave is None
    actions.say_yes(question=asked, by=rosa)
    actions.take_back_said(said=one, by=rosa)
    asked.refresh_from_db()
    assert asked.said == "yes"
    assert Agreement.objects.current().count() == 1


def test_nobody_else_does(cass: System, ruth: Person, aunt: Person, asked: Question) -> None:
    one, agreed = said(asked, aunt), Agreement.objects.get()
    ended = a_voice(cass, by=ruth, person=a_person("Once"))
    actions.end_voice(voice=ended, by=ruth)
    for somebody in (a_person("Eve"), ended.person, agreed.person):
        assert somebody is not None
        with pytest.raises(PermissionDenied):
            actions.take_back_said(said=one, by=somebody)
        assert signed_in(somebody).post(at("take_back_said", one.pk)).status_code == 404


# --- the pages -----------------------------------------------------------------------------------


def test_who_said_it_takes_it_back_on_their_page(
    ruth: Person, aunt: Person, asked: Question
) -> None:
    one = said(asked, aunt)
    page = at("speaks_with", one.voice_id)
    shown = signed_in(aunt).get(page).content.decode()
    assert "What was said with them" in shown
    assert at("take_back_said", one.pk) in shown
    done = signed_in(aunt).post(at("take_back_said", one.pk), follow=True).content.decode()
    assert "That is taken back" in done
    assert "What was said with them" not in done


def test_another_reads_the_question_and_not_his_words(
    cass: System, ruth: Person, aunt: Person, uncle: Person, asked: Question
) -> None:
    one, his = said(asked, aunt), SpeaksWith.objects.get(person=uncle)
    shown = signed_in(uncle).get(at("speaks_with", his.pk)).content.decode()
    assert "Aunt Bea said yes" in shown
    assert "tell her" not in shown
    signed_in(uncle).post(at("take_back_said", one.pk))
    assert not Agreement.objects.current().exists()


def test_beside_him_his_worker_takes_it_back_on_the_question(
    ruth: Person, aunt: Person, asked: Question
) -> None:
    one = said(asked, aunt)
    page = at("question", asked.pk)
    assert at("take_back_said", one.pk) in signed_in(ruth).get(page).content.decode()
    done = signed_in(ruth).post(at("take_back_said", one.pk), follow=True).content.decode()
    assert "was taken back by Ruth" in done
    assert "tell her" not in done


def test_a_yes_that_was_renewed_ends_too(cass: System, ruth: Person, asked: Question) -> None:
    aunt = a_voice(cass, by=ruth, person=a_person("Aunt Bea")).person
    one, agreed = said(asked, aunt), Agreement.objects.get()
    for weeks in (4, 8):
        later = timezone.now() + timedelta(weeks=weeks)
        agreed = actions.renew(agreement=agreed, by=ruth, until=later)
    assert agreed.person is not None
    done = signed_in(aunt).post(at("take_back_said", one.pk), follow=True).content.decode()
    assert "What it gave has ended." in done
    assert not Reader.of(agreed.person).sits_at(cass.pk)


def test_it_says_what_came_of_taking_it_back(
    cass: System, ruth: Person, aunt: Person, asked: Question
) -> None:
    one = said(asked, aunt)
    actions.take_back(agreement=Agreement.objects.get(), by=ruth)
    done = signed_in(aunt).post(at("take_back_said", one.pk), follow=True).content.decode()
    assert "Nothing stood because of it any more." in done
    no = said(a_question_to(cass, by=ruth), aunt, says="no", theirs="no")
    done = signed_in(aunt).post(at("take_back_said", no.pk), follow=True).content.decode()
    assert "waits for an answer again" in done
    assert "What it gave" not in done
