from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Reader, System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.foundation.vault.models import LifeKey
from alongside.foundation.vault.safe import Unreadable
from alongside.human.signals import actions, rules
from alongside.human.signals.actions import NewSign
from alongside.human.signals.models import (
    WHO,
    Heard,
    How,
    Knock,
    Mark,
    Month,
    Pause,
    Source,
    Token,
    open_sealed,
    said_of,
)
from alongside.human.signals.signs import Who
from alongside.human.signals.testing import (
    LAW,
    MISSED,
    a_knock,
    a_saying,
    a_source,
    a_taken_knock,
    a_token,
    the_worker_comes,
    who_runs,
)

pytestmark = pytest.mark.django_db
ROSA = Who(name="Rosa Hall", address="3 Elm Street, Gateshead NE8 1AA")


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def table(ruth: Person) -> System:
    return a_system(by=ruth)


@pytest.fixture
def tom(ruth: Person, table: System) -> Person:
    tom = a_person("Tom Reay", by=ruth)
    a_seat(table, by=ruth, person=tom)
    return tom


@pytest.fixture
def source(ruth: Person, table: System) -> Source:
    return a_source(table=table, by=ruth)


def whose(knock: Knock) -> str:
    knock.refresh_from_db()
    assert knock.sealed is not None
    return open_sealed(knock.key, knock.pk, WHO, knock.sealed)


# --- a source -----------------------------------------------------------------------------------


def test_a_source_says_what_each_sign_does_not_mean(source: Source) -> None:
    [said] = said_of([source])
    assert (said.name, said.gateway) == ("Council tax", LAW)
    assert [sign.slug for sign in said.says] == ["missed-payment"]
    assert said.says[0].not_meant == MISSED.not_meant


@pytest.mark.parametrize(
    "wrong",
    [
        {"gateway": " "},
        {"signs": []},
        {"signs": [NewSign("Missed payment", " ")]},
        {"signs": [MISSED, MISSED]},
        {"pause_gateway": ""},
        {"pauses": ""},
        {"pause_ground": ""},
        {"asked": None},
    ],
)
def test_a_source_names_its_law_and_what_a_sign_does_not_mean(
    ruth: Person, table: System, wrong: dict[str, Any]
) -> None:
    with pytest.raises(Refused):
        a_source(table=table, by=ruth, **wrong)
    assert not Source.objects.exists()


def test_only_who_holds_the_table_keeps_its_sources(source: Source, tom: Person) -> None:
    token = Token.objects.create(source=source, hash=b"x")
    verbs: list[Callable[[], object]] = [
        lambda: actions.make_token(source=source, by=tom),
        lambda: actions.stop_token(token=token, by=tom),
        lambda: actions.hold_source(source=source, by=tom),
        lambda: actions.take_up_source(source=source, by=tom),
        lambda: actions.end_source(source=source, by=tom),
        lambda: actions.add_sign(source=source, sign=NewSign("x", "y"), by=tom),
        lambda: actions.ask_pause_for_all(source=source, by=tom),
        lambda: actions.hear(source=source, said={"1": a_saying()}, by=tom),
    ]
    for verb in verbs:
        with pytest.raises(PermissionDenied):
            verb()


def test_a_token_is_kept_as_its_hash_and_can_be_stopped(source: Source, ruth: Person) -> None:
    tess = who_runs(source)
    token = actions.make_token(source=source, by=tess)
    assert actions.source_with(token=token) == source
    row = source.tokens.get()
    assert token.encode() not in bytes(row.hash)
    second = actions.make_token(source=source, by=tess)
    with pytest.raises(Refused):
        actions.make_token(source=source, by=tess)
    actions.stop_token(token=row, by=ruth)  # who holds the table stops it; who made it could too
    assert actions.source_with(token=token) is None
    assert actions.source_with(token=second) == source
    with pytest.raises(Refused):
        actions.stop_token(token=row, by=ruth)


