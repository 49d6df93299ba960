"""The pages of what a place listens for: for anyone to read, and for few to change."""

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.logbook import actions as logbook
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person, an_organisation
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_system
from alongside.human.signals import actions
from alongside.human.signals.models import Month, Source
from alongside.human.signals.testing import LAW, a_source, who_runs

from .somebody import of, page, send

pytestmark = pytest.mark.django_db


def test_what_a_place_listens_for_is_for_anyone_to_read(source: Source, ruth: Person) -> None:
    stranger = a_person(by=ruth)
    listed = page(stranger, "sources", source.table).content.decode()
    assert "Council tax" in listed
    shown = page(stranger, "source", source.pk).content.decode()
    assert LAW in shown
    assert "It does not mean they will not pay" in shown
    assert "Its tokens" not in shown
    assert "How often" not in shown


def test_a_source_is_begun_on_a_page(table: System, ruth: Person) -> None:
    said = {
        "name": "Housing rents",
        "organisation": an_organisation("Gateshead Council").pk,
        "sign": "Rent missed",
        "not_meant": "Not that they are leaving.",
        "ground": "law",
        "gateway": LAW,
        "asked": "nobody",
    }
    assert page(ruth, "begin_source", table.pk).status_code == 200
    assert send(ruth, "begin_source", table.pk).status_code == 422
    answer = send(ruth, "begin_source", table.pk, **said)
    begun = Source.objects.get()
    assert answer["Location"] == reverse("signals:source", args=[begun.pk])
    assert begun.asked is None
    half = {**said, "asked": str(table.pk)}
    answer = send(ruth, "begin_source", table.pk, **half)
    assert answer.status_code == 422
    assert "Say what they can pause" in answer.content.decode()
    assert send(a_person(), "begin_source", table.pk, **said).status_code == 403
    assert send(ruth, "begin_source", a_life(by=ruth).pk, **said).status_code == 404


def test_a_token_is_on_one_answer_and_nowhere_else(source: Source, ruth: Person) -> None:
    tess = who_runs(source)
    refused = of(ruth).post(reverse("signals:make_token", args=[source.pk]), follow=True)
    assert "You sit at the table this speaks to" in refused.content.decode()
    assert "makes the token, on this same page" in page(ruth, "source", source.pk).content.decode()
    assert "Make a token" not in page(ruth, "source", source.pk).content.decode()
    client = of(tess)
    page_of_hers = client.get(reverse("signals:source", args=[source.pk])).content.decode()
    assert "Make a token" in page_of_hers
    assert "End this source" not in page_of_hers
    answer = client.post(reverse("signals:make_token", args=[source.pk]))
    shown = answer.content.decode()
    token = shown.split("<code>")[1].split("</code>")[0]
    assert actions.source_with(token=token) == source
    assert token not in client.get(reverse("signals:source", args=[source.pk])).content.decode()
    assert token not in str(dict(client.session))
    assert "no-store" in answer["Cache-Control"]
    stop = reverse("signals:stop_token", args=[source.pk, source.tokens.get().pk])
    client.post(stop)
    assert actions.source_with(token=token) is None
    assert client.post(stop, follow=True).status_code == 200
    other = a_source(by=ruth).tokens.create(hash=b"x")
    stop = reverse("signals:stop_token", args=[source.pk, other.pk])
    assert client.post(stop).status_code == 404


def test_a_source_is_held_taken_up_and_ended_on_its_page(source: Source, ruth: Person) -> None:
    for name, words in (
        ("hold_source", "Nobody listens to this for now"),
        ("take_up_source", "A system of"),
        ("end_source", "This ended on"),
    ):
        send(ruth, name, source.pk)
        assert words in page(ruth, "source", source.pk).content.decode()
        send(ruth, name, source.pk)  # again: it says so, and nothing breaks
    assert page(ruth, "sources", source.table).status_code == 200


def test_a_source_may_say_one_thing_more(source: Source, ruth: Person) -> None:
    assert page(ruth, "add_sign", source.pk).status_code == 200
    assert send(ruth, "add_sign", source.pk, sign="x").status_code == 422
    send(ruth, "add_sign", source.pk, sign="Letter came back", not_meant="Not that they moved.")
    assert "letter-came-back" in page(ruth, "source", source.pk).content.decode()
    again = send(ruth, "add_sign", source.pk, sign="Letter came back", not_meant="x")
    assert again.status_code == 422


def test_only_who_holds_the_table_changes_its_sources(source: Source, tom: Person) -> None:
    names = ["make_token", "hold_source", "take_up_source", "end_source", "ask_pause_for_all"]
    for person in (tom, a_person(by=tom)):
        assert {send(person, name, source.pk).status_code for name in names} == {403}
        assert page(person, "add_sign", source.pk).status_code == 403


@pytest.mark.parametrize(
    ("opened", "alarms", "words"),
    [
        (4, 1, "Too few doors opened"),
        (20, 0, "None was a false alarm"),
        (20, 4, "A few were false alarms"),
        (20, 17, "Nearly all were"),
        (31, 6, "About 30 doors opened. About 5 were false alarms"),
    ],
)
def test_how_often_it_was_wrong_is_told_without_telling_of_one_door(
    source: Source, tom: Person, opened: int, alarms: int, words: str
) -> None:
    first = timezone.localdate().replace(day=1)
    sign = source.signs.get()
    Month.objects.create(sign=sign, on=first, opened=opened, false_alarms=alarms)
    assert words in page(tom, "source", source.pk).content.decode()


def test_what_another_table_keeps_can_be_shared_in_words(
    source: Source, ruth: Person, tom: Person
) -> None:
    copy = logbook.widen(
        entry=source.entry,
        into=a_system(by=tom, name="Plymouth"),
        words="They hear of missed payments there.",
        agreed="It is for anyone to read.",
        by=ruth,
    )
    assert "They hear of missed payments" in page(tom, "source", copy.pk).content.decode()
    assert send(tom, "make_token", copy.pk).status_code == 404
