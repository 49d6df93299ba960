import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from alongside.foundation.people import rules
from alongside.foundation.people.models import Asking, Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record.models import HOUSE, Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def amira(client: Client) -> Person:
    person = a_person("Amira Khan", email="amira@example.org")
    client.force_login(person)
    return person


# --- me ----------------------------------------------------------------------------------------


def test_me_says_who_i_am_and_where_i_belong(client: Client, amira: Person) -> None:
    door = an_organisation("Open Door")
    a_membership(amira, door, as_what="Listener")
    page = client.get(reverse("people:me")).content.decode()
    assert "Amira Khan" in page
    assert "amira@example.org" in page
    assert f'<a href="{door.get_absolute_url()}">Open Door</a><small>Listener</small>' in page
    assert reverse("people:organisations") in page


def test_me_asks_the_same_number_of_questions_however_much_there_is(
    client: Client, amira: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(5):
        a_membership(amira)
    with django_assert_max_num_queries(4):
        client.get(reverse("people:me"))


def test_somebody_changes_their_own_name(client: Client, amira: Person) -> None:
    response = client.post(reverse("people:rename"), {"name": "Amira K."})
    assert response.headers["Location"] == reverse("people:me")
    amira.refresh_from_db()
    assert amira.name == "Amira K."


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Write the name people should call you"),
        (" \x00\u202e ", "Write the name people should call you"),
        ("x" * 500, "must be 120 characters or fewer"),
    ],
)
def test_a_name_that_cannot_be_is_answered_with_a_sentence(
    client: Client, amira: Person, name: str, sentence: str
) -> None:
    response = client.post(reverse("people:rename"), {"name": name})
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_a_name_is_shown_as_it_is_typed(client: Client, amira: Person) -> None:
    client.post(reverse("people:rename"), {"name": "<b>Amira</b>"})
    page = client.get(reverse("people:me")).content.decode()
    assert "&lt;b&gt;Amira&lt;/b&gt;" in page
    assert "<b>Amira</b>" not in page


# --- welcome -----------------------------------------------------------------------------------


def test_somebody_is_welcomed(client: Client, amira: Person) -> None:
    asked = {"name": "Ben", "email": "ben@example.org"}
    response = client.post(reverse("people:welcome"), asked, follow=True)
    assert "Ben can sign in now, and is asked if you may name them." in response.content.decode()
    assert Person.objects.filter(email="ben@example.org").exists()


