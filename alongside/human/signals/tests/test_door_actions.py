"""The door somebody takes, and the one thing that goes back: a pause."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import Reader, System
from alongside.foundation.systems.testing import a_seat
from alongside.foundation.vault.models import LifeKey
from alongside.human.signals import actions
from alongside.human.signals.models import WHO, How, Knock, Month, Pause, Source, open_sealed
from alongside.human.signals.testing import a_knock, a_source, a_taken_knock

from .somebody import ROSA

pytestmark = pytest.mark.django_db


def whose(knock: Knock) -> str:
    knock.refresh_from_db()
    assert knock.sealed is not None
    return open_sealed(knock.key, knock.pk, WHO, knock.sealed)


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