def test_a_source_can_be_held_taken_up_and_ended(source: Source, ruth: Person) -> None:
    token = a_token(source)
    actions.hold_source(source=source, by=ruth)
    with pytest.raises(Refused):
        actions.hear(source=source, said={"1": a_saying()})
    with pytest.raises(Refused):
        actions.hold_source(source=source, by=ruth)
    actions.take_up_source(source=source, by=ruth)
    assert actions.hear(source=source, said={"1": a_saying()}) == 1
    actions.end_source(source=source, by=ruth)
    assert actions.source_with(token=token) is None
    for verb in (actions.end_source, actions.take_up_source):
        with pytest.raises(Refused):
            verb(source=source, by=ruth)
    with pytest.raises(Refused):
        a_token(source)


def test_nobody_makes_the_token_of_a_source_they_listen_to(
    source: Source, ruth: Person, tom: Person
) -> None:
    """Whoever both speaks and listens could say something, and watch whether a door appears."""
    with pytest.raises(Refused, match="You sit at the table this speaks to"):
        actions.make_token(source=source, by=ruth)
    for somebody in (tom, a_person("Nobody")):  # at the table, and neither there nor of the source
        with pytest.raises(PermissionDenied):
            actions.make_token(source=source, by=somebody)
    tess = who_runs(source)
    assert rules.can_speak_for(tess, source)
    seat = a_seat(source.entry.system, by=ruth, person=tess)
    assert not rules.can_speak_for(tess, source)
    systems.end_seat(seat=seat, by=ruth)
    elsewhere = a_system(by=tess)
    asked = a_source(table=source.entry.system, by=ruth, asked=elsewhere)
    a_membership(tess, asked.organisation)
    assert not rules.can_speak_for(tess, asked)
    assert rules.can_speak_for(tess, source)


def test_whoever_makes_a_token_may_stop_it(source: Source) -> None:
    tess = who_runs(source)
    token = actions.make_token(source=source, by=tess)
    actions.stop_token(token=source.tokens.get(), by=tess)
    assert actions.source_with(token=token) is None


# --- what it says --------------------------------------------------------------------------------


def test_the_same_message_is_one_however_often_it_comes(source: Source) -> None:
    said = a_saying()
    assert actions.hear(source=source, said={"1": said}) == 1
    assert actions.hear(source=source, said={"1": said}) == 0
    assert Knock.objects.count() == Heard.objects.count() == 1


def test_only_agreed_signs_are_kept(source: Source, table: System, ruth: Person) -> None:
    other = a_source(table=table, by=ruth, signs=[NewSign("Court date", "Nothing yet.")])
    with pytest.raises(Refused):
        actions.hear(source=other, said={"1": a_saying()})
    assert not Heard.objects.exists()


def test_nobody_has_it_before_the_worker_comes(source: Source, tom: Person) -> None:
    actions.hear(source=source, said={"1": a_saying()})
    knock = Knock.objects.get()
    Knock.objects.update(from_when=timezone.now())
    assert not Knock.objects.standing().exists()
    with pytest.raises(Refused):
        actions.take(knock=knock, by=tom)
    the_worker_comes()
    assert Knock.objects.standing().get() == knock


def test_the_table_sees_all_of_a_day_together_the_next_morning(
    source: Source, table: System, tom: Person
) -> None:
    knock = a_knock(source=source, shown=False)
    assert knock.from_when > timezone.now()
    assert timezone.localtime(knock.from_when).hour == 8
    assert not Knock.objects.waiting_at(table).exists()
    with pytest.raises(PermissionDenied):
        actions.take(knock=knock, by=tom)


@pytest.mark.parametrize(
    "again",
    [
        ROSA,
        Who(name="ROSA  hall", address="Flat 3, Elm Street, NE81AA"),
        Who(name="Mrs Rosa Hall", address="elsewhere in ne8 1aa"),
    ],
)
def test_another_sign_about_the_same_person_changes_nothing(source: Source, again: Who) -> None:
    first = a_knock(source=source, who=ROSA)
    before = Knock.objects.values().get()
    keys = set(LifeKey.objects.values_list("life", flat=True))
    actions.hear(source=source, said={"second": a_saying(who=again)})
    the_worker_comes()
    assert Knock.objects.values().get() == before
    assert set(LifeKey.objects.values_list("life", flat=True)) == keys
    assert not Month.objects.exists()
    assert first.pk == before["id"]


