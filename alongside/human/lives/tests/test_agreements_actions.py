from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook.models import Reach
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.people.testing import a_person, an_organisation
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Ground, Reader, Role, Seat, System, seat_all
from alongside.human.lives import actions
from alongside.human.lives.models import Agreement, SaidHow
from alongside.human.lives.testing import a_yes_to

from .seeing import sees

pytestmark = pytest.mark.django_db


def test_a_yes_gives_one_seat_exactly_as_asked(life: System, rosa: Person) -> None:
    dev, until = a_person("Dev"), timezone.now() + timedelta(days=30)
    agreement = a_yes_to(life, by=rosa, recipient=dev, categories=["home"], until=until)
    seat = seat_all([agreement.seat])[0]
    assert (seat.person, seat.organisation, seat.role) == (dev, None, Role.MEMBER)
    assert (seat.categories, seat.until, seat.ground) == (["home"], until, Ground.AGREED)
    assert seat.for_what == "to put the rent right"
    assert agreement.said_how == SaidHow.HERE


def test_two_narrow_yeses_give_nothing_nobody_gave(
    life: System, ruth: Person, rosa: Person
) -> None:
    dev = a_person("Dev")
    rent = an_entry(life, by=ruth, category="home")
    money = an_entry(life, by=ruth, category="money")
    health = an_entry(life, by=ruth, category="health")
    soon, later = timezone.now() + timedelta(days=5), timezone.now() + timedelta(days=50)
    first = a_yes_to(life, by=rosa, recipient=dev, categories=["home"], until=soon)
    a_yes_to(life, by=rosa, recipient=dev, categories=["money"], until=later)
    assert [sees(dev, e) for e in (rent, money, health)] == [True, True, False]
    # What was said yes to until the earlier day does not go on until the later one.
    actions.take_back(agreement=first, by=rosa)
    assert [sees(dev, e) for e in (rent, money, health)] == [False, True, False]


def test_taking_back_bites_on_the_next_question(life: System, rosa: Person, ruth: Person) -> None:
    dev = a_person("Dev")
    entry = an_entry(life, by=ruth, category="home")
    agreement = a_yes_to(life, by=rosa, recipient=dev, categories=["home"])
    assert sees(dev, entry)
    actions.take_back(agreement=agreement, by=rosa)
    assert not sees(dev, entry)
    assert not Reader.of(dev).sits_at(life.pk)
    with pytest.raises(Refused):
        actions.take_back(agreement=agreement, by=rosa)


def test_until_it_is_sorted_has_a_day_to_ask_again(life: System, rosa: Person) -> None:
    agreement = a_yes_to(life, by=rosa, until=None)
    assert agreement.until_sorted
    assert agreement.seat.until is not None
    assert agreement.seat.until < timezone.now() + timedelta(days=92)


@pytest.mark.parametrize(
    "terms",
    [
        {"until": timezone.now() + timedelta(days=400)},
        {"until": timezone.now() - timedelta(days=1)},
        {"categories": []},
        {"categories": ["everything"]},
        {"question": " "},
        {"purpose": ""},
    ],
)
def test_a_yes_without_bounds_is_not_one(life: System, rosa: Person, terms: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        a_yes_to(life, by=rosa, **terms)
    assert not Agreement.objects.exists()


def test_the_database_itself_lets_no_yes_be_unlimited(life: System, rosa: Person) -> None:
    agreement = a_yes_to(life, by=rosa)
    rows = Seat.objects.filter(pk=agreement.seat_id)
    far = rows[0].since.replace(year=2030)
    changes: list[dict[str, Any]] = [
        {"until": None},
        {"categories": []},
        {"until": far},
    ]
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.update(categories=[])


def test_an_exception_by_name_wins(life: System, rosa: Person) -> None:
    dev, charity = a_person("Dev"), an_organisation("Charity")
    systems.exclude(system=life, person=dev, by=rosa)
    with pytest.raises(Refused):
        a_yes_to(life, by=rosa, recipient=dev)
    agreement = a_yes_to(life, by=rosa, recipient=charity)
    systems.exclude(system=life, organisation=charity, by=rosa)
    agreement.seat.refresh_from_db()
    assert not agreement.stands


def test_only_the_person_says_yes_or_who_walks_beside_them(life: System, ruth: Person) -> None:
    dev = a_person("Dev")
    agreement = a_yes_to(life, by=ruth)
    assert agreement.said_how == SaidHow.BESIDE
    assert list(Agreement.objects.new_to_them()) == [agreement]
    with pytest.raises(PermissionDenied):
        a_yes_to(life, by=dev)
    with pytest.raises(PermissionDenied):
        actions.take_back(agreement=agreement, by=dev)
    with pytest.raises(PermissionDenied):
        a_yes_to(life, by=ruth, how=SaidHow.HERE)


def test_what_was_said_beside_them_is_new_until_they_have_seen_it(
    life: System, rosa: Person, ruth: Person
) -> None:
    agreement = a_yes_to(life, by=ruth)
    with pytest.raises(PermissionDenied):
        actions.see(agreement=agreement, by=ruth)
    actions.see(agreement=agreement, by=rosa)
    assert not Agreement.objects.new_to_them().exists()


def test_renewing_is_another_yes_and_the_one_before_ends(life: System, rosa: Person) -> None:
    first = a_yes_to(life, by=rosa, until=None)
    second = actions.renew(agreement=first, by=rosa, until=timezone.now() + timedelta(days=100))
    first.seat.refresh_from_db()
    assert not first.stands
    assert second.stands
    assert second.until_sorted
    assert second.renews == first
    with pytest.raises(Refused):
        actions.renew(agreement=first, by=rosa, until=timezone.now() + timedelta(days=9))


def test_nobody_is_let_into_a_life_by_another(life: System, ruth: Person, rosa: Person) -> None:
    for by in (ruth, rosa):
        for ground in Ground.values:
            with pytest.raises(Refused):
                systems.seat(system=life, person=a_person(), by=by, ground=ground)


def test_who_holds_the_table_needs_no_yes(life: System, ruth: Person, rosa: Person) -> None:
    for holder in (ruth, rosa):
        with pytest.raises(Refused):
            a_yes_to(life, by=rosa, recipient=holder)


def test_an_agreement_is_read_by_the_person_and_who_walks_alongside(
    life: System, rosa: Person, ruth: Person
) -> None:
    dev = a_person("Dev")
    agreement = a_yes_to(life, by=rosa, recipient=dev)
    assert sees(rosa, agreement.entry)
    assert sees(ruth, agreement.entry)
    assert not sees(dev, agreement.entry)
    assert set(agreement.entry.audiences.values_list("reach", flat=True)) == {Reach.US}


def test_an_organisation_sits_through_its_people_while_they_belong(
    life: System, rosa: Person, ruth: Person
) -> None:
    charity: Organisation = an_organisation("Charity")
    agreement = a_yes_to(life, by=rosa, recipient=charity, categories=["home"])
    assert agreement.recipient == charity
    assert agreement.seat.organisation == charity
