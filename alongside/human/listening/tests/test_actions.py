from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Audience, Entry, Promise, Teller
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.logbook.testing import taken_on
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import Role, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.human.listening import actions
from alongside.human.listening.actions import importing
from alongside.human.listening.csvfiles import Row
from alongside.human.listening.events import ListeningEvent
from alongside.human.listening.models import Story, Visit, Whose
from alongside.human.listening.testing import a_card, a_story, a_visit

pytestmark = pytest.mark.django_db


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def happened(kind: str) -> list[Event]:
    return list(Event.objects.filter(kind=kind))


# --- visits ----------------------------------------------------------------------------------


def test_two_of_different_standing_plan_a_visit(system: System, ruth: Person) -> None:
    joan = a_person("Joan")
    a_seat(system, by=ruth, person=joan)
    visit = a_visit(system=system, by=ruth, second=joan, on=tomorrow())
    words = words_of([visit.entry])[visit.pk]
    assert (visit.first, visit.second, visit.is_ahead) == (ruth, joan, True)
    assert words["first_standing"] == "chief executive"
    assert "second" not in words
    assert visit.entry.title == "The hostel on Union Street"
    assert [event.thing for event in happened(ListeningEvent.VISIT_PLANNED)] == [visit.pk]


def test_somebody_pairs_two_others(system: System, ruth: Person) -> None:
    joan, dev = a_person("Joan"), a_person("Dev")
    a_seat(system, by=ruth, person=joan)
    a_seat(system, by=ruth, person=dev)
    visit = a_visit(system=system, by=ruth, first=joan, second=dev)
    assert (visit.first, visit.second, visit.entry.by) == (joan, dev, ruth)


def test_only_who_holds_the_table_pairs_two_others(system: System, ruth: Person) -> None:
    joan, dev = a_person("Joan"), a_person("Dev")
    a_seat(system, by=ruth, person=joan)
    a_seat(system, by=ruth, person=dev)
    for others in ({"second": dev}, {"second_name": "Amira"}):
        with pytest.raises(Refused, match="Choose yourself as one of the two"):
            a_visit(system=system, by=joan, first=ruth, **others)
    assert a_visit(system=system, by=joan, first=dev, second=joan).entry.by == joan


def test_a_visit_is_not_made_alone(system: System, ruth: Person) -> None:
    for second in ({"second": ruth}, {"second_name": " ruth  TAIT "}):
        with pytest.raises(Refused, match="made by two people"):
            a_visit(system=system, by=ruth, **second)
    with pytest.raises(Refused, match="Say who goes with you"):
        a_visit(system=system, by=ruth, second_name=" ")


def test_two_of_one_standing_hear_the_same(system: System, ruth: Person) -> None:
    with pytest.raises(Refused, match="different standing"):
        a_visit(system=system, by=ruth, first_standing="Cleaner", second_standing=" cleaner")
    assert not Visit.objects.exists()


def test_who_goes_has_a_seat_at_the_table(system: System, ruth: Person) -> None:
    stranger = a_person("Amira")
    with pytest.raises(Refused, match="Amira has no seat at this table yet"):
        a_visit(system=system, by=ruth, second=stranger)
    with pytest.raises(PermissionDenied):
        a_visit(system=system, by=stranger)


def test_each_of_the_two_says_what_it_did_between_them(system: System, ruth: Person) -> None:
    joan = a_person("Joan")
    a_seat(system, by=ruth, person=joan)
    visit = a_visit(system=system, by=ruth, second=joan)
    actions.note_visit(visit=visit, between="It was fear.", by=ruth)
    actions.note_visit(visit=visit, between="She listened.", by=joan)
    words = words_of([visit.entry])[visit.pk]
    assert (words["between"], words["between_second"]) == ("It was fear.", "She listened.")
    assert len(happened(ListeningEvent.VISITED)) == 2
    with pytest.raises(Refused, match="already"):
        actions.note_visit(visit=visit, between="More.", by=ruth)


def test_what_it_did_is_said_once_it_was(system: System, ruth: Person) -> None:
    visit = a_visit(system=system, by=ruth, on=tomorrow())
    with pytest.raises(Refused, match="still to come"):
        actions.note_visit(visit=visit, between="It was fear.", by=ruth)
    with pytest.raises(Refused, match="still to come"):
        a_story(system=system, by=ruth, visit=visit)
    gone = a_visit(system=system, by=ruth)
    logbook.withdraw(entry=gone.entry, by=ruth)
    with pytest.raises(PermissionDenied):
        actions.note_visit(visit=gone, between="It was fear.", by=ruth)


# --- stories ---------------------------------------------------------------------------------


