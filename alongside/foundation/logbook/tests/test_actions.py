from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoCaptureOnCommitCallbacks

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions, rules, search, threads
from alongside.foundation.logbook.models import (
    ANSWER,
    ASK,
    Answer,
    Ask,
    Audience,
    Because,
    Ceiling,
    Entry,
    News,
    Promise,
    Reach,
    Says,
    Stub,
    Teller,
    Voice,
    Way,
    Words,
)
from alongside.foundation.logbook.testing import a_voice, an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.actions import NotRecorded
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Reader, Role, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def place(ruth: Person) -> System:
    return a_system(by=ruth)


def everything_stored() -> str:
    """Every column of every row of every table, the search index's own too: text, and bytes."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        else:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables, stored = [row[0] for row in cursor.fetchall()], list[bytes]()
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            stored += [_bytes(value) for row in cursor.fetchall() for value in row]
    return b"\n".join(stored).decode("latin-1")


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


# --- writing -------------------------------------------------------------------------------------


def test_nothing_is_written_outside_a_verb(ruth: Person, place: System) -> None:
    with pytest.raises(NotRecorded):
        actions.write(system=place, kind=ASK, by=ruth, draft=actions.Draft(words={"words": "x"}))
    assert not Entry.objects.exists()


def test_only_those_around_a_table_write_there(place: System) -> None:
    with pytest.raises(PermissionDenied):
        an_entry(place, by=a_person())


def test_the_first_part_gives_the_title_and_a_life_has_none(ruth: Person, place: System) -> None:
    assert an_entry(place, by=ruth, words="Nobody  asked\x00 me.").title == "Nobody asked me."
    assert an_entry(a_life(by=ruth), by=ruth).title == ""


def test_no_word_of_a_life_is_in_any_column_in_plain(ruth: Person) -> None:
    life = a_life(by=ruth, name="Quetzalina", purpose="To sleep phosphorescently")
    entry = a_voice(life, by=ruth, words="Xylophonic evenings", ceiling=Ceiling.QUOTED)
    actions.answer(promise=entry.promises.get(), says=Says.YES, to_tellers="Zanzibarian", by=ruth)
    stored = everything_stored().lower()
    assert entry.pk.hex in stored.replace("-", "")
    for word in ("quetzalin", "phosphorescent", "xylophon", "zanzibar"):
        assert word not in stored


@pytest.mark.parametrize(
    ("ceiling", "reach", "beyond"),
    [
        (Ceiling.CLOSE, Reach.TABLE, False),
        (Ceiling.LEARN, Reach.ANYONE, False),
        (Ceiling.LEARN, Reach.TABLE, True),
    ],
)
def test_words_reach_no_further_than_their_ceiling(
    ruth: Person, place: System, ceiling: str, reach: str, beyond: bool
) -> None:
    others = [a_system()] if beyond else []
    with pytest.raises(Refused):
        an_entry(place, by=ruth, ceiling=ceiling, reach=reach, others=others)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("ceiling", [Ceiling.QUOTED, Ceiling.OPEN])
def test_beyond_its_table_a_voice_has_a_month_and_no_author(
    ruth: Person, place: System, ceiling: str
) -> None:
    """However open it is: what was told as it was written down says who wrote it, and the day."""
    with pytest.raises(Refused, match="shared more widely"):
        an_entry(place, by=ruth, ceiling=ceiling, reach=Reach.ANYONE)
    with pytest.raises(Refused, match="shared more widely"):
        an_entry(place, by=ruth, ceiling=ceiling, others=[a_system()])
    assert not Entry.objects.exists()
    mine = a_system(by=ruth)
    told = an_entry(place, by=ruth, ceiling=ceiling)
    copy = actions.widen(
        entry=told, into=mine, words="x", agreed="Yes", by=ruth, reach=Reach.ANYONE
    )
    assert (copy.month_only, copy.by) == (True, None)


def test_nothing_rests_on_what_its_writer_may_not_read(ruth: Person, place: System) -> None:
    hidden = an_entry(a_system(by=(joan := a_person())), by=joan)
    with pytest.raises(Refused, match="not there any more"):
        an_entry(place, by=ruth, because=[hidden])
    gone = an_entry(place, by=ruth)
    actions.withdraw(entry=gone, by=ruth)
    with pytest.raises(Refused, match="not there any more"):
        an_entry(place, by=ruth, because=[gone])


def test_nothing_rests_on_what_came_after_it(ruth: Person, place: System) -> None:
    first = an_entry(place, by=ruth)
    second = an_entry(place, by=ruth, because=[first])
    for entry, of in ((first, second), (first, first)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Because.objects.create(entry=entry, of=of, fingerprint=bytes(32))


@settings(
    max_examples=15, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(st.lists(st.frozensets(st.integers(0, 9), max_size=4), min_size=2, max_size=10))
def test_threads_have_no_loops_whatever_rests_on_what(picks: list[frozenset[int]]) -> None:
    with transaction.atomic():
        ruth = a_person()
        place, entries = a_system(by=ruth), list[Entry]()
        for pick in picks:
            because = [entries[n] for n in pick if n < len(entries)]
            entries.append(an_entry(place, by=ruth, because=because))
        assert all(link.entry_id > link.of_id for link in Because.objects.all())
        reader = Reader.of(ruth)
        for entry in entries:
            assert entry.pk not in {step.entry for step in threads.back(reader, entry.pk)}
        transaction.set_rollback(True)


# --- sharing more widely -------------------------------------------------------------------------


def test_what_is_shared_says_neither_who_nor_where_nor_when(ruth: Person, place: System) -> None:
    kerry = a_person("Kerry")
    entry = a_voice(
        place, by=ruth, teller=kerry, words="On Elm Street", ceiling=Ceiling.QUOTED,
        on=date(2026, 3, 17),
    )  # fmt: skip
    other = a_system(name="Parks")
    copy = actions.widen(entry=entry, into=other, words="In a street", agreed="yes", by=ruth)
    copy.refresh_from_db()
    assert (copy.by, copy.on, copy.month_only) == (None, date(2026, 3, 1), True)
    assert copy.when == "March 2026"
    assert {(a.system_id, a.reach) for a in copy.audiences.all()} == {(other.pk, Reach.TABLE)}
    assert list(copy.words.values_list("part", "plain")) == [("words", "In a street")]
    assert not Voice.objects.filter(entry=copy).exists()
    assert not Promise.objects.filter(entry=copy).exists()
    own = [str(vars(thing)) for thing in (copy, *copy.audiences.all(), *copy.words.all())]
    own += [str(vars(event)) for event in Event.objects.filter(chain=other.pk, thing=copy.pk)]
    for secret in (place.pk, ruth.pk, kerry.pk, entry.pk):
        assert str(secret) not in "".join(own)
        assert secret.hex not in "".join(own)


def test_whoever_cannot_read_the_closer_one_sees_no_link_to_it(ruth: Person, place: System) -> None:
    joan = a_person("Joan")
    other = a_system(by=joan)
    entry = an_entry(place, by=ruth, ceiling=Ceiling.OPEN)
    copy = actions.widen(entry=entry, into=other, words="Shared", agreed="yes", by=ruth)
    assert threads.back(Reader.of(joan), copy.pk) == []
    assert threads.forward(Reader.of(ruth), entry.pk) == []
    a_seat(other, by=joan, person=ruth)
    assert [step.entry for step in threads.back(Reader.of(ruth), copy.pk)] == [entry.pk]


@pytest.mark.parametrize("ceiling", [Ceiling.CLOSE, Ceiling.LEARN])
def test_what_is_not_to_be_repeated_is_not_shared(
    ruth: Person, place: System, ceiling: str
) -> None:
    entry = an_entry(place, by=ruth, reach=Reach.US, ceiling=ceiling)
    with pytest.raises(PermissionDenied):
        actions.widen(entry=entry, into=a_system(), words="x", agreed="yes", by=ruth)


def test_sharing_goes_to_another_table_and_never_to_a_life(ruth: Person, place: System) -> None:
    entry = an_entry(place, by=ruth)
    for into in (place, a_life(by=ruth)):
        with pytest.raises(Refused):
            actions.widen(entry=entry, into=into, words="x", agreed="yes", by=ruth)


def test_what_was_taken_back_in_the_meantime_is_not_shared(ruth: Person, place: System) -> None:
    entry = an_entry(place, by=ruth, ceiling=Ceiling.OPEN)
    actions.withdraw(entry=Entry.objects.get(pk=entry.pk), by=ruth)
    assert entry.withdrawn_at is None
    with pytest.raises((Refused, PermissionDenied)):
        actions.widen(entry=entry, into=a_system(), words="x", agreed="yes", by=ruth)


# --- keeping closer, taking back -----------------------------------------------------------------


@pytest.mark.parametrize("make", [a_system, a_life])
def test_taking_back_leaves_no_byte_of_the_words_anywhere(
    ruth: Person,
    make: Callable[..., System],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    home, other = make(by=ruth), a_system(by=ruth)
    entry = a_voice(home, by=ruth, words="Xylophonicquartz sang", ceiling=Ceiling.OPEN)
    copy = actions.widen(
        entry=entry, into=other, words="Bathyscaphoidal song", agreed="Gymnosophistly", by=ruth
    )
    again = actions.widen(
        entry=copy, into=a_system(), words="Eleemosynarian song", agreed="yes", by=ruth
    )
    before = everything_stored().lower()
    # A life's own words are sealed, so only what was shared from it stands in plain words.
    seen = ["phonicquartz", "nosophistly"] if not home.is_life else []
    for word in ["scaphoidal", "mosynarian", *seen]:
        assert word in before
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(entry=entry, by=ruth)
    after = everything_stored().lower()
    for word in ("phonicquartz", "scaphoidal", "mosynarian", "nosophistly"):
        assert word not in after
    assert not Words.objects.filter(entry__in=[entry, copy, again]).exists()
    assert not Audience.objects.filter(entry__in=[entry, copy, again]).exists()


def test_what_rests_on_words_taken_back_stays(ruth: Person, place: System) -> None:
    entry = an_entry(place, by=ruth)
    insight = an_entry(place, by=ruth, words="They are not asked", because=[entry])
    actions.withdraw(entry=entry, by=ruth)
    assert rules.can_read(ruth, insight)
    assert threads.back(Reader.of(ruth), insight.pk) == []
    with pytest.raises(Refused):
        actions.withdraw(entry=entry, by=ruth)


def test_only_the_teller_or_whoever_wrote_it_down_takes_words_back(
    ruth: Person, place: System
) -> None:
    kerry, joan = a_person("Kerry"), a_person("Joan")
    a_seat(place, by=ruth, person=joan, role=Role.STEWARD)
    entry = a_voice(place, by=ruth, teller=kerry, ceiling=Ceiling.QUOTED)
    with pytest.raises(PermissionDenied):
        actions.withdraw(entry=entry, by=joan)
    with pytest.raises(PermissionDenied):
        actions.lower(entry=entry, ceiling=Ceiling.CLOSE, by=joan)
    actions.lower(entry=entry, ceiling=Ceiling.LEARN, by=Teller.objects.get())
    actions.withdraw(entry=entry, by=kerry)


def test_keeping_closer_leaves_a_stub_for_former_readers_only(ruth: Person, place: System) -> None:
    joan, dev, eve = a_person("Joan"), a_person("Dev"), a_person("Eve")
    other = a_system(by=dev)
    a_seat(place, by=ruth, person=joan)
    # What was shared from something else; it may be addressed to other tables.
    entry = an_entry(place, by=ruth, ceiling=Ceiling.QUOTED, others=[other], anonymous=True)
    actions.lower(entry=entry, ceiling=Ceiling.CLOSE, by=ruth)
    for person, reads, stub in ((ruth, True, False), (joan, False, True), (dev, False, True)):
        reader = Reader.of(person)
        assert Entry.objects.visible_to(reader).filter(pk=entry.pk).exists() is reads
        assert Entry.objects.stubs_for(reader).filter(pk=entry.pk).exists() is stub
    assert not Entry.objects.stubs_for(Reader.of(eve)).exists()
    assert {stub.system_id for stub in Stub.objects.all()} == {place.pk, other.pk}


def test_lowering_bounds_what_was_shared_too(ruth: Person, place: System) -> None:
    entry = an_entry(place, by=ruth, ceiling=Ceiling.OPEN)
    copy = actions.widen(entry=entry, into=a_system(), words="Shared", agreed="yes", by=ruth)
    actions.lower(entry=entry, ceiling=Ceiling.QUOTED, by=ruth)
    copy.refresh_from_db()
    assert (copy.ceiling, copy.withdrawn_at) == (Ceiling.QUOTED, None)
    actions.lower(entry=entry, ceiling=Ceiling.LEARN, by=ruth)
    copy.refresh_from_db()
    assert copy.is_withdrawn


@pytest.mark.parametrize("ceiling", [Ceiling.QUOTED, Ceiling.OPEN])
def test_lowering_only_ever_lowers(ruth: Person, place: System, ceiling: str) -> None:
    entry = an_entry(place, by=ruth, ceiling=Ceiling.QUOTED)
    with pytest.raises(Refused):
        actions.lower(entry=entry, ceiling=ceiling, by=ruth)
    with pytest.raises(Refused):
        actions.lower(entry=an_entry(place, by=ruth), ceiling=Ceiling.CLOSE, by=ruth)


def test_what_is_kept_closer_is_found_by_fewer(ruth: Person, place: System) -> None:
    joan = a_person("Joan")
    a_seat(place, by=ruth, person=joan)
    entry = an_entry(place, by=ruth, words="A zebra", ceiling=Ceiling.OPEN)
    assert search.find(Reader.of(joan), "zebra").entries == [entry.pk]
    actions.lower(entry=entry, ceiling=Ceiling.CLOSE, by=ruth)
    assert search.find(Reader.of(joan), "zebra").entries == []
    assert search.find(Reader.of(ruth), "zebra").entries == [entry.pk]


@pytest.mark.parametrize("text", ["", "_", "'", '"', "*", "a OR", "-x", "\x00", "née ☃ " * 900])
def test_search_takes_anything(ruth: Person, place: System, text: str) -> None:
    assert search.find(Reader.of(ruth), text).entries == []


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