def test_nor_does_one_from_another_source_at_another_table(source: Source) -> None:
    a_knock(source=source, who=ROSA)
    actions.hear(source=a_source(), said={"1": a_saying(who=ROSA)})
    the_worker_comes()
    assert Knock.objects.count() == 1


def test_once_it_was_answered_another_may_come(source: Source, tom: Person) -> None:
    knock = a_taken_knock(by=tom, source=source, who=ROSA)
    actions.talked(knock=knock, by=tom)
    a_knock(source=source, who=ROSA)
    assert Knock.objects.standing().count() == 1


def test_their_no_holds_until_its_day(source: Source, tom: Person) -> None:
    knock = a_taken_knock(by=tom, source=source, who=ROSA)
    actions.rather_not(knock=knock, by=tom)
    actions.hear(source=source, said={"2": a_saying(who=ROSA)})
    the_worker_comes()
    assert not Knock.objects.standing().exists()


def test_no_life_is_made_of_it(source: Source, tom: Person) -> None:
    before = System.objects.count()
    actions.talked(knock=a_taken_knock(by=tom, source=source), by=tom)
    assert System.objects.count() == before


# --- it goes away --------------------------------------------------------------------------------


def test_it_always_goes_away_and_its_key_with_it(source: Source, tom: Person) -> None:
    knock = a_taken_knock(by=tom, source=source, who=ROSA)
    sealed = bytes(Knock.objects.get().sealed or b"")
    pause = actions.ask_pause(knock=knock, by=tom)
    actions.let_go(knock=knock)
    assert not Knock.objects.exists()
    assert not Pause.objects.exists()
    assert not Mark.objects.exists()
    assert not LifeKey.objects.filter(life__in=[knock.pk, pause.pk]).exists()
    with pytest.raises(Unreadable):
        open_sealed(knock.pk, knock.pk, WHO, sealed)


def test_the_worker_lets_it_go_on_its_day(source: Source, tom: Person) -> None:
    from alongside.foundation.record.models import Followup

    knock = a_taken_knock(by=tom, source=source, days=1)
    assert Followup.objects.get(done_at=None).due == knock.until
    assert Knock.objects.visible_to(Reader.of(tom)).exists()
    Knock.objects.update(until=timezone.now())
    # Seen by nobody from that moment, whenever the worker comes.
    assert not Knock.objects.visible_to(Reader.of(tom)).exists()
    with pytest.raises(Refused):
        actions.talked(knock=knock, by=tom)
    Followup.objects.update(due=timezone.now())
    the_worker_comes()
    assert not Knock.objects.exists()


# --- the door ------------------------------------------------------------------------------------


def test_one_named_person_takes_it(source: Source, tom: Person, ruth: Person) -> None:
    knock = a_knock(source=source)
    assert not Knock.objects.visible_to(Reader.of(tom)).exists()
    actions.take(knock=knock, by=tom)
    assert Knock.objects.visible_to(Reader.of(tom)).get() == knock
    assert not Knock.objects.visible_to(Reader.of(ruth)).exists()
    with pytest.raises(Refused, match="Somebody has taken this one"):
        actions.take(knock=knock, by=ruth)
    with pytest.raises(PermissionDenied):
        actions.tried(knock=knock, by=ruth)
    actions.put_back(knock=knock, by=tom)
    actions.take(knock=knock, by=ruth)
    assert Knock.objects.get().taken_by == ruth


def test_who_leaves_the_table_leaves_the_knock(source: Source, tom: Person, ruth: Person) -> None:
    from alongside.foundation.systems import actions as systems
    from alongside.foundation.systems.models import Seat

    knock = a_taken_knock(by=tom, source=source)
    systems.end_seat(seat=Seat.objects.current().get(person=tom), by=ruth)
    assert not Knock.objects.visible_to(Reader.of(tom)).exists()
    actions.take(knock=knock, by=ruth)
    assert "Elm Street" in whose(knock)