def test_who_writes_it_down_promises_news(system: System, ruth: Person) -> None:
    entry, code = a_card(system=system, by=ruth)
    assert Promise.objects.get(entry=entry).by == ruth
    assert Teller.objects.get(voices__entry=entry).person is None
    assert len(code.replace("-", "")) == 16
    assert code not in str(Event.objects.values_list("data", flat=True))
    assert [event.thing for event in happened(ListeningEvent.TOLD)] == [entry.pk]


def test_told_alone_the_table_owes_the_answer(system: System, ruth: Person) -> None:
    joan = a_person("Joan")
    a_seat(system, by=ruth, person=joan)
    entry = a_story(system=system, by=joan, teller=Whose.MINE)
    assert Promise.objects.get(entry=entry).by == ruth
    assert Teller.objects.get(voices__entry=entry).person == joan
    alone = a_story(system=system, by=ruth, teller=Whose.MINE)
    assert not Promise.objects.filter(entry=alone).exists()
    steward = a_person("Dev")
    a_seat(system, by=ruth, person=steward, role=Role.STEWARD)
    assert Promise.objects.get(entry=a_story(system=system, by=ruth, teller="me")).by == steward


def test_what_its_writer_does_not_read_again_is_promised_by_who_does(
    system: System, ruth: Person
) -> None:
    joan = a_person("Joan")
    a_seat(system, by=ruth, person=joan)
    for told in ({"ceiling": "close"}, {"ceiling": "learn", "reach": "us"}):
        entry = a_story(system=system, by=joan, **told)
        assert Promise.objects.get(entry=entry).by == ruth
    rows = [Row(2, "One", ceiling="close"), Row(3, "Two", ceiling="learn")]
    came = actions.import_stories(system=system, rows=rows, by=joan)
    owed = [Promise.objects.get(entry=entry).by for entry in came.new]
    assert owed == [ruth, joan]
    by_ruth = a_story(system=system, by=ruth, ceiling="close")
    assert Promise.objects.get(entry=by_ruth).by == ruth


def test_in_a_life_who_walks_alongside_owes_it(ruth: Person) -> None:
    rosa = a_person("Rosa")
    life = a_life(by=ruth, whose=rosa)
    entry = a_story(system=life, by=rosa, teller=Whose.MINE)
    assert Promise.objects.get(entry=entry).by == ruth
    assert entry.title == ""


def test_nobody_promises_for_somebody_else(system: System, ruth: Person) -> None:
    joan = a_person("Joan")
    a_seat(system, by=ruth, person=joan)
    with pytest.raises(Refused, match="Only they can promise that"):
        a_story(system=system, by=ruth, promised_by=joan)
    entry = a_story(system=system, by=ruth, promised_by=ruth)
    promise = Promise.objects.get(entry=entry)
    taken_on(promise, by=joan)
    assert Promise.objects.get(entry=entry).by == joan


@pytest.mark.parametrize(
    ("ceiling", "reaches"),
    [("close", {"us"}), ("learn", {"table"}), ("quoted", {"table"}), ("open", {"table"})],
)
def test_a_story_reaches_as_far_as_its_teller_lets_it(
    system: System, ruth: Person, ceiling: str, reaches: set[str]
) -> None:
    entry = a_story(system=system, by=ruth, ceiling=ceiling)
    assert {a.reach for a in Audience.objects.filter(entry=entry)} == reaches


@pytest.mark.parametrize(("ceiling", "reach"), [("close", "table"), ("learn", "anyone")])
def test_and_no_further(system: System, ruth: Person, ceiling: str, reach: str) -> None:
    with pytest.raises(Refused, match="cannot reach that far"):
        a_story(system=system, by=ruth, ceiling=ceiling, reach=reach)
    assert not Story.objects.exists()


def test_a_story_of_a_visit_is_of_its_day_and_table(system: System, ruth: Person) -> None:
    visit = a_visit(system=system, by=ruth)
    entry = a_story(system=system, by=ruth, visit=visit)
    assert entry.on == visit.on
    assert Story.objects.get(pk=entry.pk).visit == visit
    elsewhere = a_system(by=ruth, name="Another")
    with pytest.raises(Refused, match="for another table"):
        a_story(system=elsewhere, by=ruth, visit=visit)
    joan = a_person("Joan")
    with pytest.raises(PermissionDenied):
        a_story(system=a_system(by=joan), by=joan, visit=visit)


def test_nothing_is_told_tomorrow_or_by_a_stranger(system: System, ruth: Person) -> None:
    with pytest.raises(Refused, match="today or before"):
        a_story(system=system, by=ruth, told_on=tomorrow())
    with pytest.raises(PermissionDenied):
        a_story(system=system, by=a_person())


