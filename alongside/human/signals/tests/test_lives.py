"""A sign about somebody who is known here: theirs, and of who walks alongside them, alone."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.people.testing import a_person, an_organisation
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import Reader, Role, Seat, System
from alongside.foundation.systems.testing import a_seat
from alongside.foundation.vault.models import LifeKey
from alongside.foundation.vault.safe import Unreadable
from alongside.human.lives import actions as lives
from alongside.human.lives.testing import a_life_with, a_yes_to
from alongside.human.signals import actions
from alongside.human.signals.models import WHO, Knock, Pause, Source, open_sealed
from alongside.human.signals.signs import Who
from alongside.human.signals.testing import a_knock, a_saying, a_source, the_worker_comes

pytestmark = pytest.mark.django_db
ROSA = Who(name="Rosa Hall", born="1984-03-09")


@pytest.fixture
def council(ruth: Person) -> Organisation:
    return an_organisation("Gateshead Council", by=ruth)


@pytest.fixture
def source(ruth: Person, table: System, council: Organisation) -> Source:
    return a_source(table=table, by=ruth, organisation=council)


@pytest.fixture
def maya(ruth: Person) -> Person:
    return a_person("Maya", by=ruth)


@pytest.fixture
def rosa(ruth: Person) -> Person:
    return a_person("Rosa", by=ruth)


@pytest.fixture
def life(maya: Person, rosa: Person) -> System:
    life = a_life_with(maya, whose=rosa)
    lives.know_by(life=life, by=maya, name=ROSA.name, born=date(1984, 3, 9))
    return life


def status(person: Person, knock: Knock, name: str = "knock") -> int:
    client = Client()
    client.force_login(person)
    return client.get(reverse(f"signals:{name}", args=[knock.pk])).status_code


def test_only_the_person_and_who_walks_alongside_see_it(
    source: Source, table: System, life: System, maya: Person, rosa: Person, ruth: Person
) -> None:
    friend = a_person(by=maya)
    a_seat(life, by=maya, person=friend, ground="agreed")
    knock = a_knock(source=source, who=ROSA)
    assert knock.life_id == life.pk
    assert {status(who, knock, page) for who in (maya, rosa) for page in ("knock", "card")} == {200}
    assert {status(who, knock) for who in (friend, ruth, a_person(by=ruth))} == {404}
    # The table that keeps the source does not see that it came: not even as one of a number.
    assert not Knock.objects.waiting_at(table).exists()
    assert not Knock.objects.taken_at(table).exists()
    with pytest.raises(PermissionDenied):
        actions.take(knock=knock, by=ruth)
    client = Client()
    client.force_login(friend)
    assert client.get(reverse("signals:why", args=[life.pk])).status_code == 404


def test_it_is_under_the_lifes_key_and_is_gone_with_it(source: Source, life: System) -> None:
    knock = a_knock(source=source, who=ROSA)
    assert not LifeKey.objects.filter(life=knock.pk).exists()
    assert knock.sealed is not None
    assert open_sealed(life.pk, knock.pk, WHO, knock.sealed) == ROSA.written()
    LifeKey.objects.filter(life=life.pk).delete()
    with pytest.raises(Unreadable):
        open_sealed(life.pk, knock.pk, WHO, knock.sealed)


def test_there_is_one_knock_a_life_however_they_are_named(source: Source, life: System) -> None:
    knock = a_knock(source=source, who=ROSA)
    actions.hear(source=source, said={"2": a_saying(who=Who(name="ROSA HALL", born="1984-03-09"))})
    actions.hear(source=a_source(), said={"3": a_saying(who=ROSA)})
    the_worker_comes()
    assert Knock.objects.get() == knock
    actions.hear(source=source, said={"4": a_saying()})
    the_worker_comes()
    other = Knock.objects.exclude(pk=knock.pk).get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Knock.objects.filter(pk=other.pk).update(life=life)


def test_each_step_is_the_persons_own_to_take(source: Source, life: System, rosa: Person) -> None:
    knock = a_knock(source=source, who=ROSA)
    actions.rather_not(knock=knock, by=rosa)
    actions.hear(source=source, said={"2": a_saying(who=ROSA)})
    the_worker_comes()
    assert not Knock.objects.standing().exists()
    event = Event.objects.filter(chain=life.pk, kind="signals.ended").get()
    assert (event.by, event.thing) == (rosa.pk, knock.pk)
    assert not Event.objects.filter(kind="signals.ended").exclude(chain=life.pk).exists()


def test_it_is_in_their_own_record_that_it_came(source: Source, life: System) -> None:
    knock = a_knock(source=source, who=ROSA)
    assert Event.objects.get(chain=life.pk, kind="signals.placed").thing == knock.pk


def test_a_pause_is_asked_for_them_too_so_that_none_stands_out(
    source: Source, life: System, ruth: Person, maya: Person
) -> None:
    mine, other = a_knock(source=source, who=ROSA), a_knock(source=source)
    actions.ask_pause_for_all(source=source, by=ruth)
    assert set(Pause.objects.values_list("knock", flat=True)) == {mine.pk, other.pk}
    pause = Pause.objects.select_related("knock").get(knock=mine)
    assert pause.sealed is not None
    assert open_sealed(life.pk, pause.pk, WHO, pause.sealed) == ROSA.written()
    client = Client()
    client.force_login(maya)
    shown = client.get(reverse("signals:knock", args=[mine.pk])).content.decode()
    assert "was asked to pause" in shown
    # The table that was asked sees two alike, and of each what the source said itself.
    client.force_login(ruth)
    url = reverse("signals:pause", args=[pause.pk])
    assert "Rosa Hall" in client.get(url).content.decode()
    assert Event.objects.filter(chain=life.pk, kind="record.looked", by=ruth.pk).count() == 1


# --- the person's own yes ------------------------------------------------------------------------


@pytest.fixture
def agreed(ruth: Person, table: System, council: Organisation) -> Source:
    return a_source(table=table, by=ruth, organisation=council, ground="agreed")


def test_where_the_right_is_their_own_yes_it_has_to_be_here(
    agreed: Source, life: System, maya: Person, council: Organisation
) -> None:
    for number, who in enumerate((ROSA, Who(name="Not Known", born="1990-01-01"))):
        actions.hear(source=agreed, said={f"{number}": a_saying(who=who)})
    the_worker_comes()
    assert not Knock.objects.exists()
    a_yes_to(life, by=maya, recipient=council)
    assert a_knock(source=agreed, who=ROSA).life_id == life.pk


def test_taking_the_yes_back_bites_on_the_next_request(
    agreed: Source, life: System, maya: Person, rosa: Person, council: Organisation
) -> None:
    yes = a_yes_to(life, by=maya, recipient=council)
    knock = a_knock(source=agreed, who=ROSA)
    client = Client()
    client.force_login(maya)
    url = reverse("signals:knock", args=[knock.pk])
    assert client.get(url).status_code == 200
    lives.take_back(agreement=yes, by=rosa)
    assert client.get(url).status_code == 404
    assert client.post(reverse("signals:talked", args=[knock.pk])).status_code == 404
    assert not Knock.objects.visible_to(Reader.of(maya)).exists()


def test_and_the_worker_forgets_what_rested_on_it(
    agreed: Source, source: Source, life: System, maya: Person, rosa: Person, council: Organisation
) -> None:
    yes = a_yes_to(life, by=maya, recipient=council)
    a_knock(source=agreed, who=ROSA)
    lives.take_back(agreement=yes, by=rosa)
    the_worker_comes()
    assert not Knock.objects.exists()
    # What rests on a law stays: it does not rest on the yes.
    knock = a_knock(source=source, who=ROSA)
    lives.take_back(agreement=a_yes_to(life, by=maya, recipient=council), by=rosa)
    the_worker_comes()
    assert Knock.objects.get() == knock


def test_nobody_answers_for_what_is_not_there(agreed: Source, maya: Person) -> None:
    actions.hear(source=agreed, said={"1": a_saying()})
    knock = Knock.objects.get()
    Knock.objects.update(placed_at=timezone.now())
    with pytest.raises(PermissionDenied):
        actions.talked(knock=knock, by=maya)
    with pytest.raises((PermissionDenied, Refused)):
        actions.take(knock=knock, by=maya)


# --- where nobody could be told ------------------------------------------------------------------


def test_without_anybody_alongside_it_is_the_tables_like_anybodys(
    source: Source, table: System, maya: Person
) -> None:
    life = a_life_with(maya)
    lives.know_by(life=life, by=maya, name=ROSA.name, born=date(1984, 3, 9))
    Seat.objects.filter(system=life, role=Role.LEAD).update(until=timezone.now())
    knock = a_knock(source=source, who=ROSA)
    assert knock.life is None
    assert Knock.objects.waiting_at(table).get() == knock


def test_it_is_part_of_all_that_is_kept_about_them(
    source: Source, life: System, rosa: Person, ruth: Person
) -> None:
    """Who asks for everything has this too, in the words it was sent in; and no other's."""
    knock = a_knock(source=source, who=ROSA)
    pause = actions.ask_pause(knock=knock, by=rosa)
    actions.answer_pause(pause=pause, says="cannot", because="A court ordered it.", by=ruth)
    a_knock(source=source, who=Who(name="Other Person", born="1990-01-01"))
    client = Client()
    client.force_login(rosa)
    for name in ("everything_file", "everything_data"):
        shown = client.get(reverse(f"lives:{name}", args=[life.pk])).content.decode()
        for words in ("Council tax", "Missed payment", "Rosa Hall", "A court ordered it."):
            assert words in shown, name
        assert "Other Person" not in shown


def test_the_card_says_who_came_whoever_prints_it(
    source: Source, life: System, rosa: Person, maya: Person
) -> None:
    knock = a_knock(source=source, who=ROSA)
    for person in (rosa, maya):
        client = Client()
        client.force_login(person)
        shown = client.get(reverse("signals:card", args=[knock.pk])).content.decode()
        assert "Maya came to see you." in shown
