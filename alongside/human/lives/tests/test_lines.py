"""What matters, conversations, and putting either right."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook.models import Attachment, Audience, Because, Entry, Reach, Words
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record import followups
from alongside.foundation.record.actions import looking
from alongside.foundation.record.models import Event, Followup
from alongside.foundation.systems.models import System
from alongside.human.lives import actions, rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import Conversation, Heading, Line, PutRight, SaidHow
from alongside.human.lives.testing import a_conversation, a_line, a_yes_to

pytestmark = pytest.mark.django_db


def words(entry: Entry, by: Person) -> dict[str, str]:
    with looking(by=by.pk, why="lives:line") as look:
        return words_of([entry], look).get(entry.pk, {})


# --- writing -------------------------------------------------------------------------------------


def test_a_line_says_whose_words_it_is(life: System, ruth: Person, rosa: Person) -> None:
    hers = a_line(life, by=rosa)
    told = a_line(life, by=ruth, supported_by="her sister")
    noted = a_line(life, by=ruth, words="She sleeps badly.", own_words=False)
    assert [line.said_how for line in (hers, told)] == [SaidHow.HERE, SaidHow.BESIDE]
    assert [line.own_words for line in (hers, told, noted)] == [True, True, False]
    assert words(told.entry, ruth)["supported_by"] == "her sister"
    assert Event.objects.filter(kind=LivesEvent.LINE_WRITTEN, thing=noted.pk, by=ruth.pk).exists()


def test_no_word_of_a_line_is_kept_in_plain(life: System, ruth: Person) -> None:
    line = a_line(life, by=ruth, words="kittiwake")
    row = Words.objects.get(entry=line.entry, part="words")
    assert row.plain == ""
    assert b"kittiwake" not in bytes(row.sealed or b"")
    assert line.entry.title == ""


def test_somebody_without_a_seat_writes_nothing(life: System) -> None:
    stranger = a_person("Nye")
    for write in (a_line, a_conversation):
        with pytest.raises(PermissionDenied):
            write(life, by=stranger)


def test_a_seat_for_one_thing_writes_about_that(life: System, rosa: Person) -> None:
    dev = a_person("Dev")
    a_yes_to(life, by=rosa, recipient=dev, categories=["home"])
    with pytest.raises(Refused):
        a_line(life, by=dev, own_words=False)
    assert a_line(life, by=dev, own_words=False, category="home").entry.category == "home"


def test_a_conversation_is_kept_between_the_two_unless_they_say_otherwise(
    life: System, ruth: Person
) -> None:
    entry = a_conversation(life, by=ruth)
    assert [a.reach for a in Audience.objects.filter(entry=entry)] == [Reach.US]


def test_what_matters_in_a_conversation_is_a_line_that_rests_on_it(
    life: System, ruth: Person
) -> None:
    entry = a_conversation(life, by=ruth, matters="My own door.", heading=Heading.HOPES)
    line = Line.objects.get()
    assert (line.heading, line.own_words) == (Heading.HOPES, True)
    assert Because.objects.get(entry=line.entry).of == entry


def test_a_conversation_says_something(life: System, ruth: Person) -> None:
    with pytest.raises(Refused, match="Write or say"):
        a_conversation(life, by=ruth, words=" ")
    for unseen in ("\u200b\u200b\u2060", "\u00ad \ufeff", "\u3164\u2800"):
        with pytest.raises(Refused, match="Write or say"):
            a_conversation(life, by=ruth, words=unseen)
    with pytest.raises(Refused, match="today or before"):
        a_conversation(life, by=ruth, on=timezone.localdate() + timedelta(days=1))


def test_a_conversation_may_be_spoken(life: System, ruth: Person) -> None:
    spoken = SimpleUploadedFile("note.wav", WAV, content_type="audio/wav")
    entry = a_conversation(life, by=ruth, words="", spoken=[spoken])
    kept = Attachment.objects.get(entry=entry)
    assert WAV[44:] not in bytes(kept.body)
    assert words(entry, ruth)["words"] == "A voice note"


@pytest.mark.parametrize("junk", [b"not sound", b"OggSjunk!", b"%PDF-1.4\n%%EOF"])
def test_a_voice_note_is_a_sound_by_what_is_in_it(life: System, ruth: Person, junk: bytes) -> None:
    spoken = SimpleUploadedFile("note.wav", junk, content_type="audio/wav")
    with pytest.raises(Refused):
        a_conversation(life, by=ruth, words="", spoken=[spoken])
    assert not Conversation.objects.exists()


WAV = (
    b"RIFF"
    + (36 + 800).to_bytes(4, "little")
    + b"WAVEfmt "
    + (16).to_bytes(4, "little")
    + (1).to_bytes(2, "little")
    + (1).to_bytes(2, "little")
    + (8000).to_bytes(4, "little")
    + (8000).to_bytes(4, "little")
    + (1).to_bytes(2, "little")
    + (8).to_bytes(2, "little")
    + b"data"
    + (800).to_bytes(4, "little")
    + b"\x80\x7f" * 400
)


# --- putting right -------------------------------------------------------------------------------


def test_what_the_person_says_leads_and_the_other_folds_away(
    life: System, ruth: Person, rosa: Person
) -> None:
    noted = a_line(life, by=ruth, words="Housebound.", own_words=False, category="home")
    newer = actions.put_right(entry=noted.entry, by=rosa, words="I’m in.")
    assert newer is not None
    line = Line.objects.get(entry=newer)
    assert (line.own_words, line.said_how, line.heading) == (True, SaidHow.HERE, noted.heading)
    assert newer.category == "home"
    leading = Line.objects.all().leading()
    assert set(leading) == {line}
    right = PutRight.objects.get(older=noted.entry)
    assert right.kept_until == timezone.localdate() + rules.FOLDED


def test_something_is_not_so_any_more(life: System, rosa: Person) -> None:
    line = a_line(life, by=rosa)
    assert actions.put_right(entry=line.entry, by=rosa) is None
    assert not Line.objects.all().leading().exists()


def test_a_conversation_is_put_right_too(life: System, ruth: Person, rosa: Person) -> None:
    entry = a_conversation(life, by=ruth)
    newer = actions.put_right(entry=entry, by=rosa, words="I laughed three times.")
    assert newer is not None
    assert newer.kind == entry.kind
    assert [a.reach for a in Audience.objects.filter(entry=newer)] == [Reach.US]


def test_only_the_person_or_their_worker_beside_them_puts_right(
    life: System, ruth: Person, rosa: Person
) -> None:
    dev = a_person("Dev")
    a_yes_to(life, by=rosa, recipient=dev, categories=["home"])
    line = a_line(life, by=dev, own_words=False, category="home")
    with pytest.raises(PermissionDenied):
        actions.put_right(entry=line.entry, by=dev, words="Not so.")
    actions.put_right(entry=line.entry, by=ruth, words="Not so.")
    assert PutRight.objects.get().said_how == SaidHow.BESIDE


def test_something_is_put_right_once(life: System, rosa: Person) -> None:
    line = a_line(life, by=rosa)
    actions.put_right(entry=line.entry, by=rosa, words="Otherwise.")
    with pytest.raises(Refused, match="put right already"):
        actions.put_right(entry=line.entry, by=rosa, words="Otherwise again.")


def _that_day_comes(right: PutRight) -> None:
    PutRight.objects.filter(pk=right.pk).update(kept_until=timezone.localdate())
    Followup.objects.filter(what__endswith=".expire").update(due=timezone.now())
    followups.run_waiting()


def test_what_folded_away_is_deleted_on_its_day(life: System, ruth: Person, rosa: Person) -> None:
    noted = a_line(life, by=ruth, words="Housebound.", own_words=False)
    actions.put_right(entry=noted.entry, by=rosa, words="I’m in.")
    followups.run_waiting()
    right = PutRight.objects.get()
    waiting = Followup.objects.get(what__endswith=".expire")
    assert timezone.localdate(waiting.due) == right.kept_until
    assert words(noted.entry, ruth)["words"] == "Housebound."
    _that_day_comes(right)
    right.refresh_from_db()
    assert right.gone_at is not None
    assert not Words.objects.filter(entry=noted.entry).exists()
    event = Event.objects.get(kind=LivesEvent.WORDS_GONE)
    assert (event.by, event.thing) == (None, noted.pk)


def test_a_law_keeps_words_longer_and_says_which_by_whom_and_until_when(
    life: System, ruth: Person, rosa: Person
) -> None:
    noted = a_line(life, by=ruth, words="Housebound.", own_words=False)
    actions.put_right(entry=noted.entry, by=rosa, words="I’m in.")
    right, later = PutRight.objects.get(), timezone.localdate() + timedelta(days=400)
    with pytest.raises(PermissionDenied):
        actions.hold(put_right=right, law="Care Act", until=later, by=rosa)
    with pytest.raises(Refused, match="later day"):
        actions.hold(put_right=right, law="Care Act", until=right.kept_until, by=ruth)
    actions.hold(put_right=right, law="Care Act 2014, section 9", until=later, by=ruth)
    right.refresh_from_db()
    assert (right.held_by, right.kept_until) == (ruth.pk, later)
    assert words(noted.entry, rosa)["law"] == "Care Act 2014, section 9"
    with pytest.raises(Refused, match="named for them already"):
        actions.hold(put_right=right, law="Another", until=later, by=ruth)


def test_what_a_law_holds_outlives_its_first_day_and_goes_on_its_second(
    life: System, ruth: Person, rosa: Person
) -> None:
    noted = a_line(life, by=ruth, own_words=False)
    actions.put_right(entry=noted.entry, by=rosa)
    followups.run_waiting()
    right, later = PutRight.objects.get(), timezone.localdate() + timedelta(days=400)
    actions.hold(put_right=right, law="Care Act 2014", until=later, by=ruth)
    Followup.objects.filter(what__endswith=".expire").update(due=timezone.now())
    followups.run_waiting()
    assert Words.objects.filter(entry=noted.entry, part="words").exists()
    followups.run_waiting()
    assert Followup.objects.filter(what__endswith=".expire", done_at=None).count() == 1
    _that_day_comes(right)
    assert not Words.objects.filter(entry=noted.entry).exists()
