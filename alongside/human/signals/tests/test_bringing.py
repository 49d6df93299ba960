"""A file of signs in the browser: for a source's own people, and it tells them as little."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.testing import a_seat
from alongside.human.lives import actions as lives
from alongside.human.lives.testing import a_life_with
from alongside.human.signals import actions
from alongside.human.signals.models import Knock, Source
from alongside.human.signals.testing import the_worker_comes, who_runs
from alongside.human.signals.views import bringing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON = (TODAY + timedelta(days=30)).isoformat()


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth")


@pytest.fixture
def tess(source: Source) -> Person:
    return who_runs(source)


def row(name: str, born: str = "1984-03-09") -> str:
    return f"Missed payment,{TODAY:%d/%m/%Y},{SOON},{name},{born}"


def bring(
    person: Person, source: Source, *rows: str, heads: str = "what,when,expires,name,born"
) -> Any:
    client = Client()
    client.force_login(person)
    body = "\n".join([heads, *rows]).encode()
    return client.post(
        reverse("signals:bring_in", args=[source.pk]),
        {"file": SimpleUploadedFile("signs.csv", body)},
    )


def told(answer: Any) -> str:
    page: str = answer.content.decode()
    return page.split('role="status"', 1)[1].split("</main>", 1)[0].split("<form", 1)[0]


def test_rows_are_heard_as_messages_are(source: Source, tess: Person) -> None:
    answer = bring(tess, source, row("Rosa Hall"), row("Sam Hill"), row("Rosa £400"), row("Jo"))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "3 rows were heard." in page
    assert "Line 4" in page
    assert "carries no amount" in page
    assert "£400" not in page
    assert "400" not in told(answer)
    the_worker_comes()
    assert Knock.objects.standing().count() == 3


def test_the_answer_is_the_same_whoever_is_in_it(
    source: Source, tess: Person, ruth: Person
) -> None:
    life = a_life_with(ruth)
    lives.know_by(life=life, by=ruth, name="Rosa Hall", born=date(1984, 3, 9), postcode="NE8 1AA")
    known = bring(tess, source, row("Rosa Hall"))
    unknown = bring(tess, source, row("Nobody Here"))
    again = bring(tess, source, row("Nobody Here"))
    assert told(known) == told(unknown) == told(again)
    assert "One row was heard." in told(known)


def test_it_is_not_for_who_listens(source: Source, tess: Person, ruth: Person) -> None:
    a_seat(source.entry.system, by=ruth, person=tess)
    for person in (ruth, tess, a_person("Nye")):
        client = Client()
        client.force_login(person)
        assert client.get(reverse("signals:bring_in", args=[source.pk])).status_code == 403
        assert bring(person, source, row("Rosa Hall")).status_code == 403
    assert not Knock.objects.exists()


@pytest.mark.parametrize(
    ("heads", "says"),
    [
        ("what,when,expires,name,born,balance", "no amount"),
        ("what,when,name,born", "no telling which column is which"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    source: Source, tess: Person, heads: str, says: str
) -> None:
    answer = bring(tess, source, row("Rosa Hall"), heads=heads)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "--map" not in answer.content.decode()
    assert not Knock.objects.exists()


def test_nothing_is_brought_in_while_nobody_listens_nor_too_much_at_once(
    source: Source, tess: Person, ruth: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing, "MOST_ROWS", 1)
    many = bring(tess, source, row("Rosa Hall"), row("Sam Hill"))
    assert "Send it in parts" in many.content.decode()
    actions.hold_source(source=source, by=ruth)
    held = bring(tess, source, row("Rosa Hall"))
    assert held.status_code == 422
    assert "Nobody is listening" in held.content.decode()
    assert not Knock.objects.exists()
    client = Client()
    client.force_login(tess)
    link = reverse("signals:bring_in", args=[source.pk])
    assert link in client.get(source.entry.get_absolute_url()).content.decode()
    assert client.post(link).status_code == 422
