"""What goes with an entry: kept with it, shown to who may read it, and gone with it."""

from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from alongside.foundation.kit import testing as files
from alongside.foundation.kit.files import prepare
from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions
from alongside.foundation.logbook.models import Attachment, Ceiling, Entry
from alongside.foundation.logbook.reading import attachments_of, bytes_of
from alongside.foundation.logbook.testing import a_voice, an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.actions import Look, NotRecorded, happened, verb
from alongside.foundation.record.models import Event
from alongside.foundation.record.testing import unwritable
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.foundation.vault.safe import Unreadable

pytestmark = pytest.mark.django_db
NOTE = b"She said: not on a Tuesday."


@verb
def with_a_file(
    system: System, *, by: Person, body: bytes = NOTE, name: str = "rosa.txt"
) -> tuple[Entry, Attachment]:
    entry = a_voice(system, by=by, ceiling=Ceiling.OPEN)
    attachment = actions.attach(entry=entry, upload=SimpleUploadedFile(name, body), by=by)
    happened("logbook.tested", by=by.pk, on=system.pk, to=entry.pk)
    return entry, attachment


def address(attachment: Attachment) -> str:
    return reverse("logbook:attachment", args=[attachment.pk])


@dataclass
class World:
    worker: Person
    life: System
    client: Client


@pytest.fixture
def world(client: Client) -> World:
    worker = a_person("Dev M.")
    client.force_login(worker)
    return World(worker, a_life(by=worker), client)


def test_outside_a_verb_nothing_is_attached(world: World) -> None:
    entry = an_entry(world.life, by=world.worker)
    with pytest.raises(NotRecorded):
        actions.attach(entry=entry, upload=prepare("a", NOTE), by=world.worker)


def test_of_a_life_neither_name_nor_bytes_are_readable_in_the_database(world: World) -> None:
    with_a_file(world.life, by=world.worker)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name_plain, name_sealed, body FROM logbook_attachment")
        plain, name, body = cursor.fetchone()
    assert plain == ""
    assert b"rosa" not in bytes(name)
    assert b"Tuesday" not in bytes(body)


