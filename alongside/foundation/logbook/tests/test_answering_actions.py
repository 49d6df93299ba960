"""Promises, answers and asks: by whom, of whom, and what whoever told it hears."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions, rules
from alongside.foundation.logbook.models import (
    ANSWER,
    Answer,
    Ask,
    Ceiling,
    News,
    Promise,
    Reach,
    Says,
    Teller,
    Way,
)
from alongside.foundation.logbook.testing import a_voice, an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_seat, a_system

from .stored import everything_stored

pytestmark = pytest.mark.django_db

# --- promises and answers ------------------------------------------------------------------------


def test_a_voice_is_answered_by_whoever_promised(ruth: Person, place: System) -> None:
    promise = Promise.objects.get(entry=a_voice(place, by=ruth))
    said = actions.answer(promise=promise, says=Says.YES, to_tellers="It changed", by=ruth)
    assert Answer.objects.get(entry=said).says == Says.YES
    assert [of.of_id for of in said.because.all()] == [promise.entry_id]
    assert promise.kept_at is None
    with pytest.raises(PermissionDenied):
        actions.answer(promise=promise, says=Says.YES, to_tellers="Mine", by=a_person())


def test_not_yet_is_an_answer_with_a_reason_and_a_name(ruth: Person, place: System) -> None:
    promise = Promise.objects.get(entry=a_voice(place, by=ruth))
    for because, who in (("", ""), ("The law", " "), ("", "Parliament")):
        with pytest.raises(Refused):
            actions.answer(
                promise=promise, says=Says.NOT_YET, to_tellers="Not yet", because=because,
                who_could=who, by=ruth,
            )  # fmt: skip
    actions.answer(
        promise=promise, says=Says.NOT_YET, to_tellers="Not yet", because="The law",
        who_could="Parliament", way=Way.IN_PERSON, by=ruth,
    )  # fmt: skip
    promise.refresh_from_db()
    assert promise.kept_at is not None
    assert News.objects.get().way == Way.IN_PERSON


def test_what_is_kept_close_can_still_be_answered_by_who_heard_it(
    ruth: Person, place: System
) -> None:
    joan = a_person("Joan")
    a_seat(place, by=ruth, person=joan)
    entry = a_voice(place, by=joan, reach=Reach.US, ceiling=Ceiling.CLOSE)
    assert not rules.can_read(joan, entry)
    said = actions.answer(promise=Promise.objects.get(), says=Says.YES, to_tellers="Done", by=joan)
    assert {a.reach for a in said.audiences.all()} == {Reach.US}


def test_nobody_is_left_to_answer_once_words_are_taken_back(ruth: Person, place: System) -> None:
    promise = Promise.objects.get(entry=a_voice(place, by=ruth))
    actions.withdraw(entry=promise.entry, by=ruth)
    assert not Promise.objects.owed().exists()
    with pytest.raises(Refused):
        actions.answer(promise=promise, says=Says.YES, to_tellers="It changed", by=ruth)


def test_a_promise_is_offered_for_never_handed_over(ruth: Person, place: System) -> None:
    joan, dev = a_person("Joan"), a_person("Dev")
    promise = Promise.objects.get(entry=a_voice(place, by=ruth))
    for verb in (actions.take_on, actions.offer):
        with pytest.raises(PermissionDenied):
            verb(promise=promise, by=joan)
    for who in (joan, dev):
        a_seat(place, by=ruth, person=who)
    with pytest.raises(PermissionDenied):
        actions.take_on(promise=promise, by=joan)
    with pytest.raises(Refused, match="Nobody who could answer here"):
        actions.let_bring(promise=promise, by=ruth)
    actions.offer(promise=promise, by=joan)
    with pytest.raises(Refused, match="Joan offered that already"):
        actions.offer(promise=promise, by=dev)
    assert Promise.objects.get().by == ruth
    with pytest.raises(PermissionDenied):
        actions.let_bring(promise=promise, by=dev)
    actions.let_bring(promise=promise, by=ruth)
    now = Promise.objects.get()
    assert (now.by, now.first_by, now.offered_by) == (joan, ruth, None)
    with pytest.raises(Refused, match="already"):
        actions.take_on(promise=promise, by=joan)


def test_an_offer_of_who_left_binds_nobody(ruth: Person, place: System) -> None:
    joan, dev = a_person("Joan"), a_person("Dev")
    promise = Promise.objects.get(entry=a_voice(place, by=ruth))
    seat = a_seat(place, by=ruth, person=joan)
    a_seat(place, by=ruth, person=dev)
    actions.offer(promise=promise, by=joan)
    systems.end_seat(seat=seat, by=ruth)
    with pytest.raises(Refused, match="Nobody who could answer here"):
        actions.let_bring(promise=promise, by=ruth)
    actions.offer(promise=promise, by=dev)
    assert Promise.objects.get().offered_by == dev


def test_who_holds_the_table_takes_on_what_another_promised(ruth: Person, place: System) -> None:
    joan = a_person("Joan")
    a_seat(place, by=ruth, person=joan)
    promise = Promise.objects.get(entry=a_voice(place, by=joan))
    actions.take_on(promise=promise, by=ruth)
    now = Promise.objects.get()
    assert (now.by, now.first_by) == (ruth, joan)


def test_news_is_brought_once_and_only_where_words_for_them_are(
    ruth: Person, place: System
) -> None:
    kerry = a_person("Kerry")
    entry = a_voice(place, by=ruth, teller=kerry)
    promise = Promise.objects.get()
    bare = an_entry(place, by=ruth, because=[entry])
    with pytest.raises(Refused):
        actions.bring_news(promise=promise, entry=bare, way=Way.IN_PERSON, by=ruth)
    said = actions.answer(promise=promise, says=Says.YES, to_tellers="It changed", by=ruth)
    actions.read_news(promise=promise, entry=said, by=kerry)
    with pytest.raises(Refused):
        actions.bring_news(promise=promise, entry=said, way=Way.ON_PAPER, by=ruth)
    with pytest.raises(PermissionDenied):
        actions.read_news(promise=promise, entry=said, by=ruth)


def test_a_new_card_shuts_the_one_before(ruth: Person, place: System) -> None:
    entry = a_voice(place, by=ruth)
    first = bytes(Teller.objects.get().code or b"")
    code = actions.make_card(entry=entry, by=ruth)
    assert bytes(Teller.objects.get().code or b"") != first
    assert len(code.replace("-", "")) == 16
    assert code not in everything_stored()
    with pytest.raises(PermissionDenied):
        actions.make_card(entry=entry, by=a_person())


# --- asking --------------------------------------------------------------------------------------


def test_what_is_asked_is_with_the_other_table_at_once(ruth: Person, place: System) -> None:
    joan = a_person("Joan")
    council = a_system(by=joan)
    entry = actions.ask(system=place, of=council, words="Pause visits", why="They fear", by=ruth)
    assert rules.can_read(joan, entry)
    assert Ask.objects.get().answered_at is None
    said = actions.answer_ask(
        ask=Ask.objects.get(), says=Says.PARTLY, words="On Mondays", to_tellers="Less", by=joan
    )
    assert said.kind == ANSWER
    assert rules.can_read(ruth, said)
    answered = Ask.objects.get().answered_at
    assert answered is not None
    assert answered <= timezone.now()


def test_nothing_is_asked_of_a_life_or_of_oneself(ruth: Person, place: System) -> None:
    for of in (place, a_life(by=ruth)):
        with pytest.raises(Refused):
            actions.ask(system=place, of=of, words="Change", why="So", by=ruth)


def test_what_is_seen_one_way_only_asks_nobody_to_change(ruth: Person, place: System) -> None:
    insight = an_entry(place, by=ruth, seen_one_way=True)
    with pytest.raises(Refused, match="one way"):
        actions.ask(
            system=place, of=a_system(), words="Change", why="So", because=[insight], by=ruth
        )
    assert not Ask.objects.exists()


def test_those_who_were_asked_answer_with_reasons(ruth: Person, place: System) -> None:
    actions.ask(system=place, of=a_system(by=(joan := a_person())), words="x", why="y", by=ruth)
    ask = Ask.objects.get()
    with pytest.raises(PermissionDenied):
        actions.answer_ask(ask=ask, says=Says.YES, words="Ours", to_tellers="", by=ruth)
    with pytest.raises(Refused):
        actions.answer_ask(ask=ask, says=Says.NOT_YET, words="No", to_tellers="", by=joan)
