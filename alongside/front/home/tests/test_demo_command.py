"""`alongside demo`: built once, kept, and served on this machine only."""

import json
import socket
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from pytest_django import Settings

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.front.home.demo import begun, place, reading

pytestmark = pytest.mark.django_db


def test_if_it_is_stopped_nothing_is_left() -> None:
    def stopped(steps: list[reading.Step]) -> Iterator[reading.Step]:
        yield from steps[:150]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        place.build(watch=stopped)  # type: ignore[arg-type]
    assert not place.is_built()


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DEMO, settings.DATA, settings.STATIC_ROOT = True, tmp_path, tmp_path / "static"
    return tmp_path


def _built() -> place.Demo:
    a_person("Ruth Tanner", email="ruth@demo.invalid")
    demo = place.Demo.__new__(place.Demo)
    demo.card = "ABCD-EFGH"
    return demo


def test_it_is_built_once_and_then_kept(folder: Path) -> None:
    said = StringIO()
    with patch.object(place, "build", side_effect=lambda watch: _built()) as building:
        call_command("demo", no_serve=True, stdout=said)
        call_command("demo", no_serve=True, stdout=said)
    assert building.call_count == 1
    assert "The demo place is built." in said.getvalue()


def test_stopping_it_half_way_says_what_that_means(folder: Path) -> None:
    with (
        patch.object(place, "build", side_effect=KeyboardInterrupt),
        pytest.raises(CommandError, match="nothing of it is kept"),
    ):
        call_command("demo", no_serve=True)


def test_it_says_where_it_is_and_who_to_be(folder: Path) -> None:
    said = StringIO()
    with (
        patch.object(place, "build", side_effect=lambda watch: _built()),
        patch("alongside.front.home.management.commands.demo.call_command") as serving,
        patch("alongside.front.home.management.commands.demo.connection.close"),
        patch.dict("os.environ"),
    ):
        call_command("demo", port=18765, stdout=said)
    assert "http://localhost:18765" in said.getvalue()
    assert "ABCD-EFGH" in said.getvalue()
    assert said.getvalue().count("Ruth Tanner") == 1
    assert serving.call_args.kwargs["bind"] == "127.0.0.1"


def test_one_begun_with_other_migrations_is_said_to_be_from_before(folder: Path) -> None:
    begun.keep(folder, MigrationLoader(connection))
    with patch.object(place, "build", side_effect=lambda watch: _built()):
        call_command("demo", no_serve=True, stdout=StringIO())
    kept = folder / begun.KEPT
    written = json.loads(kept.read_text())
    written["vault.0001_initial"] = "as it was before"
    kept.write_text(json.dumps(written))
    with pytest.raises(CommandError, match="make demo-fresh starts over"):
        call_command("demo", no_serve=True)


def test_migrations_that_came_since_are_no_reason_to_start_over(folder: Path) -> None:
    loader = MigrationLoader(connection)
    begun.keep(folder, loader)
    kept = folder / begun.KEPT
    [*before, _newest] = json.loads(kept.read_text()).items()
    kept.write_text(json.dumps(dict(before)))
    assert before
    assert not begun.is_of_before(folder, loader)


def test_it_refuses_outside_the_demo(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="Run `make demo`"):
        call_command("demo", no_serve=True)


def test_it_is_not_built_on_top_of_somebody_real(folder: Path) -> None:
    # As somebody would be who was here before the place became a demo.
    Person.objects.create(name="Jo", email="jo@example.org")
    with pytest.raises(CommandError, match="real e-mail addresses"):
        call_command("demo", no_serve=True)


def test_it_says_when_the_key_of_its_lives_is_gone(folder: Path, settings: Settings) -> None:
    a_person(email="jo@demo.invalid")
    settings.SITE_KEY = ""
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("demo", no_serve=True)


def test_a_port_that_is_taken_is_said_so_first(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match="make demo PORT=8123"):
            call_command("demo", port=taken.getsockname()[1])
    assert not Person.objects.exists()