def test_names_are_opened_under_a_look_in_few_queries(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    entry, _attachment = with_a_file(world.life, by=world.worker)
    assert attachments_of([entry]) == {}
    look = Look(world.worker.pk, "test")
    with django_assert_num_queries(2):
        [found] = attachments_of([entry], look)[entry.pk]
    assert (found.name, found.sort.slug, found.size) == ("rosa.txt", "text", len(NOTE))
    assert look.seen == {world.life.pk: {entry.pk}}


def test_elsewhere_they_are_named_without_a_look(world: World) -> None:
    entry, _attachment = with_a_file(a_system(by=world.worker), by=world.worker)
    [found] = attachments_of([entry])[entry.pk]
    assert found.name == "rosa.txt"


def test_a_file_is_downloaded_and_says_nothing_of_whose_it_is(world: World) -> None:
    entry, attachment = with_a_file(world.life, by=world.worker)
    response = world.client.get(address(attachment))
    assert response.content == NOTE
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="text.txt"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "no-store"
    looked = Event.objects.get(kind="record.looked", chain=world.life.pk)
    assert str(entry.pk) in looked.data
    assert "logbook:attachment" in looked.data


def test_what_cannot_be_recorded_is_not_handed_out(world: World) -> None:
    _entry, attachment = with_a_file(world.life, by=world.worker)
    with unwritable():
        response = world.client.get(address(attachment))
    assert response.status_code == 503
    assert NOTE not in response.content


def test_to_anybody_else_it_is_not_there(world: World, client: Client) -> None:
    _entry, attachment = with_a_file(world.life, by=world.worker)
    seat = a_seat(world.life, by=world.worker, categories=["home"])
    for stranger in filter(None, (a_person(), seat.person)):
        client.force_login(stranger)
        assert client.get(address(attachment)).status_code == 404
    client.logout()
    assert client.get(address(attachment)).status_code == 302


def test_with_the_words_it_is_taken_back(world: World) -> None:
    entry, attachment = with_a_file(world.life, by=world.worker)
    actions.withdraw(entry=entry, by=world.worker)
    assert not Attachment.objects.exists()
    assert world.client.get(address(attachment)).status_code == 404


def test_it_is_never_shared_more_widely_with_the_words(world: World) -> None:
    entry, _attachment = with_a_file(world.life, by=world.worker)
    table = a_system(by=world.worker)
    copy = actions.widen(entry=entry, into=table, words="Not then.", agreed="yes", by=world.worker)
    assert not Attachment.objects.filter(entry=copy).exists()


@pytest.mark.parametrize("column", ["body", "name_sealed"])
def test_put_with_another_entry_or_in_anothers_place_it_does_not_open(
    world: World, column: str
) -> None:
    _entry, one = with_a_file(world.life, by=world.worker)
    _other, two = with_a_file(world.life, by=world.worker, body=b"Another.")
    elsewhere, three = with_a_file(a_life(by=world.worker), by=world.worker)
    swaps = (
        (two, {column: getattr(one, column)}),
        (three, {column: getattr(one, column)}),
        (one, {"entry_id": two.entry_id}),
        (one, {"entry_id": elsewhere.pk}),
    )
    for row, change in swaps:
        before = {name: getattr(row, name) for name in change}
        Attachment.objects.filter(pk=row.pk).update(**change)
        now = Attachment.objects.select_related("entry").get(pk=row.pk)
        look = Look(world.worker.pk, "test")
        with pytest.raises(Unreadable):  # noqa: PT012
            bytes_of(now, look)
            attachments_of([now.entry], look)
        Attachment.objects.filter(pk=row.pk).update(**before)


def test_what_is_not_kept_here_is_refused_and_nothing_was_done(world: World) -> None:
    with pytest.raises(Refused):
        with_a_file(world.life, by=world.worker, body=b"MZ\0\1\2")
    assert not Entry.objects.exists()


def test_what_is_uploaded_never_touches_a_disk_and_too_much_is_refused(
    world: World, settings: Settings
) -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["alongside.foundation.kit.files.receiving.InMemory"]
    settings.ATTACHMENT_BYTES = 10_000
    tell = reverse("listening:tell", args=[world.life.pk])
    told = {"words": "This.", "teller": "somebody", "ceiling": "learn", "reach": "table"}
    large = SimpleUploadedFile("large.txt", b"a" * 10_001, "text/plain")
    response = world.client.post(tell, {**told, "category": "", "attached": [large]})
    assert response.status_code == 422
    assert "The largest that fits here is" in response.content.decode()
    few = [SimpleUploadedFile(f"{n}.txt", b"a" * 9_999, "text/plain") for n in range(4)]
    response = world.client.post(tell, {**told, "category": "", "attached": few})
    assert "Choose at most 3 files." in response.content.decode()
    many = [SimpleUploadedFile(f"{n}.txt", b"a", "text/plain") for n in range(6)]
    assert world.client.post(tell, {**told, "attached": many}).status_code == 400
    assert not Entry.objects.exists()


def test_a_story_is_told_with_a_picture_that_its_page_shows(world: World) -> None:
    told = {"words": "This.", "teller": "somebody", "ceiling": "learn", "reach": "table"}
    picture = SimpleUploadedFile("rosa in the kitchen.jpg", files.a_picture(), "image/jpeg")
    voice = SimpleUploadedFile("voice.webm", files.a_webm(), "audio/webm")
    tell = reverse("listening:tell", args=[world.life.pk])
    response = world.client.post(tell, {**told, "category": "", "attached": [picture, voice]})
    assert response.status_code == 302
    page = world.client.get(Entry.objects.get().get_absolute_url()).content.decode()
    one, two = Attachment.objects.order_by("pk")
    assert f'<img src="{address(one)}" alt="A picture: rosa in the kitchen.jpg"' in page
    assert f'src="{address(two)}"' in page
    assert "<audio controls" in page
    assert world.client.get(address(one))["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize(
    ("asked", "status", "start", "end"),
    [
        ("bytes=0-1", 206, 0, 1),
        ("bytes=4-", 206, 4, 26),
        ("bytes=4-99999", 206, 4, 26),
        ("bytes=99-", 200, 0, 26),
        ("bytes=-5", 200, 0, 26),
        ("bytes=9-2", 200, 0, 26),
        ("bytes=9-2,4-5", 200, 0, 26),
        ("lines=1-2", 200, 0, 26),
        (f"bytes={'9' * 5_000}-", 200, 0, 26),
    ],
)
def test_a_player_that_asks_for_a_part_gets_it(
    world: World, asked: str, status: int, start: int, end: int
) -> None:
    _entry, attachment = with_a_file(world.life, by=world.worker)
    response = world.client.get(address(attachment), headers={"range": asked})
    assert response.status_code == status
    assert response.content == NOTE[start : end + 1]
    assert response.get("Content-Range") == (
        f"bytes {start}-{end}/{len(NOTE)}" if status == 206 else None
    )


def test_a_refused_form_says_that_files_are_to_be_chosen_again(world: World) -> None:
    tell = reverse("listening:tell", args=[world.life.pk])
    again = "Choose your files again"
    assert again not in world.client.get(tell).content.decode()
    assert again not in world.client.post(tell, {"words": ""}).content.decode()
    letter = SimpleUploadedFile("a.txt", NOTE, "text/plain")
    refused = world.client.post(tell, {"words": "", "attached": [letter]})
    assert again in refused.content.decode()
