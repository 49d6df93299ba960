"""A log outlives what it is about: no line of it holds an id, and a refusal is one line."""

import io
import logging
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.kit.logs import WithoutIds
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.testing import a_seat
from alongside.human.lives.testing import a_conversation, a_life_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the one handler of the site writes, as the settings made it."""
    [handler] = [h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler]
    out = io.StringIO()
    before = handler.setStream(out)
    yield out
    handler.setStream(before or out)


def test_no_refusal_leaves_whose_life_it_was(written: io.StringIO) -> None:
    ruth = a_person("Ruth")
    life = a_life_with(ruth)
    meg = a_person("Meg", by=ruth)
    a_seat(life, by=ruth, person=meg, ground="law")
    entry = a_conversation(life, by=ruth, reach="table")
    client = Client(raise_request_exception=False)
    client.force_login(ruth)
    note = reverse("lives:note", args=[life.pk])
    assert client.post(note, {"words": ""}).status_code == 422
    assert client.get(f"/systems/{life.pk.hex}/").status_code == 404
    client.force_login(meg)
    assert client.get(reverse("lives:put_right", args=[entry.pk])).status_code == 403
    client.force_login(a_person("Nye"))
    assert client.get(note).status_code == 404
    said = written.getvalue()
    assert "/systems/…/conversations/new/" in said
    assert len(said.splitlines()) == 4
    assert str(life.pk) not in said
    assert str(entry.pk) not in said
    assert life.pk.hex not in said
    assert "Traceback" not in said


def test_what_breaks_keeps_its_traceback_and_not_its_ids(written: io.StringIO) -> None:
    canary = uuid4()
    try:
        raise ValueError("broken")
    except ValueError:
        logging.getLogger("django.request").exception(
            "Internal Server Error: %s", f"/systems/{canary}/leave/", extra={"status_code": 500}
        )
    assert "Internal Server Error: /systems/…/leave/" in written.getvalue()
    assert "Traceback" in written.getvalue()
    assert str(canary) not in written.getvalue()


def test_nor_does_what_the_database_says_of_it(written: io.StringIO) -> None:
    canary = uuid4()
    why = f"duplicate key\nDETAIL:  Key (system_id)=({canary}) already exists.\n\nRosa wrote this"
    try:
        try:
            raise LookupError(why)
        except LookupError as error:
            raise ValueError(f"{canary.hex} is there") from error
    except ValueError:
        logging.getLogger("alongside").exception("broken")
    said = written.getvalue()
    for name in ("LookupError: duplicate key", "direct cause", "ValueError: … is there"):
        assert name in said
    for told in (str(canary), canary.hex, "Rosa"):
        assert told not in said


@pytest.mark.parametrize("name", ["django.request", "django.server", "gunicorn.error"])
def test_no_logger_goes_round_it(name: str) -> None:
    logger = logging.getLogger(name)
    handlers = logger.handlers or logging.getLogger().handlers
    streams = [handler for handler in handlers if type(handler) is logging.StreamHandler]
    assert streams
    assert all(any(isinstance(each, WithoutIds) for each in handler.filters) for handler in streams)
