"""Acting without a yes, and the page of an organisation's lawful basis."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_system
from alongside.human import lives
from alongside.human.lives import actions
from alongside.human.lives.models import Basis, Override
from alongside.human.lives.testing import (
    a_basis,
    an_override,
    somebody_who_may_act,
    who_tends_the_place,
)

from .pages import at, signed_in, words_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa() -> Person:
    return a_person("Rosa Hall")


def sent(sue: Person, life: Any = "", **more: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "address": str(life),
        "basis": str(Basis.objects.lets_act()[0].pk),
        "why": "She rang at four and could not say where she was.",
        "about": ["safety"],
        "second": sue.email,
        "told": "not_yet",
        "not_yet": "found",
        "because": "Her phone is off.",
        "look_again_0": today.day,
        "look_again_1": today.month,
        "look_again_2": today.year,
        "sure": "on",
        **more,
    }


def test_acting_opens_a_day_and_says_what_is_owed(life: System, sol: Person, sue: Person) -> None:
    client = signed_in(sol)
    page = client.post(at("keep_safe"), sent(sue, life.pk), follow=True)
    assert page.status_code == 200
    assert "Not yet: we could not reach them yet" in words_on(page)
    assert client.get(reverse("home:system", args=[life.pk])).status_code == 200
    assert "given by" not in words_on(page)


def test_whom_it_is_about_can_be_said_by_two_things_known_of_them(
    life: System, sol: Person, sue: Person
) -> None:
    from datetime import date

    ruth = life.seats.get(role="lead").person
    assert ruth is not None
    actions.know_by(life=life, by=ruth, name="Rosa Hall", born=date(1984, 3, 9))
    born = {"born_0": "9", "born_1": "3", "born_2": "1984"}
    client = signed_in(sol)
    alone = client.post(at("keep_safe"), sent(sue, name="Rosa Hall"))
    assert "Give two things about them" in words_on(alone)
    wrong = client.post(at("keep_safe"), sent(sue, name="Rosa Hale", **born))
    assert "Nothing could be opened" in words_on(wrong)
    client.post(at("keep_safe"), sent(sue, name="Rosa Hall", **born))
    assert Override.objects.get().life == life


def test_a_stranger_learns_nothing_without_acting(
    life: System, rosa: Person, sol: Person, sue: Person
) -> None:
    """The answer is the same for a life that is not here, and one that said no by name."""
    systems.exclude(system=life, person=sue, by=rosa)
    client = signed_in(sol)

    other = signed_in(sue)
    no = other.post(at("keep_safe"), sent(sol, life.pk))
    nothing = other.post(at("keep_safe"), sent(sol, uuid7()))
    place = other.post(at("keep_safe"), sent(sol, a_system().pk))
    mistaken = {"second": sol.email}
    for pk in (life.pk, uuid7()):
        page = client.post(at("keep_safe"), sent(sue, pk, **mistaken))
        assert "Name somebody else, whose organisation" in words_on(page)
    assert no.status_code == nothing.status_code == place.status_code == 422
    assert words_on(no) == words_on(nothing) == words_on(place)
    assert Event.objects.filter(kind="lives.tried_without_yes").count() == 3
    assert not Override.objects.exists()


def test_looking_for_somebody_this_way_is_limited_as_any_other(
    life: System, sol: Person, sue: Person
) -> None:
    client = signed_in(sol)
    two = {"name": "Nobody Known", "born_0": "1", "born_1": "2", "born_2": "1950"}
    pages = [words_on(client.post(at("keep_safe"), sent(sue, **two))) for _time in range(9)]
    assert "Nothing could be opened" in pages[0]
    assert "You have looked for many people" in pages[-1]


def test_who_may_not_act_is_told_so_whomever_it_is_about(life: System, sue: Person) -> None:
    client = signed_in(a_membership(a_person("Pat"), an_organisation("A club")).person)
    page = words_on(client.get(at("keep_safe")))
    assert "You are not named as somebody who may act without a yes" in page
    assert client.post(at("keep_safe"), sent(sue, life.pk)).status_code == 403
    assert client.post(at("keep_safe"), sent(sue, uuid7())).status_code == 403


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"why": ""}, "Write why it cannot wait"),
        ({"about": []}, "Tick what you have to know about"),
        ({"second": "nobody@example.org"}, "Nobody you can name here has that address"),
        ({"told": ""}, "Choose whether you told them"),
        ({"because": ""}, "Say why not yet"),
        ({"look_again_2": "2099"}, "Choose a day within a week"),
        ({"sure": ""}, "Read this and tick it"),
        ({"address": "somewhere"}, "not the address of a page here"),
    ],
)
def test_what_is_missing_is_asked_for(
    life: System, sol: Person, sue: Person, change: dict[str, Any], says: str
) -> None:
    page = signed_in(sol).post(at("keep_safe"), sent(sue, life.pk, **change))
    assert page.status_code == 422
    assert says in words_on(page)
    assert not Override.objects.exists()


def test_why_not_yet_is_revealed_by_the_choice_and_stands_there_without(sol: Person) -> None:
    page = signed_in(sol).get(at("keep_safe")).content.decode()
    assert '<div class="keep-safe">' in page
    style = (Path(lives.__path__[0]) / "static/lives/sharing.css").read_text()
    assert "@supports selector(:has(*))" in style
    for name in ("not_yet", "because", "look_again"):
        assert f'name="{name}' in page
        assert f'"{name}"]' in style


def test_nobody_gives_themself_another_day(life: System, sol: Person, sue: Person) -> None:
    override = an_override(life, by=sol, second=sue)
    page = signed_in(sol).get(at("without_yes", override.pk))
    assert "Give them one more day" not in words_on(page)
    assert signed_in(sol).post(at("another_day", override.pk)).status_code == 403
    fine = {"looks-words": "Fine."}
    assert signed_in(sol).post(at("look_back", override.pk), fine).status_code == 403
    again = signed_in(sol).post(at("keep_safe"), sent(sue, life.pk))
    assert "Another day is given by" in words_on(again)
    assert override.days.count() == 1


def test_a_second_person_gives_a_day_and_says_how_it_looks(
    life: System, sol: Person, sue: Person
) -> None:
    override = an_override(life, by=sol, second=sue)
    client = signed_in(sue)
    assert "Give them one more day" not in words_on(client.get(at("without_yes", override.pk)))
    assert client.post(at("another_day", override.pk)).status_code == 403
    assert client.post(at("look_back", override.pk), {}).status_code == 422
    page = client.post(at("look_back", override.pk), {"looks-words": "No other way."}, follow=True)
    assert "No other way." in words_on(page)
    assert "Give them one more day" in words_on(client.get(at("without_yes", override.pk)))
    client.post(at("another_day", override.pk))
    assert override.days.count() == 2
    # Looking at it opens nothing else of that life.
    assert client.get(reverse("home:system", args=[life.pk])).status_code == 404


def test_telling_them_and_putting_it_off(
    life: System, rosa: Person, sol: Person, sue: Person
) -> None:
    override = an_override(life, by=sol, second=sue)
    client = signed_in(sol)
    assert client.post(at("not_told_yet", override.pk), {}).status_code == 422
    assert client.post(at("tell_them", override.pk), {}).status_code == 422
    today = timezone.localdate()
    later = {
        "later-not_yet": "danger",
        "later-because": "He reads her post.",
        "later-look_again_0": today.day,
        "later-look_again_1": today.month,
        "later-look_again_2": today.year,
    }
    page = words_on(client.post(at("not_told_yet", override.pk), later, follow=True))
    assert "could put someone in danger" in page
    told = {"tell-told_how": "person", "tell-words": "I rang because I was worried."}
    client.post(at("tell_them", override.pk), told)
    assert "I was worried" in words_on(signed_in(rosa).get(at("without_yes", override.pk)))


def test_it_can_be_ended_at_once(life: System, sol: Person, sue: Person) -> None:
    override = an_override(life, by=sol, second=sue)
    client = signed_in(sol)
    client.post(at("stop_acting", override.pk))
    assert client.get(reverse("home:system", args=[life.pk])).status_code == 404
    assert "ended already" in words_on(client.post(at("stop_acting", override.pk), follow=True))


def test_it_is_not_there_for_others(life: System, rosa: Person, sol: Person) -> None:
    override = an_override(life, by=sol)
    for somebody in (rosa, a_person(), somebody_who_may_act("Other")):
        client = signed_in(somebody)
        assert client.get(at("without_yes", override.pk)).status_code == 404
        for name in ("tell_them", "not_told_yet", "look_back", "another_day", "stop_acting"):
            assert client.post(at(name, override.pk)).status_code == 404, name


# --- the law ------------------------------------------------------------------------------------


def said(**more: Any) -> dict[str, Any]:
    return {
        "purpose": "home",
        "in_plain_words": "We look after council homes.",
        "ground": "public_task",
        "law": "Housing Act 1996, section 195",
        "talk_to": "the housing desk, 0191 000 000",
        "can_stop": "no",
        **more,
    }


def test_a_steward_says_under_which_law() -> None:
    council = an_organisation("The council")
    client = signed_in(who_tends_the_place())
    page = client.post(at("record_basis", council.pk), said(), follow=True)
    assert "Housing Act 1996" in words_on(page)
    assert "You cannot stop this by saying no" in words_on(page)
    client.post(at("record_basis", council.pk), said(law="Housing Act 1996, section 189B"))
    assert "What held before" in words_on(client.get(at("bases", council.pk)))
    [now] = Basis.objects.current()
    client.post(at("end_basis", now.pk))
    assert not Basis.objects.current().exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"can_stop": "yes", "ground": "obligation"}, "On that ground nobody can stop it"),
        ({"can_stop": "no", "ground": "consent"}, "What rests on a yes can be stopped"),
        ({"lets_act": "on"}, "Acting without a yes is for keeping somebody safe"),
        ({"law": ""}, "Write which law"),
        ({"talk_to": ""}, "Write who people can talk to"),
    ],
)
def test_what_is_not_so_is_sent_back(change: dict[str, Any], says: str) -> None:
    council = an_organisation("The council")
    client = signed_in(who_tends_the_place())
    page = client.post(at("record_basis", council.pk), said(**change))
    assert page.status_code == 422
    assert says in words_on(page)
    assert not Basis.objects.exists()


def test_others_read_it_and_do_not_say_it(council: Organisation) -> None:
    client = signed_in(a_person("Nye"))
    assert "Care Act 2014" in words_on(client.get(at("bases", council.pk)))
    assert client.get(at("record_basis", council.pk)).status_code == 403
    assert client.post(at("record_basis", council.pk), said()).status_code == 403
    assert client.post(at("end_basis", Basis.objects.get().pk)).status_code == 403
    assert client.get(at("bases", uuid7())).status_code == 404


def test_only_who_tends_the_place_is_offered_to_let_them_act() -> None:
    club = an_organisation("A club", by=(eve := a_person("Eve")))
    a_membership(eve, club)
    client = signed_in(eve)
    assert "act without a yes" not in words_on(client.get(at("record_basis", club.pk)))
    client.post(at("record_basis", club.pk), said(purpose="safety", lets_act="on"))
    assert not Basis.objects.lets_act().exists()


def test_as_many_queries_for_ten_as_for_one(council: Organisation) -> None:
    client = signed_in(a_person())
    with CaptureQueriesContext(connection) as few:
        client.get(at("bases", council.pk))
    for number in range(9):
        a_basis(council, law=f"Act {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(at("bases", council.pk))
    assert len(many) == len(few)


def test_a_no_by_name_holds_for_a_colleague_of_whoever_acted(
    life: System, rosa: Person, council: Organisation
) -> None:
    dev, sol = somebody_who_may_act("Dev", council), somebody_who_may_act("Sol", council)
    systems.exclude(system=life, person=dev, by=rosa)
    override = an_override(life, by=sol)
    assert signed_in(dev).get(at("without_yes", override.pk)).status_code == 404
    assert signed_in(dev).post(at("another_day", override.pk)).status_code == 404


def test_a_colleague_does_not_read_of_it_in_their_own_life_before_they_are_told(
    life: System, rosa: Person, council: Organisation
) -> None:
    a_membership(rosa, council)
    override = an_override(life, by=somebody_who_may_act("Sol", council))
    client = signed_in(rosa)
    assert client.get(at("without_yes", override.pk)).status_code == 404
    assert client.post(at("stop_acting", override.pk)).status_code == 404
    actions.tell_them(override=override, how="person", words="We told her.", by=override.acted_by)
    assert client.get(at("without_yes", override.pk)).status_code == 200


def test_a_second_whom_they_said_no_to_is_shown_nothing(
    life: System, rosa: Person, sol: Person, sue: Person
) -> None:
    systems.exclude(system=life, person=sue, by=rosa)
    page = signed_in(sol).post(at("keep_safe"), sent(sue, life.pk))
    override = Override.objects.get()
    assert page.headers["Location"] == at("without_yes", override.pk)
    assert signed_in(sue).get(at("without_yes", override.pk)).status_code == 404
    front = words_on(signed_in(sue).get(reverse("home:front")))
    assert "Look at what was done without a yes" not in front
