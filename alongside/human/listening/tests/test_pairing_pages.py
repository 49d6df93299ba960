"""Who’s up for listening, who could go with whom, and what is said aside; empathy maps."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Words
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Seat, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.human.listening import actions
from alongside.human.listening.models import Aside, EmpathyMap, Invitation, Says, UpFor
from alongside.human.listening.testing import a_story, a_visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def table(ruth: Person) -> System:
    return a_system(by=ruth)


@pytest.fixture
def asked(table: System, ruth: Person) -> Invitation:
    return actions.invite(system=table, words="The hostel on Union Street", by=ruth)


def up_for_it(asked: Invitation, name: str, standing: str, words: str = "") -> Person:
    person = a_person(name)
    steward = asked.entry.by
    assert steward is not None
    a_seat(asked.entry.system, by=steward, person=person)
    actions.come_along(
        invitation=asked, standing=standing, words=words or f"{name}’s work", by=person
    )
    return person


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: Person, asked: Invitation) -> str:
    answer = as_(person).get(asked.entry.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def pairs(person: Person, asked: Invitation) -> list[set[str]]:
    context = as_(person).get(asked.entry.get_absolute_url()).context
    return [{one["name"] for one in pair["people"]} for pair in context["pairs"]]


def test_from_asking_to_a_visit_with_both_in_it(table: System, ruth: Person) -> None:
    client = as_(ruth)
    url = reverse("listening:invite", args=[table.pk])
    assert client.post(url, {}).status_code == 422
    answer = client.post(url, {"words": "The hostel"}, follow=True)
    asked = Invitation.objects.get()
    assert "Nobody yet" in answer.content.decode()
    here = asked.entry.get_absolute_url()
    assert client.post(here, {"standing": "manager"}).status_code == 422
    assert client.post(here, {"standing": "manager", "words": "director"}).status_code == 302
    joan = up_for_it(asked, "Joan Okafor", "worker", "cleaner")
    assert pairs(ruth, asked) == pairs(joan, asked) == [{"Ruth Tanner", "Joan Okafor"}]
    plan = as_(joan).get(as_(joan).get(here).context["pairs"][0]["url"])
    assert plan.context["form"].initial == {
        "first": str(joan.pk),
        "second": str(ruth.pk),
        "first_standing": "cleaner",
        "second_standing": "director",
    }
    # Whoever is up for it already is not asked again, and can step back
    assert as_(joan).post(here, {"standing": "worker", "words": "cleaner"}).status_code == 422
    assert as_(joan).post(reverse("listening:step_back", args=[asked.pk])).status_code == 302
    assert not UpFor.objects.filter(person=joan).exists()
    assert "cleaner" not in [w.plain for w in Words.objects.filter(entry=asked.entry)]
    assert as_(joan).post(reverse("listening:step_back", args=[asked.pk])).status_code == 404


def test_only_who_holds_the_table_sees_all_of_them(asked: Invitation, ruth: Person) -> None:
    people = [up_for_it(asked, f"Person {n}", "worker" if n % 2 else "manager") for n in range(5)]
    assert len(pairs(ruth, asked)) == 2
    mine = pairs(people[1], asked)
    assert len(mine) == 1
    assert "Person 1" in mine[0]
    assert "Nobody has been found yet for" in page(ruth, asked)


def test_who_has_left_the_table_goes_with_nobody(asked: Invitation, ruth: Person) -> None:
    amy = up_for_it(asked, "Amy", "manager")
    bo = up_for_it(asked, "Bo", "worker")
    assert pairs(ruth, asked) == [{"Amy", "Bo"}]
    systems.end_seat(seat=bo_seat(asked, bo), by=bo)
    assert pairs(ruth, asked) == []
    assert pairs(amy, asked) == []


def bo_seat(asked: Invitation, bo: Person) -> Seat:
    return Seat.objects.get(system=asked.entry.system, person=bo)


# --- said aside ----------------------------------------------------------------------------------


def test_not_with_them_is_kept_and_nobody_sees_why(asked: Invitation, ruth: Person) -> None:
    amy, bo = up_for_it(asked, "Amy", "manager"), up_for_it(asked, "Bo", "worker")
    url = reverse("listening:aside", args=[asked.pk])
    assert as_(amy).post(url, {}).status_code == 422
    assert as_(amy).post(url, {"other": bo.pk, "says": "not_with"}).status_code == 302
    assert pairs(ruth, asked) == []
    said = "What you have said"
    assert said in as_(amy).get(url).content.decode()
    for person in (bo, ruth):
        assert said not in as_(person).get(url).content.decode()
    # Nothing that happened names the other
    happened = Event.objects.filter(kind="listening.said_aside")
    assert [(e.by, e.thing, e.data) for e in happened] == [(amy.pk, None, "{}")]
    assert as_(amy).post(url, {"other": bo.pk, "says": "nothing"}).status_code == 302
    assert not Aside.objects.exists()
    assert pairs(ruth, asked) == [{"Amy", "Bo"}]


def test_what_did_not_go_well_counts_only_if_both_say_so(asked: Invitation, ruth: Person) -> None:
    amy, bo = up_for_it(asked, "Amy", "manager"), up_for_it(asked, "Bo", "manager")
    assert pairs(ruth, asked) == []
    actions.say_aside(other=bo, says=Says.WOULD_MEND, by=amy)
    assert pairs(ruth, asked) == []
    actions.say_aside(other=amy, says=Says.WOULD_MEND, by=bo)
    assert pairs(ruth, asked) == [{"Amy", "Bo"}]


def test_a_no_by_name_in_a_life_is_one_here_too(asked: Invitation, ruth: Person) -> None:
    rosa, dev = up_for_it(asked, "Rosa", "served"), up_for_it(asked, "Dev", "worker")
    assert pairs(ruth, asked) == [{"Rosa", "Dev"}]
    life = a_life(by=ruth, whose=rosa)
    systems.exclude(system=life, person=dev, by=rosa)
    assert pairs(ruth, asked) == []


def test_a_no_to_where_they_work_is_one_as_well(asked: Invitation, ruth: Person) -> None:
    rosa, dev = up_for_it(asked, "Rosa", "served"), up_for_it(asked, "Dev", "worker")
    dwp = an_organisation("DWP")
    a_membership(dev, dwp)
    systems.exclude(system=a_life(by=ruth, whose=rosa), organisation=dwp, by=rosa)
    assert pairs(ruth, asked) == []


def test_nothing_is_said_aside_of_oneself(ruth: Person) -> None:
    with pytest.raises(Refused):
        actions.say_aside(other=ruth, says=Says.NOT_WITH, by=ruth)


# --- whose it is not -----------------------------------------------------------------------------


def test_strangers_see_nothing_of_it(asked: Invitation, table: System) -> None:
    nye = as_(a_person("Nye Nobody"))
    for name in ("invitation", "aside"):
        assert nye.get(reverse(f"listening:{name}", args=[asked.pk])).status_code == 404
    assert nye.post(reverse("listening:step_back", args=[asked.pk])).status_code == 404
    assert nye.get(reverse("listening:invite", args=[table.pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.come_along(invitation=asked, standing="worker", words="x", by=a_person())


def test_nobody_is_asked_around_in_a_life(ruth: Person) -> None:
    life = a_life(by=ruth)
    assert as_(ruth).get(reverse("listening:invite", args=[life.pk])).status_code == 403


def test_more_people_ask_no_more(asked: Invitation, ruth: Person) -> None:
    client, url = as_(ruth), asked.entry.get_absolute_url()

    def how_many() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    up_for_it(asked, "Amy", "manager")
    up_for_it(asked, "Bo", "worker")
    few = how_many()
    for number in range(12):
        up_for_it(asked, f"Person {number}", "worker" if number % 2 else "manager")
    assert how_many() == few


# --- empathy maps --------------------------------------------------------------------------------


def test_what_is_empty_is_the_next_question(table: System, ruth: Person) -> None:
    visit = a_visit(system=table, by=ruth)
    client, url = as_(ruth), reverse("listening:draw_empathy", args=[visit.pk])
    empty = client.post(url, {})
    assert empty.status_code == 422
    assert "Write something in one of them" in empty.content.decode()
    assert client.post(url, {"says": "Come in, it’s raining.", "feels": "Cold."}).status_code == 302
    drawn = EmpathyMap.objects.get()
    told = client.get(drawn.entry.get_absolute_url()).content.decode()
    assert "Come in, it’s raining." in told
    assert told.count("Nobody knows yet. Who could you ask?") == 2
    add = reverse("listening:add_empathy", args=[drawn.pk])
    asks = client.get(add).context["form"].fields
    assert list(asks) == ["thinks", "does"]
    assert client.post(add, {}).status_code == 422
    assert client.post(add, {"thinks": "Why now?", "does": "Waits."}).status_code == 302
    assert client.get(add).headers["Location"] == drawn.entry.get_absolute_url()
    with pytest.raises(Refused, match="meanwhile"):
        actions.add_empathy(drawn=drawn, by=ruth, thinks="Otherwise.")
    nye = as_(a_person("Nye Nobody"))
    for address in (url, add, drawn.entry.get_absolute_url()):
        assert nye.get(address).status_code == 404


def test_it_is_kept_as_close_as_the_story_and_goes_with_it(table: System, ruth: Person) -> None:
    story = a_story(system=table, by=ruth, ceiling="close", reach="us")
    drawn = actions.draw_empathy(of=story, by=ruth, says="Nobody asked me.")
    assert drawn.entry.ceiling == "close"
    joan = a_person("Joan")
    a_seat(table, by=ruth, person=joan)
    assert as_(joan).get(drawn.entry.get_absolute_url()).status_code == 404
    logbook.withdraw(entry=story, by=ruth)
    drawn.entry.refresh_from_db()
    assert drawn.entry.is_withdrawn
    assert not Words.objects.filter(entry=drawn.entry).exists()


def test_in_a_life_it_is_sealed(ruth: Person) -> None:
    life = a_life(by=ruth)
    story = a_story(system=life, by=ruth, category="home")
    drawn = actions.draw_empathy(of=story, by=ruth, feels="kittiwake")
    [words] = Words.objects.filter(entry=drawn.entry)
    assert words.plain == ""
    assert b"kittiwake" not in bytes(words.sealed or b"")
    told = as_(ruth).get(drawn.entry.get_absolute_url()).content.decode()
    assert "kittiwake" in told
    assert "<title>Alongside</title>" in told
