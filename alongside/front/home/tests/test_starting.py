from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.checks.security.base import check_secret_key
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Place, Role, Scale, Seat
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.foundation.vault import ledger
from alongside.front.home import actions, keys

pytestmark = pytest.mark.django_db
ANSWERS = {
    "place": "Barrow",
    "name": "Jo Bell",
    "email": "jo@example.org",
    "password": "four plain words here",
}


def test_a_place_begins_with_a_steward_at_its_table() -> None:
    steward = actions.start(**ANSWERS, by=None)
    seat = Seat.objects.get(person=steward)
    assert (seat.role, seat.system.scale) == (Role.STEWARD, Scale.PLACE)
    assert Place.objects.get().system == seat.system


def test_a_place_begins_once() -> None:
    actions.start(**ANSWERS, by=None)
    with pytest.raises(PermissionDenied):
        actions.start(**ANSWERS | {"email": "eve@example.org"}, by=None)
    assert Person.objects.count() == 1


def test_nobody_starts_a_place_for_somebody() -> None:
    with pytest.raises(PermissionDenied):
        actions.start(**ANSWERS, by=a_person())


def test_whoever_comes_to_an_empty_place_is_led_to_its_beginning(client: Client) -> None:
    assert client.get("/").headers["Location"].startswith(reverse("home:start"))
    a_person()
    assert client.get("/").headers["Location"].startswith(reverse("account_login"))


def test_the_first_page_begins_it_and_signs_in(client: Client) -> None:
    response = client.post(reverse("home:start"), ANSWERS)
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(Person.objects.get().pk)
    assert client.get(reverse("home:start")).status_code == 404


def test_what_to_do_next_is_the_first_thing_seen(client: Client) -> None:
    front = client.post(reverse("home:start"), ANSWERS, follow=True).content.decode()
    table = Place.objects.get().system.pk
    invite, word = reverse("systems:invite", args=[table]), "systems:word"
    for text in (front, client.get(reverse("home:system", args=[table])).content.decode()):
        begins = text.split('id="first-steps"')[1]
        assert begins.index(invite) < begins.index("</ol>")
        assert text.index('id="first-steps"') < text.index(
            'class="part"' if text is front else 'class="cycle"'
        )
    page = client.get(reverse("home:system", args=[table])).content.decode()
    assert reverse(word, args=[table, "purpose"]) in page
    assert "Write it, in their words" in page


def test_who_is_not_alone_and_knows_what_for_is_led_nowhere(client: Client) -> None:
    ruth = a_person()
    system = a_system(by=ruth)
    a_seat(system, by=ruth)
    client.force_login(ruth)
    for address in ("/", system.get_absolute_url()):
        assert 'id="first-steps"' not in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"place": ""}, "Write what the place is called"),
        ({"name": ""}, "Write your name"),
        ({"email": "nonsense"}, "Write an e-mail address like name@example.org"),
        ({"password": ""}, "Choose a password"),
        ({"password": "short"}, "too short"),
        ({"password": "jo@example.org"}, "too similar"),
        ({"place": "x" * 5000}, "must be 120 characters or fewer"),
    ],
)
def test_the_first_page_says_what_to_do(
    client: Client, answer: dict[str, str], sentence: str
) -> None:
    response = client.post(reverse("home:start"), ANSWERS | answer)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Person.objects.exists()


def test_keys_are_written_for_their_owner_and_never_replaced(tmp_path: Path) -> None:
    key = keys.write(tmp_path / "new", "SITE_KEY")
    path = tmp_path / "new" / "site.key"
    assert path.read_text().strip() == key
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        keys.write(tmp_path / "new", "SITE_KEY")


def test_the_key_of_sessions_is_long_enough_for_the_checks_before_serving(
    tmp_path: Path, settings: Settings
) -> None:
    settings.SECRET_KEY = keys.write(tmp_path, "SECRET_KEY")
    assert not [said for said in check_secret_key(None) if said.id == "security.W009"]


def test_what_is_given_already_is_not_missing() -> None:
    assert keys.missing(secret_key="not-set: …", site_key="") == ["SECRET_KEY", "SITE_KEY"]
    assert keys.missing(secret_key="given", site_key="given") == []


def _start(typed: str, **answers: str) -> str:
    said = StringIO()
    with (
        patch("sys.stdin", StringIO(typed)),
        patch("alongside.front.home.management.commands.start.call_command"),
    ):
        call_command("start", stdout=said, **answers)
    return said.getvalue()


def test_the_command_begins_it_and_says_what_next() -> None:
    said = _start("four plain words here\n", place="Barrow", name="Jo", email="jo@example.org")
    assert "Barrow has begun" in said
    assert "alongside serve" in said
    assert Person.objects.get().check_password("four plain words here")


def test_the_command_refuses_a_second_start() -> None:
    a_person()
    with pytest.raises(CommandError, match="started before"):
        _start("four plain words here\n", place="Barrow", name="Jo", email="jo@example.org")


def test_the_command_says_what_is_wrong_with_a_password() -> None:
    with pytest.raises(CommandError, match="too short"):
        _start("short\n", place="Barrow", name="Jo", email="jo@example.org")
    assert not Person.objects.exists()


def test_somebody_who_types_is_asked_until_the_password_is_good() -> None:
    typed = iter(["short", "short", "one thing", "another", *["four plain words here"] * 2])
    start = "alongside.front.home.management.commands.start"
    wrong = StringIO()
    with (
        patch(f"{start}.sys.stdin.isatty", return_value=True),
        patch(f"{start}.getpass", side_effect=lambda _question: next(typed)),
        patch(f"{start}.call_command"),
    ):
        answers = {"place": "Barrow", "name": "Jo", "email": "jo@example.org"}
        call_command("start", stdout=StringIO(), stderr=wrong, **answers)
    assert "too short" in wrong.getvalue()
    assert "not the same" in wrong.getvalue()
    assert Person.objects.get().check_password("four plain words here")


def test_the_command_writes_the_keys_it_lacks(tmp_path: Path, settings: Settings) -> None:
    settings.DATA, settings.SECRET_KEY, settings.SITE_KEY = tmp_path, keys.NOT_SET, ""
    _start("four plain words here\n", place="Barrow", name="Jo", email="jo@example.org")
    assert (tmp_path / "secret.key").read_text().strip() == settings.SECRET_KEY
    assert (tmp_path / "site.key").read_text().strip() == settings.SITE_KEY


def test_nothing_is_served_while_erased_lives_are_back(settings: Settings, tmp_path: Path) -> None:
    settings.ERASURES = tmp_path / "erasures.ledger"
    life = a_life()
    ledger.enter(life.pk, by=None)
    with pytest.raises(CommandError, match="erasures replay"):
        call_command("serve")


def test_nothing_is_served_without_keys(settings: Settings) -> None:
    settings.SECRET_KEY = keys.NOT_SET
    with pytest.raises(CommandError, match="no keys yet"):
        call_command("serve")