def test_a_seat_for_one_thing_writes_about_it_only(ruth: Person) -> None:
    life, joan = a_life(by=ruth), a_person("Joan")
    a_seat(life, by=ruth, person=joan, ground="agreed", categories=["money"])
    assert a_story(system=life, by=joan, category="money").category == "money"
    for other in ("health", ""):
        with pytest.raises(Refused, match="something your seat here is for"):
            a_story(system=life, by=joan, category=other)
        with pytest.raises(Refused, match="something your seat here is for"):
            a_visit(system=life, by=joan, category=other)
        rows = [Row(2, "One", category="money"), Row(3, "Two", category=other)]
        with pytest.raises(Refused, match="something your seat here is for"):
            actions.import_stories(system=life, rows=rows, by=joan)
    assert Story.objects.count() == 1


# --- stories gathered elsewhere --------------------------------------------------------------


def test_stories_are_brought_in_once(system: System, ruth: Person) -> None:
    rows = [Row(2, "One"), Row(3, "Two", ceiling="close"), Row(4, "One"), Row(5, "One", date.min)]
    came = actions.import_stories(system=system, rows=rows, by=ruth)
    assert [entry.title for entry in came.new] == ["One", "Two", "One"]
    assert len(came.already) == 1
    assert {a.reach for a in Audience.objects.filter(entry=came.new[1])} == {"us"}
    assert set(Promise.objects.values_list("by", flat=True)) == {ruth.pk}
    again = actions.import_stories(system=system, rows=rows, by=ruth)
    assert (again.new, len(again.already)) == ([], 4)
    other_voice = Row(6, "One", nth=2)
    assert len(actions.import_stories(system=system, rows=[other_voice], by=ruth).new) == 1
    assert len(happened(ListeningEvent.IMPORTED)) == 2
    assert all(str(entry.pk) in happened(ListeningEvent.IMPORTED)[0].data for entry in came.new)


def test_a_reference_says_which_story_it_is(system: System, ruth: Person) -> None:
    first = [Row(2, "One", reference="7"), Row(3, "One", reference="8")]
    assert len(actions.import_stories(system=system, rows=first, by=ruth).new) == 2
    put_right = [Row(2, "One, put right", reference="7")]
    assert len(actions.already_here(system=system, rows=put_right, by=ruth)) == 1
    assert len(actions.import_stories(system=system, rows=put_right, by=ruth).already) == 1
    elsewhere = a_system(by=ruth, name="Another")
    assert len(actions.import_stories(system=elsewhere, rows=first, by=ruth).new) == 2


def test_what_was_taken_back_does_not_come_back(system: System, ruth: Person) -> None:
    entry = actions.import_stories(system=system, rows=[Row(2, "One")], by=ruth).new[0]
    logbook.withdraw(entry=entry, by=ruth)
    assert len(actions.import_stories(system=system, rows=[Row(2, "One")], by=ruth).already) == 1
    assert Entry.objects.get(pk=entry.pk).is_withdrawn


def test_a_teller_who_signs_in_finds_their_story(system: System, ruth: Person) -> None:
    joan = a_person("Joan", email="joan@example.org")
    rows = [Row(2, "One", teller="joan@example.org"), Row(3, "Two")]
    came = actions.import_stories(system=system, rows=rows, by=ruth, tellers={joan.email: joan})
    assert Teller.objects.get(voices__entry=came.new[0]).person == joan
    assert not Teller.objects.filter(voices__entry=came.new[1]).exists()
    assert logbook.make_card(entry=came.new[1], by=ruth)


def test_only_who_sits_there_brings_in(system: System) -> None:
    with pytest.raises(PermissionDenied):
        actions.import_stories(system=system, rows=[Row(2, "One")], by=a_person())
    with pytest.raises(PermissionDenied):
        actions.already_here(system=system, rows=[Row(2, "One")], by=a_person())


def test_of_a_life_they_are_sealed(ruth: Person) -> None:
    life = a_life(by=ruth)
    entry = actions.import_stories(system=life, rows=[Row(2, "My door")], by=ruth).new[0]
    assert entry.title == ""
    assert entry.words.get().plain == ""


def test_two_who_bring_in_the_same_at_once_lose_nothing(system: System, ruth: Person) -> None:
    """Neither saw the other's rows; the second is told so, and nothing of theirs is half there."""
    rows = [Row(n, f"Story {n}") for n in range(50)]
    actions.import_stories(system=system, rows=rows, by=ruth)
    with (
        patch.object(importing, "_known", return_value=[]),
        pytest.raises(Refused, match="Somebody else is bringing in the same stories"),
    ):
        actions.import_stories(system=system, rows=rows, by=ruth)
    assert Story.objects.count() == Entry.objects.count() == 50