def test_a_seat_for_one_thing_only_is_no_seat_for_this(
    source: Source, table: System, ruth: Person
) -> None:
    other = a_person(by=ruth)
    a_seat(table, by=ruth, person=other, categories=["home"])
    with pytest.raises(PermissionDenied):
        actions.take(knock=a_knock(source=source), by=other)


def test_nobody_home_leaves_the_clock_with_us(source: Source, tom: Person) -> None:
    knock = a_taken_knock(by=tom, source=source)
    actions.tried(knock=knock, by=tom)
    actions.tried(knock=knock, by=tom)
    knock.refresh_from_db()
    assert (knock.tries, knock.is_standing) == (2, True)
    assert knock.had_since == knock.taken_at


@pytest.mark.parametrize("how", list(How))
def test_once_answered_it_names_nobody(source: Source, tom: Person, how: How) -> None:
    knock = a_taken_knock(by=tom, source=source, who=ROSA)
    getattr(actions, how.value)(knock=knock, by=tom)
    knock.refresh_from_db()
    assert (knock.sealed, knock.ended) == (None, how)
    assert not LifeKey.objects.filter(life=knock.pk).exists()
    with pytest.raises(Refused):
        actions.tried(knock=knock, by=tom)


def test_of_a_false_alarm_the_sign_and_the_month_are_kept(source: Source, tom: Person) -> None:
    for how in (actions.talked, actions.false_alarm, actions.rather_not):
        how(knock=a_taken_knock(by=tom, source=source), by=tom)
    month = Month.objects.get()
    assert (month.opened, month.false_alarms, month.on.day) == (2, 1, 1)


