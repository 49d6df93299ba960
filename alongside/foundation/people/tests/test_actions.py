import pytest
from allauth.account.models import EmailAddress
from django.core import checks, mail
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people import actions, rules
from alongside.foundation.people.events import PeopleEvent
from alongside.foundation.people.models import Membership, Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record.models import HOUSE, Event

pytestmark = pytest.mark.django_db


def test_the_first_person_starts_with_a_password_and_a_known_address() -> None:
    amira = actions.welcome(
        name=" Amira ", email="Amira@Example.org", password="four plain words", by=None
    )
    assert (amira.name, amira.email) == ("Amira", "amira@example.org")
    assert amira.check_password("four plain words")
    assert EmailAddress.objects.get(user=amira).verified


def test_nobody_else_comes_without_a_welcome() -> None:
    a_person()
    with pytest.raises(PermissionDenied):
        actions.welcome(name="Eve", email="eve@example.org", by=None)


def test_nobody_chooses_a_password_for_another() -> None:
    ben = actions.welcome(
        name="Ben", email="ben@example.org", password="chosen by Amira", by=a_person("Amira")
    )
    assert not ben.has_usable_password()
    assert not EmailAddress.objects.get(user=ben).verified


def test_one_person_an_address_whatever_its_case() -> None:
    amira = a_person(email="amira@example.org")
    with pytest.raises(Refused):
        actions.welcome(name="Another", email="AMIRA@example.org", by=amira)
    assert Person.objects.count() == 1


def test_a_welcome_is_recorded_and_says_how_to_sign_in(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    amira = a_person("Amira")
    with django_capture_on_commit_callbacks(execute=True):
        ben = actions.welcome(name="Ben & co", email="ben@example.org", by=amira)
    event = Event.objects.get(kind=PeopleEvent.WELCOMED, thing=ben.pk)
    assert (event.chain, event.by, event.data) == (HOUSE, amira.pk, "{}")
    [letter] = mail.outbox
    assert letter.to == ["ben@example.org"]
    assert "Hello Ben & co," in letter.body
    assert "http://testserver/accounts/login/code/" in letter.body


def test_nobody_writes_to_people_who_are_made_up(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    amira = a_person("Amira")
    with django_capture_on_commit_callbacks(execute=True):
        actions.welcome(name="Ben", email="ben@demo.invalid", by=amira)
    assert mail.outbox == []


def test_somebody_says_their_own_name() -> None:
    amira, ben = a_person("Amira"), a_person("Ben")
    actions.rename(amira, name="Amira K.", by=amira)
    amira.refresh_from_db()
    assert amira.name == "Amira K."
    with pytest.raises(PermissionDenied):
        actions.rename(amira, name="Someone", by=ben)


def test_one_organisation_a_name() -> None:
    founder = a_person()
    actions.found_organisation(name="Open Door", by=founder)
    with pytest.raises(Refused):
        actions.found_organisation(name="open door", by=founder)


def test_belonging_begins_once_and_ends_once() -> None:
    membership = a_membership(as_what="Listener")
    with pytest.raises(Refused):
        a_membership(membership.person, membership.organisation)
    actions.leave(membership, by=membership.person)
    assert not Membership.objects.current().exists()
    with pytest.raises(Refused):
        actions.leave(membership, by=membership.person)
    a_membership(membership.person, membership.organisation)
    assert Membership.objects.current().count() == 1


def test_nobody_joins_by_themselves() -> None:
    eve, organisation = a_person("Eve"), an_organisation()
    with pytest.raises(PermissionDenied):
        actions.join(eve, organisation=organisation, by=eve)


def test_a_demo_refuses_to_stand_on_real_people(settings: Settings) -> None:
    settings.DEMO = True
    a_person(email="amira@demo.invalid")
    assert _complaints() == []
    settings.DEMO = False
    a_person(email="someone@example.org")
    settings.DEMO = True
    assert _complaints() == ["people.E001"]


def test_nobody_real_is_welcomed_in_the_demo(settings: Settings) -> None:
    settings.DEMO = True
    zoe = a_person(email="zoe@demo.invalid")
    with pytest.raises(Refused, match="nobody real is here"):
        actions.welcome(name="Ben", email="ben@example.org", by=zoe)
    assert _complaints() == []


@pytest.mark.parametrize(
    "name",
    [
        "Ben, see https://elsewhere.example.org",
        "Win a prize at elsewhere.com",
        "www.elsewhere",
        "ben@example.org",
        "Ben/Jo",
        "\n",
        "x" * 121,
    ],
)
def test_a_letter_to_a_stranger_begins_with_a_name_and_nothing_else(name: str) -> None:
    with pytest.raises(Refused, match="Write their name only"):
        actions.welcome(name=name, email="ben@example.org", by=a_person())


def test_a_name_in_a_letter_is_on_one_line() -> None:
    ben = actions.welcome(name="Dr. Ben\r\n\r\nO’Dé-Smith", email="ben@example.org", by=a_person())
    assert ben.name == "Dr. Ben O’Dé-Smith"


def test_somebody_welcomes_so_many_a_day_and_others_go_on() -> None:
    amira, ben = a_person("Amira"), a_person("Ben")
    for _number in range(rules.WELCOMES_A_DAY - 1):
        a_person(by=amira)
    with pytest.raises(Refused, match="Welcome the others tomorrow"):
        a_person(by=amira)
    a_person(email="made.up@demo.invalid", by=amira)
    a_person(by=ben)


def _complaints() -> list[str]:
    found = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    return [id for id in (message.id or "" for message in found) if id.startswith("people.")]
