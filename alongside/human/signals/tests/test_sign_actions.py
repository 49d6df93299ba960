"""What a source says: when it is heard, what it makes nothing of, and that it goes away."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader, System
from alongside.foundation.vault.models import LifeKey
from alongside.foundation.vault.safe import Unreadable
from alongside.human.signals import actions
from alongside.human.signals.actions import NewSign
from alongside.human.signals.models import (
    WHO,
    Heard,
    Knock,
    Mark,
    Month,
    Pause,
    Source,
    open_sealed,
)
from alongside.human.signals.signs import Who
from alongside.human.signals.testing import (
    a_knock,
    a_saying,
    a_source,
    a_taken_knock,
    the_worker_comes,
)

from .somebody import ROSA

pytestmark = pytest.mark.django_db

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


def test_messages_of_long_ago_are_not_remembered(source: Source) -> None:
    knock = a_knock(source=source)
    long_ago = timezone.now() - timedelta(days=100)
    Heard.objects.create(source=source, key=b"old", at=long_ago)
    actions.let_go(knock=knock)
    assert not Heard.objects.filter(key=b"old").exists()
    assert Heard.objects.count() == 1