def test_the_database_keeps_one_knock_a_life_and_no_name_once_answered(source: Source) -> None:
    knock = a_knock(source=source)
    for wrong in ({"ended_at": timezone.now()}, {"ended": How.TALKED}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Knock.objects.filter(pk=knock.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Knock.objects.filter(pk=knock.pk).update(ended_at=timezone.now(), ended=How.TALKED)


# --- the one thing that goes back ----------------------------------------------------------------


def test_a_pause_is_asked_in_the_sources_own_words(source: Source, tom: Person) -> None:
    pause = actions.ask_pause(knock=a_taken_knock(by=tom, source=source, who=ROSA), by=tom)
    assert pause.sealed is not None
    assert open_sealed(pause.key, pause.pk, WHO, pause.sealed) == ROSA.written()
    with pytest.raises(Refused):
        actions.ask_pause(knock=pause.knock, by=tom)


def test_only_their_own_yes_lets_us_ask_where_no_law_does(
    ruth: Person, table: System, tom: Person
) -> None:
    source = a_source(table=table, by=ruth, pause_ground="agreed")
    knock = a_taken_knock(by=tom, source=source)
    with pytest.raises(Refused, match="Ask them first"):
        actions.ask_pause(knock=knock, by=tom)
    with pytest.raises(PermissionDenied):
        actions.ask_pause_for_all(source=source, by=ruth)
    assert actions.ask_pause(knock=knock, by=tom, they_said_yes=True).ground == "agreed"


def test_nothing_to_pause_is_nothing_to_ask(ruth: Person, table: System, tom: Person) -> None:
    none: dict[str, Any] = {"asked": None, "pauses": "", "pause_ground": "", "pause_gateway": ""}
    knock = a_taken_knock(by=tom, source=a_source(table=table, by=ruth, **none))
    with pytest.raises(PermissionDenied):
        actions.ask_pause(knock=knock, by=tom)


def test_it_is_asked_for_everybody_alike(source: Source, ruth: Person, tom: Person) -> None:
    taken, waiting = a_taken_knock(by=tom, source=source), a_knock(source=source)
    answered = a_taken_knock(by=tom, source=source)
    actions.talked(knock=answered, by=tom)
    actions.ask_pause_for_all(source=source, by=ruth)
    assert set(Pause.objects.values_list("knock", flat=True)) == {taken.pk, waiting.pk}
    actions.ask_pause_for_all(source=source, by=ruth)
    assert Pause.objects.count() == 2


def test_the_answer_is_paused_or_cannot_because(source: Source, tom: Person, ruth: Person) -> None:
    first, second = (
        actions.ask_pause(knock=a_taken_knock(by=tom, source=source), by=tom) for _n in range(2)
    )
    tomorrow = timezone.localdate() + timedelta(days=1)
    actions.answer_pause(pause=first, says="paused", until=tomorrow, by=ruth)
    first.refresh_from_db()
    assert (first.says, first.paused_until, first.sealed) == ("paused", tomorrow, None)
    assert not LifeKey.objects.filter(life=first.pk).exists()
    with pytest.raises(Refused, match="which law"):
        actions.answer_pause(pause=second, says="cannot", because=" ", by=ruth)
    with pytest.raises(Refused, match="still to come"):
        actions.answer_pause(pause=second, says="paused", until=timezone.localdate(), by=ruth)
    actions.answer_pause(pause=second, says="cannot", because="A court has ordered it.", by=ruth)
    second.refresh_from_db()
    assert second.because is not None
    assert (
        open_sealed(second.key, second.pk, "because", second.because) == "A court has ordered it."
    )
    with pytest.raises(Refused):
        actions.answer_pause(pause=second, says="paused", by=ruth)
    with pytest.raises(PermissionDenied):
        actions.answer_pause(
            pause=actions.ask_pause(knock=a_taken_knock(by=tom, source=source), by=tom),
            says="paused",
            by=a_person(),
        )


def test_a_pause_outlives_the_conversation(source: Source, tom: Person, ruth: Person) -> None:
    knock = a_taken_knock(by=tom, source=source, who=ROSA)
    pause = actions.ask_pause(knock=knock, by=tom)
    actions.talked(knock=knock, by=tom)
    pause.refresh_from_db()
    assert pause.sealed is not None
    assert open_sealed(pause.key, pause.pk, WHO, pause.sealed) == ROSA.written()
    actions.answer_pauses(pauses=list(Pause.objects.waiting()), by=ruth)
    assert not Pause.objects.waiting().exists()


def test_every_step_is_recorded_with_ids_only(source: Source, tom: Person) -> None:
    knock = a_taken_knock(by=tom, source=source, who=ROSA)
    actions.ask_pause(knock=knock, by=tom)
    actions.talked(knock=knock, by=tom)
    said = "".join(Event.objects.values_list("data", flat=True))
    assert "Rosa" not in said
    assert "Elm" not in said
    kinds = list(Event.objects.filter(thing=knock.pk).values_list("kind", flat=True))
    assert sorted(kinds) == [
        "signals.ended",
        "signals.heard",
        "signals.placed",
        "signals.taken",
    ]


def test_rules_of_a_minute(source: Source) -> None:
    assert not rules.says_too_much(source)
    Heard.objects.bulk_create(
        Heard(source=source, key=UUID(int=n).bytes) for n in range(rules.A_MINUTE)
    )
    assert rules.says_too_much(source)


def test_a_source_whose_words_are_taken_back_ends(
    source: Source, ruth: Person, tom: Person
) -> None:
    """What says by what right it is heard is gone, so it is not heard, and what it said goes."""
    token = a_token(source)
    a_taken_knock(by=tom, source=source)
    logbook.withdraw(entry=source.entry, by=ruth)
    the_worker_comes()
    assert actions.source_with(token=token) is None
    assert not Knock.objects.exists()
    assert Source.objects.get().ended_at is not None


def test_messages_of_long_ago_are_not_remembered(source: Source) -> None:
    knock = a_knock(source=source)
    long_ago = timezone.now() - timedelta(days=100)
    Heard.objects.create(source=source, key=b"old", at=long_ago)
    actions.let_go(knock=knock)
    assert not Heard.objects.filter(key=b"old").exists()
    assert Heard.objects.count() == 1


@pytest.mark.parametrize(
    "words",
    ["High risk", "Arrears over £500", "Missed 3 payments", "Priority A", "Band C", "Score"],
)
def test_no_sign_is_a_number_or_a_score_after_all(source: Source, ruth: Person, words: str) -> None:
    with pytest.raises(Refused, match="never how much"):
        actions.add_sign(source=source, sign=NewSign(words, "Nothing."), by=ruth)
