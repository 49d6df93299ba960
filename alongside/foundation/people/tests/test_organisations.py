import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people import actions
from alongside.foundation.people.models import Asking, Membership, Organisation, Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>\x00\u202e" + "long " * 2_000


@pytest.fixture
def amira() -> Person:
    return a_person("Amira Khan", email="amira@example.org")


@pytest.fixture
def browser(client: Client, amira: Person) -> Client:
    client.force_login(amira)
    return client


@pytest.fixture
def door(amira: Person) -> Organisation:
    """An organisation Amira belongs to, and that somebody else made known."""
    door = an_organisation("Open Door", by=a_person("Dot"))
    a_membership(amira, door, as_what="Listener")
    return door


@pytest.fixture
def stranger() -> Client:
    client = Client()
    client.force_login(a_person("Somebody else"))
    return client


def at(name: str, *args: Any) -> str:
    return reverse(f"people:{name}", args=args)


def text(response: Any) -> str:
    """The words of a page, on one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


# --- finding one -------------------------------------------------------------------------------


def test_organisations_are_listed_and_ones_own_is_marked(
    browser: Client, door: Organisation
) -> None:
    an_organisation("Harbour Trust")
    page = text(browser.get(at("organisations")))
    assert "Open Door You belong here" in page
    assert "Harbour Trust" in page
    assert page.count("You belong here") == 1


def test_organisations_are_found_by_a_word(browser: Client, door: Organisation) -> None:
    an_organisation("Harbour Trust")
    found = text(browser.get(at("organisations"), {"q": "DOOR"}))
    assert "1 organisation says “DOOR”" in found
    assert "Harbour" not in found
    assert "No organisation here says" in text(browser.get(at("organisations"), {"q": HOSTILE}))


def test_where_there_is_none_the_page_says_what_to_do(browser: Client) -> None:
    assert "There is no organisation here yet" in text(browser.get(at("organisations")))


def test_five_hundred_are_listed_by_letter_in_the_same_number_of_queries(
    browser: Client, door: Organisation
) -> None:
    few = queries(lambda: browser.get(at("organisations")))
    Organisation.objects.bulk_create(
        Organisation(name=f"{letter} number {n}") for letter in "ABC" for n in range(170)
    )
    assert queries(lambda: browser.get(at("organisations"))) == few
    page = browser.get(at("organisations"))
    assert 'href="#letter-2"' in page.content.decode()
    assert "There are more than fit here" in text(page)


# --- one of them -------------------------------------------------------------------------------


def test_an_organisation_says_who_belongs_to_it_and_as_what(
    browser: Client, amira: Person, door: Organisation
) -> None:
    a_membership(a_person("Ben Ode"), door, as_what="Trustee")
    page = browser.get(door.get_absolute_url())
    assert "Amira Khan (you) Listener" in text(page)
    assert "Ben Ode Trustee" in text(page)
    assert at("join", door.pk) in page.content.decode()
    assert at("leave", door.pk, amira.pk) in page.content.decode()


def test_who_does_not_belong_is_told_whom_to_ask(stranger: Client, door: Organisation) -> None:
    page = stranger.get(door.get_absolute_url())
    assert "Amira Khan" in text(page)
    assert "Ask somebody who does" in text(page)
    assert at("join", door.pk) not in page.content.decode()
    assert "/leave/" not in page.content.decode()


def test_an_organisation_of_nobody_says_so(browser: Client, amira: Person) -> None:
    own = an_organisation(by=amira)
    assert "You added it, so you can bring in the first." in text(
        browser.get(own.get_absolute_url())
    )


def test_somebody_is_found_among_many_by_name(browser: Client, door: Organisation) -> None:
    a_membership(a_person("Ben Ode"), door)
    found = text(browser.get(door.get_absolute_url(), {"q": "ben"}))
    assert "Ben Ode" in found
    assert "Listener" not in found.split("Who belongs to it")[1].split("You belong here")[0]
    assert "Nobody called" in text(browser.get(door.get_absolute_url(), {"q": HOSTILE}))


def test_an_organisation_asks_the_same_however_many_belong(
    browser: Client, door: Organisation
) -> None:
    few = queries(lambda: browser.get(door.get_absolute_url()))
    for _number in range(5):
        a_membership(a_person(), door)
    assert queries(lambda: browser.get(door.get_absolute_url())) == few


@pytest.mark.parametrize("name", ["organisation", "join"])
def test_an_organisation_that_is_not_there(browser: Client, name: str) -> None:
    assert browser.get(at(name, uuid4())).status_code == 404


# --- making one known --------------------------------------------------------------------------


def test_somebody_adds_an_organisation_and_belongs_to_it(browser: Client, amira: Person) -> None:
    asked = {"name": "Open Door", "about": "A door.", "joining": "on", "as_what": "Listener"}
    page = browser.post(at("found_organisation"), asked)
    organisation = Organisation.objects.get()
    assert page.headers["Location"] == organisation.get_absolute_url()
    membership = Membership.objects.get()
    assert (membership.person, membership.as_what) == (amira, "Listener")


def test_somebody_adds_an_organisation_of_others(browser: Client) -> None:
    browser.post(at("found_organisation"), {"name": "Open Door"})
    assert Organisation.objects.exists()
    assert not Membership.objects.exists()


def test_one_that_is_here_is_refused_and_nothing_typed_is_lost(
    browser: Client, door: Organisation
) -> None:
    asked = {"name": "open door", "about": "The one by the quay", "joining": "on"}
    page = browser.post(at("found_organisation"), asked)
    assert page.status_code == 422
    assert "An organisation of this name is here already." in text(page)
    assert "The one by the quay" in text(page)
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("words", ["", HOSTILE])
def test_an_organisation_that_cannot_be_is_answered(browser: Client, words: str) -> None:
    asked = dict.fromkeys(("name", "about", "as_what"), words)
    page = browser.post(at("found_organisation"), asked)
    assert page.status_code == 422
    assert "<script>alert" not in page.content.decode()
    assert not Organisation.objects.exists()


# --- bringing somebody in ----------------------------------------------------------------------


ASKED = {"name": "Ben", "as_what": "Trustee"}


def test_whoever_has_the_address_is_asked_and_answered_alike(
    browser: Client,
    door: Organisation,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    """Somebody whose life is here, and somebody who never was: nothing tells which."""
    a_person("Rosa Miller", email="ben@example.org")
    told = []
    for email in ("ben@example.org", "nob@example.org"):
        with django_capture_on_commit_callbacks(execute=True):
            page = browser.post(at("join", door.pk), {**ASKED, "email": email}, follow=True)
        assert "Ben is asked" in text(page)
        assert mail.outbox[-1].to == [email]
        assert "Rosa" not in text(page)
        told.append(text(page).replace(email, "ADDRESS"))
        Asking.objects.update(taken_back_at=timezone.now())
    assert told[0] == told[1]
    assert Membership.objects.filter(person__name="Rosa Miller").count() == 0


def test_with_their_yes_they_belong_and_have_their_own_name(
    browser: Client, door: Organisation, client: Client
) -> None:
    ben = a_person("Ben Ode", email="ben@example.org")
    browser.post(at("join", door.pk), {**ASKED, "email": ben.email})
    asking, theirs = Asking.objects.get(), Client()
    theirs.force_login(ben)
    assert "do you belong to Open Door?" in text(theirs.get(reverse("people:asked")))
    theirs.post(reverse("people:say", args=[asking.pk]), {"says": "yes"})
    assert Membership.objects.get(person=ben).as_what == "Trustee"
    shown = text(browser.get(at("organisation", door.pk)))
    assert "Ben Ode" in shown
    assert "Whom you have asked in" not in shown


def test_a_no_looks_like_no_answer(browser: Client, door: Organisation) -> None:
    ben = a_person("Ben Ode", email="ben@example.org")
    browser.post(at("join", door.pk), {**ASKED, "email": ben.email})
    browser.get(at("organisation", door.pk))
    before = text(browser.get(at("organisation", door.pk)))
    asking = Asking.objects.get()
    actions.say(asking=asking, yes=False, by=ben)
    assert text(browser.get(at("organisation", door.pk))) == before
    again = browser.post(at("join", door.pk), {**ASKED, "email": ben.email})
    assert "You have asked that address already" in text(again)
    browser.post(reverse("people:take_back_asking", args=[asking.pk]))
    browser.post(at("join", door.pk), {**ASKED, "email": ben.email})
    assert not Asking.objects.waiting_for(ben).exists()


def test_only_who_was_asked_answers_and_once(browser: Client, door: Organisation) -> None:
    ben, eve = a_person("Ben Ode", email="ben@example.org"), a_person("Eve")
    browser.post(at("join", door.pk), {**ASKED, "email": ben.email})
    asking = Asking.objects.get()
    with pytest.raises(PermissionDenied):
        actions.say(asking=asking, yes=True, by=eve)
    with pytest.raises(PermissionDenied):
        actions.take_back_asking(asking=asking, by=eve)
    with pytest.raises(PermissionDenied):
        actions.take_back_asking(asking=asking, by=ben)
    actions.say(asking=asking, yes=True, by=ben)
    with pytest.raises(Refused):
        actions.say(asking=asking, yes=False, by=ben)


def test_somebody_new_is_asked_in_the_same_form(browser: Client, door: Organisation) -> None:
    asked = {"email": "dev@example.org", "as_what": "Trustee"}
    page = browser.post(at("join", door.pk), asked)
    assert page.status_code == 422
    assert "Write their name" in text(page)
    browser.post(at("join", door.pk), {**asked, "name": "Dev"})
    assert Asking.objects.get(person__email="dev@example.org").organisation == door


def test_nobody_is_brought_in_twice(browser: Client, amira: Person, door: Organisation) -> None:
    page = browser.post(
        at("join", door.pk), {"email": amira.email, "name": "Amira", "as_what": "Trustee"}
    )
    assert page.status_code == 422
    assert "They belong to it already" in text(page)
    assert 'value="Trustee"' in page.content.decode()


def test_who_does_not_belong_brings_nobody_in(stranger: Client, door: Organisation) -> None:
    a_person(email="ben@example.org")
    assert stranger.get(at("join", door.pk)).status_code == 403
    assert stranger.post(at("join", door.pk), {"email": "ben@example.org"}).status_code == 403
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("words", ["", "nonsense", HOSTILE])
def test_a_way_in_that_cannot_be_is_answered(
    browser: Client, door: Organisation, words: str
) -> None:
    page = browser.post(at("join", door.pk), dict.fromkeys(("email", "name", "as_what"), words))
    assert page.status_code == 422
    assert "<script>alert" not in page.content.decode()


def test_an_address_alone_does_not_tell_whether_somebody_is_here(
    browser: Client, door: Organisation
) -> None:
    a_person(email="ben@example.org")

    def asked(email: str) -> str:
        page = browser.post(at("join", door.pk), {"email": email})
        assert page.status_code == 422
        return text(page)

    assert asked("ben@example.org") == asked("nob@example.org")


# --- leaving -----------------------------------------------------------------------------------


def test_somebody_leaves_once_they_have_been_asked(
    browser: Client, amira: Person, door: Organisation
) -> None:
    url = at("leave", door.pk, amira.pk)
    assert "you sit at no table through it" in text(browser.get(url))
    assert Membership.objects.current().exists()
    assert "You have left." in text(browser.post(url, follow=True))
    assert not Membership.objects.current().exists()
    assert browser.post(url).status_code == 404


def test_who_brought_somebody_in_says_that_they_have_left(
    browser: Client, amira: Person, door: Organisation
) -> None:
    ben = actions.join(a_person("Ben Ode"), organisation=door, by=amira).person
    url = at("leave", door.pk, ben.pk)
    assert url in browser.get(door.get_absolute_url()).content.decode()
    url = at("leave", door.pk, ben.pk)
    assert "Has Ben Ode left?" in text(browser.get(url))
    assert "Ben Ode does not belong to it any more." in text(browser.post(url, follow=True))
    assert not Membership.objects.current().filter(person=ben).exists()


def test_who_belongs_puts_nobody_else_out(browser: Client, door: Organisation) -> None:
    url = at("leave", door.pk, a_membership(a_person("Ben Ode"), door).person.pk)
    assert url not in browser.get(door.get_absolute_url()).content.decode()
    page = browser.post(url)
    assert page.status_code == 403
    assert "whoever brought them in" in text(page)
    assert Membership.objects.current().count() == 2


def test_who_set_it_up_says_who_has_left(amira: Person, door: Organisation) -> None:
    founder = Client()
    assert door.founded_by is not None
    founder.force_login(door.founded_by)
    url = at("leave", door.pk, amira.pk)
    assert url in founder.get(door.get_absolute_url()).content.decode()
    assert "does not belong to it any more" in text(founder.post(url, follow=True))


def test_who_does_not_belong_says_of_nobody_that_they_have_left(
    stranger: Client, amira: Person, door: Organisation
) -> None:
    url = at("leave", door.pk, amira.pk)
    assert stranger.get(url).status_code == 403
    assert stranger.post(url).status_code == 403
    assert Membership.objects.current().exists()


def test_nobody_leaves_where_they_do_not_belong(browser: Client, door: Organisation) -> None:
    assert browser.get(at("leave", door.pk, a_person().pk)).status_code == 404
    assert browser.get(at("leave", uuid4(), a_person().pk)).status_code == 404
