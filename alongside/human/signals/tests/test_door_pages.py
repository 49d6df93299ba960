"""The pages of doors and of pauses: whose they are, what they name, and what they cost."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.models import Event
from alongside.foundation.record.testing import unwritable
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_seat
from alongside.human.signals import actions
from alongside.human.signals.models import Knock, Pause, Source
from alongside.human.signals.testing import LAW, a_knock, a_source, a_taken_knock

from .somebody import ROSA, of, page, send

pytestmark = pytest.mark.django_db

# --- doors ---------------------------------------------------------------------------------------


def test_a_table_sees_that_there_are_doors_and_never_whose(
    source: Source, table: System, tom: Person, ruth: Person
) -> None:
    a_taken_knock(by=tom, source=source, who=ROSA)
    a_knock(source=source)
    shown = page(ruth, "doors", table.pk).content.decode()
    assert "Take it" in shown
    assert "Rosa" not in shown
    assert "Elm Street" not in shown
    assert "Yours" in page(tom, "doors", table.pk).content.decode()


def test_doors_that_came_together_are_told_apart_by_their_place(
    source: Source, table: System, tom: Person
) -> None:
    first, second = a_knock(source=source), a_knock(source=source)
    Knock.objects.update(from_when=first.from_when)
    [came] = page(tom, "doors", table.pk).context["came"]
    assert came.doors == [first, second]
    shown = page(tom, "doors", table.pk).content.decode()
    assert shown.count("<h3>Missed payment") == 1
    assert shown.index("Door 1") < shown.index(str(first.pk)) < shown.index("Door 2")


def test_what_somebody_had_who_sits_here_no_more_is_there_to_take(
    source: Source, table: System, tom: Person, ruth: Person
) -> None:
    knock = a_taken_knock(by=tom, source=source)
    systems.end_seat(seat=table.seats.get(person=tom), by=ruth)
    shown = page(ruth, "doors", table.pk).content.decode()
    assert str(knock.pk) in shown
    assert "With somebody" not in shown
    send(ruth, "take", knock.pk)
    assert page(ruth, "knock", knock.pk).status_code == 200


def test_doors_are_only_for_who_sits_there(
    source: Source, table: System, tom: Person, ruth: Person
) -> None:
    partly = a_person(by=ruth)
    a_seat(table, by=ruth, person=partly, categories=["home"])
    assert page(a_person(by=ruth), "doors", table.pk).status_code == 403
    assert page(partly, "doors", table.pk).status_code == 403
    assert page(tom, "doors", a_life(by=tom).pk).status_code == 404
    assert page(tom, "doors", uuid4()).status_code == 404


def test_taking_one_opens_it_to_who_took_it_alone(
    source: Source, table: System, tom: Person, ruth: Person
) -> None:
    knock = a_knock(source=source, who=ROSA)
    assert page(tom, "knock", knock.pk).status_code == 404
    answer = of(tom).post(reverse("signals:take", args=[knock.pk]), follow=True)
    assert "Rosa Hall" in answer.content.decode()
    for name in ("knock", "card", "ask_pause"):
        assert page(tom, name, knock.pk).status_code == 200
        assert page(ruth, name, knock.pk).status_code == 404
    for name in ("tried", "talked", "rather_not", "false_alarm", "put_back"):
        assert send(ruth, name, knock.pk).status_code == 404
    assert "Somebody has taken this one" in (
        of(ruth).post(reverse("signals:take", args=[knock.pk]), follow=True).content.decode()
    )
    assert send(a_person(by=ruth), "take", knock.pk).status_code == 404


def test_the_page_says_why_and_what_it_does_not_mean(source: Source, tom: Person) -> None:
    knock = a_taken_knock(by=tom, source=source, who=ROSA)
    for name in ("knock", "card"):
        shown = page(tom, name, knock.pk).content.decode()
        assert "Missed payment" in shown
        assert "It does not mean they will not pay" in shown
        assert LAW in shown
        assert "Let’s put" in shown
    assert "<title>\n" not in shown or "Rosa" not in shown.split("</title>")[0]
    assert "Rosa" not in page(tom, "card", knock.pk).content.decode()
    assert "You can say no" in shown


def test_opening_it_is_a_look(source: Source, table: System, tom: Person) -> None:
    knock = a_taken_knock(by=tom, source=source, who=ROSA)
    looks = Event.objects.filter(kind="record.looked", chain=table.pk)
    before = looks.count()
    page(tom, "knock", knock.pk)
    assert looks.count() == before + 1
    look = looks.order_by("n").last()
    assert look is not None
    assert str(knock.pk) in look.data
    with unwritable():
        answer = page(tom, "knock", knock.pk)
        assert answer.status_code == 503
        assert "Rosa" not in answer.content.decode()


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("talked", "You talked."),
        ("rather_not", "That was a no."),
        ("false_alarm", "A false alarm."),
    ],
)
def test_once_it_is_answered_its_page_names_nobody(
    source: Source, tom: Person, how: str, words: str
) -> None:
    knock = a_taken_knock(by=tom, source=source, who=ROSA)
    answer = of(tom).post(reverse(f"signals:{how}", args=[knock.pk]), follow=True)
    shown = answer.content.decode()
    assert words in shown
    assert "Rosa" not in shown
    again = of(tom).post(reverse(f"signals:{how}", args=[knock.pk]), follow=True)
    assert "has been answered" in again.content.decode()


def test_nobody_home_and_giving_it_back(source: Source, table: System, tom: Person) -> None:
    knock = a_taken_knock(by=tom, source=source, who=ROSA)
    send(tom, "tried", knock.pk)
    assert "Nobody was home once" in page(tom, "knock", knock.pk).content.decode()
    send(tom, "put_back", knock.pk)
    assert page(tom, "knock", knock.pk).status_code == 404
    assert "Take it" in page(tom, "doors", table.pk).content.decode()


def test_what_has_gone_away_is_not_there(source: Source, tom: Person) -> None:
    knock = a_taken_knock(by=tom, source=source)
    Knock.objects.update(until=timezone.now())
    assert page(tom, "knock", knock.pk).status_code == 404
    assert send(tom, "talked", knock.pk).status_code == 404


# --- pausing -------------------------------------------------------------------------------------


def test_a_pause_is_asked_and_answered(
    tom: Person, ruth: Person, table: System, source: Source
) -> None:
    knock = a_taken_knock(by=tom, source=source, who=ROSA)
    of(tom).post(reverse("signals:ask_pause", args=[knock.pk]))
    pause = Pause.objects.get()
    assert "They have had that since today" in page(tom, "knock", knock.pk).content.decode()
    listed = page(ruth, "pauses", table.pk).content.decode()
    assert "Letters and visits" in listed
    assert "Rosa" not in listed
    assert "Rosa Hall" in page(ruth, "pause", pause.pk).content.decode()
    assert send(ruth, "pause", pause.pk, says="cannot").status_code == 422
    send(ruth, "pause", pause.pk, says="cannot", because="The court has made an order.")
    assert "The court has made an order." in page(tom, "knock", knock.pk).content.decode()
    assert page(ruth, "pause", pause.pk).status_code == 404
    assert send(tom, "ask_pause", knock.pk).status_code == 422


def test_where_only_their_yes_lets_us_it_is_asked_for(
    tom: Person, ruth: Person, table: System
) -> None:
    source = a_source(table=table, by=ruth, pause_ground="agreed")
    knock = a_taken_knock(by=tom, source=source)
    assert send(tom, "ask_pause", knock.pk).status_code == 422
    assert not Pause.objects.exists()
    send(tom, "ask_pause", knock.pk, they_said_yes="on")
    assert Pause.objects.get().ground == "agreed"


def test_everybody_is_asked_for_and_answered_at_once(
    tom: Person, ruth: Person, table: System, source: Source
) -> None:
    for _number in range(3):
        a_knock(source=source)
    send(ruth, "ask_pause_for_all", source.pk)
    assert Pause.objects.waiting().count() == 3
    send(tom, "answer_all", table.pk)
    assert not Pause.objects.waiting().exists()
    assert send(tom, "answer_all", table.pk).status_code == 302


def test_only_who_was_asked_sees_what_was_asked(
    tom: Person, ruth: Person, table: System, source: Source
) -> None:
    pause = actions.ask_pause(knock=a_taken_knock(by=tom, source=source), by=tom)
    stranger = a_person(by=ruth)
    assert page(stranger, "pauses", table.pk).status_code == 403
    assert page(stranger, "pause", pause.pk).status_code == 404
    assert send(stranger, "answer_all", table.pk).status_code == 403
    assert send(stranger, "pause", pause.pk, says="paused").status_code == 404


# --- how many questions a page asks --------------------------------------------------------------


def queries(person: Person, name: str, pk: UUID) -> int:
    client = of(person)
    url = reverse(f"signals:{name}", args=[pk])
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_many_doors_ask_no_more_than_few(
    source: Source, table: System, tom: Person, ruth: Person
) -> None:
    def some(many: int) -> dict[str, int]:
        for _number in range(many):
            a_taken_knock(by=tom, source=source)
            a_knock(source=source)
        actions.ask_pause_for_all(source=source, by=ruth)
        a_source(table=table, by=ruth)
        return {name: queries(tom, name, table.pk) for name in ("doors", "pauses", "sources")}

    few = some(2)
    assert some(8) == few


def test_the_day_begins_with_doors(
    source: Source, table: System, tom: Person, ruth: Person
) -> None:
    """What is theirs to knock at, what nobody has taken, and what they are asked to pause."""

    def front(person: Person) -> str:
        return of(person).get(reverse("home:front")).content.decode()

    a_knock(source=source)
    assert "Doors wait for one of you" in front(tom)
    actions.ask_pause(knock=a_taken_knock(by=tom, source=source, who=ROSA), by=tom)
    shown = front(tom)
    assert "Things may have got harder for somebody" in shown
    assert "Rosa" not in shown
    assert "You are asked to pause something" in shown
    assert "Things may have got harder" not in front(ruth)
    assert "Doors wait" not in front(a_person(by=ruth))


@pytest.mark.parametrize(
    "hostile",
    ["\x00", "\u202e", "<script>alert(1)</script>", "=1+1", "x" * 300_000, "🙂" * 5_000, "-1"],
    ids=["null", "right-to-left", "html", "formula", "long", "emoji", "number"],
)
def test_no_form_breaks_on_hostile_words(
    source: Source, table: System, tom: Person, ruth: Person, hostile: str
) -> None:
    pause = actions.ask_pause(knock=a_taken_knock(by=tom, source=source), by=tom)
    for name, pk in (("begin_source", table.pk), ("add_sign", source.pk), ("pause", pause.pk)):
        form = page(ruth, name, pk).context["form"]
        sent = send(ruth, name, pk, **dict.fromkeys(form.fields, hostile))
        assert sent.status_code in (302, 400, 422), name
        assert b"<script>alert(1)" not in sent.content, name
