"""Erasing a life: who may, when, what goes, and what stays."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Ceiling, Entry, Teller, Words
from alongside.foundation.logbook.testing import a_voice, an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record import checking
from alongside.foundation.record.models import Event, Followup
from alongside.foundation.systems.models import Role, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.foundation.vault import ledger
from alongside.foundation.vault.models import Erasure, LifeKey
from alongside.human.lives import actions, rules
from alongside.human.lives.models import ErasureWish
from alongside.human.lives.testing import a_concern, a_life_with, a_look

from .erasing import erased

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_ledger")]


def a_day_later() -> None:
    ErasureWish.objects.update(at=timezone.now() - timedelta(days=1, minutes=1))


# --- who, and when -------------------------------------------------------------------------------


def test_the_person_alone_has_it_erased_at_once(rosa: Person, ruth: Person) -> None:
    life = a_life_with(ruth, whose=rosa)
    erased(life, rosa)
    assert not System.objects.filter(pk=life.pk).exists()
    assert not LifeKey.objects.filter(life=life.pk).exists()
    assert Erasure.objects.get(life=life.pk).by == rosa.pk


def test_nobody_has_it_erased_who_was_not_asked_to(rosa: Person, ruth: Person) -> None:
    life = a_life_with(ruth, whose=rosa)
    other = a_person("Dev")
    a_seat(life, by=ruth, person=other, ground="agreed")
    for somebody in (ruth, other, a_person()):
        with pytest.raises(PermissionDenied):
            actions.ask_to_erase(life=life, by=somebody)
        with pytest.raises(PermissionDenied):
            actions.erase(life=life, by=somebody)
    with pytest.raises(PermissionDenied):
        actions.erase(life=life, by=rosa)
    assert not ledger.erased()


def test_beside_somebody_who_does_not_sign_in_it_is_slept_over(ruth: Person) -> None:
    life = a_life_with(ruth)
    actions.ask_to_erase(life=life, by=ruth)
    assert ErasureWish.objects.get().said_how == "beside"
    with pytest.raises(PermissionDenied):
        actions.erase(life=life, by=ruth)
    a_day_later()
    actions.erase(life=life, by=ruth)
    assert not System.objects.filter(pk=life.pk).exists()


def test_once_they_sign_in_nobody_says_it_for_them(rosa: Person, ruth: Person) -> None:
    life = a_life_with(ruth)
    actions.ask_to_erase(life=life, by=ruth)
    a_day_later()
    a_seat(life, by=ruth, person=rosa, role=Role.PERSON, ground="agreed")
    with pytest.raises(PermissionDenied):
        actions.erase(life=life, by=ruth)
    assert rules.may_go_on(life) is None


def test_a_life_of_several_goes_when_all_of_them_say_so(rosa: Person, ruth: Person) -> None:
    life, bob = a_life_with(ruth, whose=rosa), a_person("Bob")
    a_seat(life, by=rosa, person=bob, role=Role.PERSON, ground="agreed")
    actions.ask_to_erase(life=life, by=rosa)
    assert rules.waits_for(life) == [bob]
    with pytest.raises(PermissionDenied):
        actions.erase(life=life, by=rosa)
    actions.keep_after_all(life=life, by=bob)
    assert rules.waits_for(life) == [rosa, bob] or rules.waits_for(life) == [bob, rosa]
    actions.ask_to_erase(life=life, by=bob)
    erased(life, rosa)
    assert not System.objects.filter(pk=life.pk).exists()


def test_it_is_asked_once_and_taken_back_once(rosa: Person, ruth: Person) -> None:
    life = a_life_with(ruth, whose=rosa)
    with pytest.raises(Refused):
        actions.keep_after_all(life=life, by=rosa)
    actions.ask_to_erase(life=life, by=rosa)
    with pytest.raises(Refused):
        actions.ask_to_erase(life=life, by=rosa)
    actions.keep_after_all(life=life, by=rosa)
    with pytest.raises(PermissionDenied):
        actions.erase(life=life, by=rosa)


def test_nobody_erases_what_they_did_before_it_is_looked_at(rosa: Person, ruth: Person) -> None:
    life, dev = a_life_with(ruth), a_person("Dev")
    a_seat(life, by=ruth, person=dev, ground="agreed")
    a_membership(dev, an_organisation(by=a_person("Joan")))
    a_concern(life, by=ruth, look=a_look(life, by=dev))
    with pytest.raises(Refused, match="still to look at"):
        actions.ask_to_erase(life=life, by=ruth)
    a_seat(life, by=ruth, person=rosa, role=Role.PERSON, ground="agreed")
    erased(life, rosa)


# --- what goes -----------------------------------------------------------------------------------


def test_what_was_shared_is_taken_back_and_former_readers_see_that_it_was(
    rosa: Person, ruth: Person, client: Client
) -> None:
    life, place, further = a_life_with(ruth, whose=rosa), a_system(by=ruth), a_system(by=ruth)
    entry = a_voice(life, by=ruth, teller=rosa, ceiling=Ceiling.OPEN)
    copy = logbook.widen(entry=entry, into=place, words="Copied.", agreed="yes", by=ruth)
    copied = logbook.widen(entry=copy, into=further, words="Again.", agreed="yes", by=ruth)
    other = an_entry(place, by=ruth, because=[copy])
    erased(life, rosa)
    for one in (copy, copied):
        one.refresh_from_db()
        assert one.is_withdrawn
        assert not Words.objects.filter(entry=one).exists()
        client.force_login(ruth)
        assert client.get(reverse("home:thread", args=[one.pk])).status_code == 410
        client.force_login(a_person())
        assert client.get(reverse("home:thread", args=[one.pk])).status_code == 404
    assert Words.objects.filter(entry=other).exists()


def test_of_the_life_itself_not_even_that_it_was_there_is_left(
    rosa: Person, ruth: Person, client: Client
) -> None:
    life = a_life_with(ruth, whose=rosa)
    entry = a_voice(life, by=ruth)
    assert Teller.objects.exists()
    erased(life, rosa)
    client.force_login(ruth)
    assert client.get(life.get_absolute_url()).status_code == 404
    assert client.get(reverse("home:thread", args=[entry.pk])).status_code == 404
    assert not Teller.objects.exists()
    assert client.get("/").status_code == 200


def test_the_life_beside_it_stays_as_it_was(rosa: Person, ruth: Person) -> None:
    life, other = a_life_with(ruth, whose=rosa), a_life(by=ruth, name="Bob")
    kept = an_entry(other, by=ruth)
    erased(life, rosa)
    assert Entry.objects.filter(pk=kept.pk).exists()
    assert LifeKey.objects.get().life == other.pk


def test_the_record_stays_and_is_whole(rosa: Person, ruth: Person) -> None:
    life = a_life_with(ruth, whose=rosa)
    an_entry(life, by=ruth)
    before = Event.objects.filter(chain=life.pk).count()
    erased(life, rosa)
    assert Event.objects.filter(chain=life.pk).count() == before + 2
    assert checking.check().faults == []
    last = Event.objects.filter(chain=life.pk).latest("n")
    assert (last.kind, last.by) == ("lives.erased", rosa.pk)


def test_nothing_more_follows_from_what_happened_there(rosa: Person, ruth: Person) -> None:
    life = a_life_with(ruth, whose=rosa)
    an_entry(life, by=ruth)
    event = Event.objects.filter(chain=life.pk).latest("n")
    Followup.objects.create(event=event.pk, what="something.later")
    erased(life, rosa)
    assert not Followup.objects.filter(event=event.pk).exists()


def test_what_sessions_remembered_of_it_is_gone_and_they_stay_signed_in(
    rosa: Person, ruth: Person, client: Client
) -> None:
    life = a_life_with(ruth, whose=rosa)
    client.force_login(ruth)
    session = client.session
    session["listening cards"] = {"a": "code"}
    session["_messages"] = "[]"
    session.save()
    erased(life, rosa)
    assert "listening cards" not in client.session
    assert "_messages" not in client.session
    assert client.get("/").status_code == 200


# --- the page ------------------------------------------------------------------------------------


def page(life: System) -> str:
    return reverse("lives:erase", args=[life.pk])


def test_the_person_reads_what_goes_and_has_it_erased(
    rosa: Person, ruth: Person, client: Client
) -> None:
    life = a_life_with(ruth, whose=rosa)
    client.force_login(rosa)
    asked = client.get(page(life)).content.decode()
    assert "Erase your life from here?" in asked
    refused = client.post(page(life))
    assert refused.status_code == 422
    assert "Tick the box" in refused.content.decode()
    done = client.post(page(life), {"sure": "on"})
    assert done["Location"] == reverse("lives:erased")
    assert "It is gone" in client.get(done["Location"]).content.decode()


def test_beside_somebody_the_page_says_from_when(ruth: Person, client: Client) -> None:
    life = a_life_with(ruth)
    client.force_login(ruth)
    assert "Write down that they want it gone" in client.get(page(life)).content.decode()
    client.post(page(life), {"sure": "on"})
    assert "Sleep over it." in client.get(page(life)).content.decode()
    assert client.post(page(life), {"sure": "on"}).status_code == 302
    assert System.objects.filter(pk=life.pk).exists()
    a_day_later()
    assert "Erase it for good" in client.get(page(life)).content.decode()
    client.post(page(life), {"sure": "on"})
    assert not System.objects.filter(pk=life.pk).exists()


def test_keeping_it_after_all(ruth: Person, client: Client) -> None:
    life = a_life_with(ruth)
    client.force_login(ruth)
    client.post(page(life), {"sure": "on"})
    client.post(reverse("lives:keep_after_all", args=[life.pk]))
    assert not ErasureWish.objects.exists()


def test_to_others_the_page_is_not_there_or_not_theirs(
    rosa: Person, ruth: Person, client: Client
) -> None:
    life = a_life_with(ruth, whose=rosa)
    client.force_login(ruth)
    assert client.get(page(life)).status_code == 403
    client.force_login(a_person())
    assert client.get(page(life)).status_code == 404
    assert client.post(page(life), {"sure": "on"}).status_code == 404


# --- the sign-in ---------------------------------------------------------------------------------


def test_a_sign_in_stays_until_it_is_closed(rosa: Person, ruth: Person, client: Client) -> None:
    life = a_life_with(ruth, whose=rosa)
    client.force_login(rosa)
    with pytest.raises(Refused, match="Leave each table"):
        actions.close_sign_in(by=rosa)
    erased(life, rosa)
    assert "Close my sign-in too" in client.get(reverse("lives:erased")).content.decode()
    closed = client.post(reverse("lives:close_sign_in"))
    assert closed["Location"] == reverse("account_login")
    rosa.refresh_from_db()
    assert (rosa.name, rosa.is_active) == ("Somebody who left", False)
    assert not EmailAddress.objects.filter(user=rosa).exists()
    assert client.get("/").status_code == 302


def test_who_has_a_seat_is_not_offered_to_close_it(ruth: Person, client: Client) -> None:
    a_life_with(ruth)
    client.force_login(ruth)
    assert "Close my sign-in" not in client.get(reverse("lives:erased")).content.decode()
    assert client.post(reverse("lives:close_sign_in"))["Location"] == reverse("lives:erased")
    ruth.refresh_from_db()
    assert ruth.is_active
