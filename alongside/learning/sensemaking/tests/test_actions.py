import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoCaptureOnCommitCallbacks

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import ASK, Audience, Because, Entry, Reach
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import Role, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.learning.sensemaking import actions
from alongside.learning.sensemaking.events import SensemakingEvent
from alongside.learning.sensemaking.models import Insight, Perspective
from alongside.learning.sensemaking.testing import a_perspective, an_insight

pytestmark = pytest.mark.django_db


def test_an_insight_rests_on_what_was_heard(ruth: Person) -> None:
    system = a_system(by=ruth)
    heard = [an_entry(system, by=ruth) for _one in range(3)]
    insight = an_insight(system=system, by=ruth, because=heard)
    assert set(Because.objects.values_list("of", flat=True)) == {entry.pk for entry in heard}
    assert words_of([insight.entry])[insight.pk]["words"] == "Nobody looks together."
    event = Event.objects.get(kind=SensemakingEvent.MADE_SENSE)
    assert (event.thing, event.by, event.chain) == (insight.pk, ruth.pk, system.pk)


def test_it_starts_from_something_heard(ruth: Person) -> None:
    with pytest.raises(Refused, match="at least one story"):
        actions.make_sense(system=a_system(by=ruth), words="A theory.", because=[], by=ruth)
    assert not Entry.objects.exists()


def test_it_says_something(ruth: Person) -> None:
    system = a_system(by=ruth)
    with pytest.raises(Refused, match="what you think is going on"):
        an_insight(system=system, by=ruth, words=" \x00 ")


def test_it_may_rest_on_five_thousand(ruth: Person) -> None:
    system = a_system(by=ruth)
    entry = an_entry(system, by=ruth)
    with_many = [entry, *_many(system, ruth, 4_999)]
    insight = an_insight(system=system, by=ruth, because=with_many)
    assert Because.objects.filter(entry=insight.pk).count() == 5_000


def _many(system: System, ruth: Person, number: int) -> list[Entry]:
    @verb
    def writing(*, by: Person) -> list[Entry]:
        drafts = [logbook.Draft(words={"words": "Nobody asked me."}) for _n in range(number)]
        happened("logbook.tested", by=by.pk, on=system.pk)
        return logbook.write_many(system=system, kind=ASK, by=by, drafts=drafts)

    return writing(by=ruth)


def test_only_those_around_the_table_make_sense_there(ruth: Person) -> None:
    system = a_system(by=ruth)
    heard = an_entry(system, by=ruth)
    with pytest.raises(PermissionDenied):
        an_insight(system=system, by=a_person("Eve"), because=[heard])


def test_nothing_rests_on_what_its_writer_may_not_read(ruth: Person) -> None:
    system, ben = a_system(by=ruth), a_person("Ben")
    a_seat(system, by=ruth, person=ben)
    close = an_entry(system, by=ruth, reach=Reach.US)
    with pytest.raises(Refused, match="not there any more"):
        an_insight(system=system, by=ben, because=[close])


def test_what_was_said_in_a_life_stays_in_it(ruth: Person) -> None:
    said = an_entry(a_life(by=ruth), by=ruth)
    with pytest.raises(Refused, match="stays there"):
        an_insight(system=a_system(by=ruth), by=ruth, because=[said])


def test_a_life_reaches_only_those_alongside_it(ruth: Person) -> None:
    life, place = a_life(by=ruth), a_system(by=ruth)
    said = an_entry(life, by=ruth)
    with pytest.raises(Refused, match="who can read"):
        an_insight(system=life, by=ruth, because=[said], reach=Reach.ANYONE)
    with pytest.raises(Refused, match="who can read"):
        an_insight(system=life, by=ruth, because=[said], others=[place])


def test_just_us_is_for_those_who_hold_the_table(ruth: Person) -> None:
    system, ben = a_system(by=ruth), a_person("Ben")
    a_seat(system, by=ruth, person=ben)
    heard = an_entry(system, by=ruth)
    with pytest.raises(Refused, match="who can read"):
        an_insight(system=system, by=ben, because=[heard], reach=Reach.US)


def test_a_seat_for_one_thing_writes_about_that(ruth: Person) -> None:
    life, dev = a_life(by=ruth), a_person("Dev")
    a_seat(life, by=ruth, person=dev, role=Role.MEMBER, categories=["money"])
    said = an_entry(life, by=ruth, category="money")
    with pytest.raises(Refused, match="what this is about"):
        an_insight(system=life, by=dev, because=[said])
    insight = an_insight(system=life, by=dev, because=[said], category="money")
    a_perspective(insight=insight, by=dev)


