"""Whoever was named to look at it has not, or is nobody: colleagues see it, another is named."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.html import strip_tags

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.people.testing import a_membership, a_person
from alongside.foundation.record.models import Event
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import System
from alongside.human.lives import actions, rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import Override
from alongside.human.lives.testing import an_override, somebody_who_may_act

from .pages import signed_in
from .seeing import waited

pytestmark = pytest.mark.django_db
LINE = "Look at what was done without a yes"


@pytest.fixture
def rosa() -> Person:
    return a_person("Rosa Hall")


@pytest.fixture
def cara(council: Organisation) -> Person:
    return somebody_who_may_act("Cara", council)


@pytest.fixture
def nobody(council: Organisation, rosa: Person, life: System) -> Person:
    """Named to look at it, and nobody: the person said no to them."""
    nia = somebody_who_may_act("Nia", council)
    systems.exclude(system=life, person=nia, by=rosa)
    return nia


def front(person: Person) -> str:
    return " ".join(strip_tags(signed_in(person).get("/").content.decode()).split())


def test_colleagues_have_a_line_to_look_at_it_once_it_has_waited(
    life: System, sol: Person, cara: Person, nobody: Person
) -> None:
    override = an_override(life, by=sol, second=nobody)
    assert LINE not in front(cara)
    waited(override)
    assert LINE in front(cara)
    for other in (sol, nobody, somebody_who_may_act("Ola")):
        assert LINE not in front(other)
    actions.look_back(override=override, words="It was right.", by=cara)
    assert LINE not in front(cara)


def test_the_line_tells_nothing_of_who_was_named(
    life: System, sol: Person, cara: Person, nobody: Person
) -> None:
    """It comes after a day whoever was named, somebody or nobody."""
    sue = a_membership(a_person("Sue"), nobody.memberships.get().organisation).person
    override = waited(an_override(life, by=sol, second=sue))
    assert LINE in front(cara)
    assert LINE in front(sue)
    assert rules.can_name_another(sol, override)


def test_another_is_named_when_it_has_waited(
    life: System, sol: Person, cara: Person, nobody: Person
) -> None:
    override = an_override(life, by=sol, second=nobody)
    with pytest.raises(PermissionDenied):
        actions.name_another(override=override, second=cara, by=sol)
    waited(override)
    for by in (nobody, a_person("Eve")):
        with pytest.raises(PermissionDenied):
            actions.name_another(override=override, second=cara, by=by)
    for wrong in (nobody, sol, a_person("Eve")):
        with pytest.raises(Refused):
            actions.name_another(override=override, second=wrong, by=sol)
    actions.name_another(override=override, second=cara, by=sol)
    now = Override.objects.get()
    assert now.second == cara
    event = Event.objects.get(kind=LivesEvent.SECOND_NAMED)
    assert str(nobody.pk) in bytes(event.data, "utf8").decode()
    actions.look_back(override=now, words="It was right.", by=cara)
    now.refresh_from_db()
    assert not rules.can_name_another(sol, now)


def test_it_is_done_on_the_page(life: System, sol: Person, cara: Person, nobody: Person) -> None:
    override = an_override(life, by=sol, second=nobody)
    page, url = (
        reverse(f"lives:{name}", args=[override.pk]) for name in ("without_yes", "another_second")
    )
    assert "Ask somebody else to look at it" not in signed_in(sol).get(page).content.decode()
    assert signed_in(sol).post(url, {"another-second": cara.email}).status_code == 403
    waited(override)
    assert "Ask somebody else to look at it" in signed_in(sol).get(page).content.decode()
    assert signed_in(sol).post(url, {"another-second": "no@example.org"}).status_code == 422
    said = signed_in(sol).post(url, {"another-second": nobody.email}, follow=True)
    assert "Name somebody else" in said.content.decode()
    said = signed_in(sol).post(url, {"another-second": cara.email}, follow=True)
    assert "They are asked" in said.content.decode()
    assert LINE in front(cara)
    assert signed_in(nobody).post(url, {"another-second": sol.email}).status_code == 404
    assert signed_in(a_person("Eve")).post(url, {}).status_code == 404