def test_whether_somebody_is_here_already_is_not_told_by_welcoming_them(
    client: Client,
    amira: Person,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    zoe = a_person("Zoe", email="zoe@example.org")
    before, said = Person.objects.count(), []
    for email in ("Zoe@example.org", "ben@example.org"):
        with django_capture_on_commit_callbacks(execute=True):
            page = client.post(reverse("people:welcome"), {"name": "Ben", "email": email})
        letter = mail.outbox[-1]
        assert letter.to == [email.lower()]
        said.append((page.status_code, page["Location"], letter.subject))
        assert (
            "Ben can sign in now, and is asked if you may name them."
            in client.get(page["Location"]).content.decode()
        )
    assert said[0] == said[1]
    assert Person.objects.count() == before + 1
    zoe.refresh_from_db()
    assert zoe.name == "Zoe"


def test_who_was_welcomed_is_asked_to_be_named_and_has_no_name_before(
    client: Client, amira: Person
) -> None:
    zoe = a_person("Zoe Marsh", email="zoe@example.org")
    page = client.post(reverse("people:welcome"), {"name": "Z", "email": zoe.email}, follow=True)
    assert "Zoe" not in page.content.decode()
    assert not rules.said_yes_to(amira, zoe)
    theirs = Client()
    theirs.force_login(zoe)
    assert "may I name you here?" in theirs.get(reverse("people:asked")).content.decode()
    asking = Asking.objects.get()
    theirs.post(reverse("people:say", args=[asking.pk]), {"says": "yes"})
    assert "Zoe Marsh" in client.get(reverse("people:welcome")).content.decode()
    assert rules.said_yes_to(amira, zoe)
    theirs.post(reverse("people:take_back_asking", args=[asking.pk]))
    assert "Zoe" not in client.get(reverse("people:welcome")).content.decode()
    assert not rules.said_yes_to(zoe, amira)


def test_welcoming_those_who_are_here_counts_as_much(client: Client, amira: Person) -> None:
    a_person(email="there@example.org")
    asked = {"name": "Ben", "email": "there@example.org"}
    answers = [client.post(reverse("people:welcome"), asked).status_code for _n in range(20)]
    assert answers[:18] == [302] * 18
    page = client.post(reverse("people:welcome"), asked)
    assert page.status_code == 422
    assert "You have welcomed many people" in page.content.decode()


@pytest.mark.parametrize("email", ["", "nonsense", "a@b@c", "x" * 400 + "@example.org", "\x00"])
def test_an_address_that_cannot_be_is_answered_with_a_sentence(
    client: Client, amira: Person, email: str
) -> None:
    response = client.post(reverse("people:welcome"), {"name": "Ben", "email": email})
    assert response.status_code == 422
    assert "govuk-error-summary" in response.content.decode()


def test_a_name_that_leads_somewhere_is_refused_where_it_was_typed(
    client: Client, amira: Person
) -> None:
    asked = {"name": "See http://elsewhere.example.org", "email": "ben@example.org"}
    response = client.post(reverse("people:welcome"), asked)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["name"]
    assert not Person.objects.filter(email="ben@example.org").exists()


def test_the_demo_keeps_its_faces_whatever_address_somebody_gives(
    client: Client, settings: Settings
) -> None:
    zoe = a_person(email="zoe@demo.invalid")
    settings.DEMO = True
    client.force_login(zoe)
    asked = {"name": "Ben", "email": "ben@example.org"}
    page = client.post(reverse("people:welcome"), asked).content.decode()
    assert "ends in @demo.invalid" in page
    client.post(reverse("account_email"), {"email": "zoe@example.org", "action_add": ""})
    assert not EmailAddress.objects.filter(email="zoe@example.org").exists()
    assert mail.outbox == []
    assert client.get(reverse("people:faces")).status_code == 200


# --- faces -------------------------------------------------------------------------------------


@pytest.fixture
def demo(settings: Settings) -> None:
    settings.DEMO = True


def test_a_face_signs_in(client: Client, demo: None) -> None:
    ben = a_person("Ben Ode", email="ben@demo.invalid")
    assert "Ben Ode" in client.get(reverse("people:faces")).content.decode()
    client.post(reverse("people:faces"), {"person": str(ben.pk)})
    assert client.session["_auth_user_id"] == str(ben.pk)


@pytest.mark.parametrize(
    ("asked", "lands"),
    [("/me/", "/me/"), ("https://elsewhere.example.org/", "/"), ("//elsewhere.example.org", "/")],
)
def test_a_face_goes_on_to_where_it_was_going(
    client: Client, demo: None, asked: str, lands: str
) -> None:
    ben = a_person(email="ben@demo.invalid")
    url = reverse("people:faces", query={"next": asked})
    response = client.post(url, {"person": str(ben.pk)})
    assert response.headers["Location"] == lands


def test_faces_say_where_people_belong_in_few_queries(
    client: Client, demo: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    by = a_person(email="zoe@demo.invalid")
    for number in range(5):
        somebody = a_person(f"Person {number}", email=f"{number}@demo.invalid")
        a_membership(somebody, an_organisation(f"Open Door {number}", by=by), as_what="Listener")
    with django_assert_max_num_queries(4):
        page = client.get(reverse("people:faces")).content.decode()
    assert "Listener, Open Door 3" in page


def test_faces_are_by_where_people_belong_and_in_the_order_they_came(
    client: Client, demo: None
) -> None:
    zoe = a_person("Zoe", email="zoe@demo.invalid")
    door, small = an_organisation("Open Door", by=zoe), an_organisation("Small", by=zoe)
    for name in ("Wes", "Amira", "Ben"):
        a_membership(a_person(name, email=f"{name}@demo.invalid"), door, as_what="Listener")
    a_membership(a_person("Cy", email="cy@demo.invalid"), small, as_what="Cook")
    response = client.get(reverse("people:faces"))
    shown = {g.heading: [person.name for person in g.people] for g in response.context["groups"]}
    assert shown == {
        "Here as themselves": ["Zoe"],
        "Open Door": ["Wes", "Amira", "Ben"],
        "Elsewhere": ["Cy"],
    }
    assert "Cook, Small" in response.content.decode()
    assert "Listener, Open Door" not in response.content.decode()


def test_there_are_no_faces_outside_the_demo(client: Client) -> None:
    ben = a_person(email="ben@demo.invalid")
    assert client.get(reverse("people:faces")).status_code == 404
    assert client.post(reverse("people:faces"), {"person": str(ben.pk)}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_no_face_is_lent_to_another_machine(client: Client, demo: None) -> None:
    ben = a_person(email="ben@demo.invalid")
    asked = {"person": str(ben.pk)}
    for elsewhere in ({"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}):
        response = client.post(reverse("people:faces"), asked, **elsewhere)  # type: ignore[arg-type]
        assert response.status_code == 403
    assert "_auth_user_id" not in client.session


def test_no_face_is_lent_where_somebody_real_is(client: Client, settings: Settings) -> None:
    ben = a_person(email="ben@demo.invalid")
    a_person(email="someone@example.org")
    settings.DEMO = True
    response = client.post(reverse("people:faces"), {"person": str(ben.pk)})
    assert response.status_code == 403
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("person", ["", "nonsense", "\x00", "00000000-0000-0000-0000-000000000007"])
def test_a_face_that_is_not_there_is_answered(client: Client, demo: None, person: str) -> None:
    a_person(email="ben@demo.invalid")
    response = client.post(reverse("people:faces"), {"person": person})
    assert response.status_code == 422
    assert "_auth_user_id" not in client.session


# --- signing in --------------------------------------------------------------------------------


def _code() -> str:
    [found] = re.findall(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", str(mail.outbox[-1].body), re.MULTILINE)
    return str(found)


def test_somebody_welcomed_signs_in_with_a_code(client: Client) -> None:
    ben = a_person("Ben", email="ben@example.org", by=a_person())
    client.post(reverse("account_request_login_code"), {"email": "Ben@example.org"})
    assert mail.outbox[-1].to == ["ben@example.org"]
    assert "Alongside" not in mail.outbox[-1].subject
    client.post(reverse("account_confirm_login_code"), {"code": _code()})
    assert client.session["_auth_user_id"] == str(ben.pk)
    assert EmailAddress.objects.get(user=ben).verified


def test_somebody_welcomed_chooses_a_password_by_having_forgotten_it(client: Client) -> None:
    a_person()
    ben = a_person("Ben", email="ben@example.org")
    client.post(reverse("account_reset_password"), {"email": "ben@example.org"})
    client.post(reverse("account_confirm_password_reset_code"), {"code": _code()})
    new = {"password1": "four plain words here", "password2": "four plain words here"}
    client.post(reverse("account_complete_password_reset"), new)
    asked = {"login": "ben@example.org", "password": "four plain words here"}
    client.post(reverse("account_login"), asked)
    assert client.session["_auth_user_id"] == str(ben.pk)


def _secured(person: Person) -> list[str]:
    events = Event.objects.filter(chain=HOUSE, by=person.pk, thing=person.pk).order_by("n")
    assert {event.data for event in events} <= {"{}"}
    return [event.kind for event in events if event.kind != "people.welcomed"]


def test_a_change_of_password_is_recorded(client: Client) -> None:
    ben = a_person("Ben", email="ben@example.org", by=a_person())
    client.post(reverse("account_reset_password"), {"email": "ben@example.org"})
    client.post(reverse("account_confirm_password_reset_code"), {"code": _code()})
    new = {"password1": "four plain words here", "password2": "four plain words here"}
    client.post(reverse("account_complete_password_reset"), new)
    assert _secured(ben) == ["people.password_changed"]
    client.post(reverse("account_login"), {"login": ben.email, "password": new["password1"]})
    other = {"oldpassword": new["password1"], "password1": "other " * 3, "password2": "other " * 3}
    client.post(reverse("account_change_password"), other)
    assert _secured(ben) == ["people.password_changed"] * 2


def _signed_in_by_code(client: Client, person: Person) -> None:
    client.post(reverse("account_request_login_code"), {"email": person.email})
    client.post(reverse("account_confirm_login_code"), {"code": _code()})


def test_a_change_of_address_is_recorded_and_a_first_one_is_none(client: Client) -> None:
    ben = a_person("Ben", email="ben@example.org", by=a_person())
    _signed_in_by_code(client, ben)
    assert _secured(ben) == []
    client.post(reverse("account_email"), {"email": "ben@example.com", "action_add": ""})
    assert mail.outbox[-1].to == ["ben@example.com"]
    client.post(reverse("account_email_verification_sent"), {"code": _code()})
    ben.refresh_from_db()
    assert ben.email == "ben@example.com"
    assert _secured(ben) == ["people.email_changed"]


@pytest.mark.django_db(transaction=True)
def test_a_second_step_is_recorded_when_it_comes_and_when_it_goes(client: Client) -> None:
    ben = a_person("Ben", email="ben@example.org", by=a_person())
    _signed_in_by_code(client, ben)
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    client.post(reverse("mfa_activate_totp"), {"code": code})
    assert "people.authenticator_added" in _secured(ben)
    client.post(reverse("mfa_reauthenticate"), {"code": code})
    client.post(reverse("mfa_deactivate_totp"))
    assert _secured(ben)[-1] == "people.authenticator_removed"


def test_a_known_and_an_unknown_address_get_the_same_answer(client: Client) -> None:
    a_person("Ben", email="ben@example.org")
    for name in ("account_request_login_code", "account_reset_password"):
        mail.outbox.clear()
        known = client.post(reverse(name), {"email": "ben@example.org"})
        unknown = Client().post(reverse(name), {"email": "nobody@example.org"})
        assert (known.status_code, known.headers.get("Location")) == (
            unknown.status_code,
            unknown.headers.get("Location"),
        )
        assert [letter.to for letter in mail.outbox] == [["ben@example.org"]]


def test_guessing_a_password_is_slowed_down(client: Client) -> None:
    a_person("Ben", email="ben@example.org")
    for _number in range(5):
        client.post(reverse("account_login"), {"login": "ben@example.org", "password": "wrong"})
    page = client.post(reverse("account_login"), {"login": "ben@example.org", "password": "wrong"})
    assert "You have tried too often" in page.content.decode()


def test_nobody_signs_up(client: Client) -> None:
    a_person()
    asked = {"email": "eve@example.org", "password1": "four plain words here"}
    client.post(reverse("account_signup"), asked)
    assert not Person.objects.filter(email="eve@example.org").exists()