def test_ways_of_seeing_it_stand_side_by_side(ruth: Person) -> None:
    insight = an_insight(system=a_system(by=ruth), by=ruth, way="One.", whose="Ruth", why="I saw.")
    a_perspective(insight=insight, by=ruth)
    one, two = insight.perspectives.side_by_side()
    words = words_of([one.entry, two.entry])
    assert words[one.pk] == {"words": "One.", "whose": "Ruth", "why": "I saw."}
    assert words[two.pk]["whose"] == "people in arrears"


def test_a_way_of_seeing_it_is_the_writers_if_nobody_is_named(ruth: Person) -> None:
    insight = an_insight(system=a_system(by=ruth), by=ruth)
    perspective = a_perspective(insight=insight, by=ruth, whose="  ")
    assert words_of([perspective.entry])[perspective.pk]["whose"] == "Ruth"


def test_it_is_seen_one_way_until_two_people_see_it(ruth: Person) -> None:
    insight = an_insight(system=a_system(by=ruth), by=ruth)
    assert _seen_one_way(insight)
    a_perspective(insight=insight, by=ruth, whose="People in arrears")
    assert _seen_one_way(insight)
    a_perspective(insight=insight, by=ruth, whose="people  in ARREARS")
    assert _seen_one_way(insight), "the same people twice"
    a_perspective(insight=insight, by=ruth, whose="the finance lead")
    assert not _seen_one_way(insight)


def test_it_is_seen_one_way_again_when_one_is_taken_back(
    ruth: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    insight = an_insight(system=a_system(by=ruth), by=ruth, way="One.", whose="Ruth")
    other = a_perspective(insight=insight, by=ruth)
    assert not _seen_one_way(insight)
    with django_capture_on_commit_callbacks(execute=True):
        logbook.withdraw(entry=other.entry, by=ruth)
    assert _seen_one_way(insight)


def test_others_are_asked_only_once_it_is_seen_another_way(ruth: Person) -> None:
    system, council = a_system(by=ruth), a_system(by=ruth, name="The council")
    insight = an_insight(system=system, by=ruth)

    def asking() -> Entry:
        because = [Entry.objects.get(pk=insight.pk)]
        return logbook.ask(
            system=system,
            of=council,
            words="Pause the visits.",
            why="They make it worse.",
            by=ruth,
            because=because,
        )

    with pytest.raises(Refused, match="one way only"):
        asking()
    a_perspective(insight=insight, by=ruth, whose="Kerry")
    a_perspective(insight=insight, by=ruth, whose="the finance lead")
    assert asking().kind == ASK


def test_those_it_is_shared_with_may_see_it_another_way(ruth: Person) -> None:
    ben = a_person("Ben")
    system, housing = a_system(by=ruth), a_system(by=ben, name="Housing")
    insight = an_insight(system=system, by=ruth, others=[housing])
    perspective = a_perspective(insight=insight, by=ben)
    assert perspective.entry.system == housing
    audiences = Audience.objects.filter(entry=perspective.pk)
    assert set(audiences.values_list("system", flat=True)) == {system.pk, housing.pk}


def test_nobody_else_adds_to_it_or_takes_it_away(ruth: Person) -> None:
    system, ben, eve = a_system(by=ruth), a_person("Ben"), a_person("Eve")
    a_seat(system, by=ruth, person=ben)
    insight = an_insight(system=system, by=ruth)
    perspective = a_perspective(insight=insight, by=ben)
    with pytest.raises(PermissionDenied):
        a_perspective(insight=insight, by=eve)
    with pytest.raises(PermissionDenied):
        logbook.withdraw(entry=perspective.entry, by=ruth)


def test_there_is_nothing_to_see_another_way_once_it_is_taken_back(ruth: Person) -> None:
    insight = an_insight(system=a_system(by=ruth), by=ruth)
    logbook.withdraw(entry=insight.entry, by=ruth)
    with pytest.raises(PermissionDenied):
        a_perspective(insight=insight, by=ruth)
    assert not Perspective.objects.exists()


def test_a_life_keeps_its_words_sealed(ruth: Person) -> None:
    life = a_life(by=ruth)
    insight = an_insight(system=life, by=ruth, way="It is the stairs.", whose="Rosa")
    entry = Entry.objects.get(pk=insight.pk)
    assert entry.title == ""
    assert all(words.plain == "" and words.sealed for words in entry.words.all())


def _seen_one_way(insight: Insight) -> bool:
    return bool(Entry.objects.get(pk=insight.pk).seen_one_way)


def test_what_is_shared_more_widely_can_be_seen_another_way_there(
    ruth: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    life, team = a_life(by=ruth), a_system(by=ruth, name="Team")
    insight = an_insight(system=life, by=ruth)
    with django_capture_on_commit_callbacks(execute=True):
        copy = logbook.widen(
            entry=insight.entry, into=team, words="Stairs shut people in.", agreed="Yes.", by=ruth
        )
    shared = Insight.objects.get(pk=copy.pk)
    assert _seen_one_way(shared)
    a_perspective(insight=shared, by=ruth)
