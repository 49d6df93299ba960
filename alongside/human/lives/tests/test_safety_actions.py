from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people import actions as people
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record.models import HOUSE, Event
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Ground, Reader, Seat, System
from alongside.human.lives import actions, rules
from alongside.human.lives.models import Basis, LawfulGround, Override, Purpose, SafeDay
from alongside.human.lives.testing import (
    a_basis,
    a_life_with,
    an_override,
    somebody_who_may_act,
    who_tends_the_place,
)

from .seeing import sees, waited

pytestmark = pytest.mark.django_db


def looked_at(override: Override, second: Person) -> Override:
    actions.look_back(override=override, words="There was no other way.", by=second)
    override.refresh_from_db()
    return override


def test_it_opens_what_was_named_for_a_day(
    life: System, ruth: Person, sol: Person, sue: Person
) -> None:
    safety = an_entry(life, by=ruth, category="safety")
    money = an_entry(life, by=ruth, category="money")
    override = an_override(life, by=sol, second=sue)
    assert (sees(sol, safety), sees(sol, money)) == (True, False)
    [day] = override.days.all()
    assert day.seat.ground == Ground.SAFE
    assert day.seat.until is not None
    assert day.seat.until - day.seat.since <= timedelta(hours=24)


def test_only_where_a_basis_says_so(life: System, council: Organisation, sue: Person) -> None:
    other = a_membership(a_person("Pat"), an_organisation("A club")).person
    basis = Basis.objects.get(organisation=council)
    terms: dict[str, Any] = {"why": "Now.", "categories": ["safety"], "told_how": "person"}
    with pytest.raises(PermissionDenied):
        actions.act_to_keep_safe(life=life, by=other, second=sue, basis=basis, **terms)
    sol = somebody_who_may_act("Sol", council)
    actions.end_basis(basis=basis, by=who_tends_the_place())
    with pytest.raises(PermissionDenied):
        actions.act_to_keep_safe(life=life, by=sol, second=sue, basis=basis, **terms)


@pytest.mark.parametrize(
    "terms",
    [
        {"why": " "},
        {"categories": []},
        {"not_yet": ""},
        {"because": ""},
        {"look_again": None},
        {"look_again": timezone.localdate() + timedelta(days=30)},
    ],
)
def test_it_needs_a_reason_bounds_and_word_to_the_person(
    life: System, sol: Person, sue: Person, terms: dict[str, Any]
) -> None:
    with pytest.raises(Refused):
        an_override(life, by=sol, second=sue, **terms)
    assert not Override.objects.exists()
    assert not Seat.objects.filter(ground=Ground.SAFE).exists()


def test_nobody_looks_at_it_with_themself(life: System, sol: Person, council: Organisation) -> None:
    basis = Basis.objects.get(organisation=council)
    terms: dict[str, Any] = {"why": "Now.", "categories": ["safety"], "told_how": "person"}
    for second in (sol, a_person("Somebody else")):
        with pytest.raises(Refused):
            actions.act_to_keep_safe(life=life, by=sol, second=second, basis=basis, **terms)


def test_another_day_is_given_by_a_second_person_only(
    life: System, ruth: Person, rosa: Person, sol: Person, sue: Person
) -> None:
    override = an_override(life, by=sol, second=sue)
    for who in (sol, ruth, rosa, a_person()):
        with pytest.raises(PermissionDenied):
            actions.give_another_day(override=override, by=who)
    with pytest.raises(Refused):
        an_override(life, by=sol, second=sue)
    # She gives it once she has looked at what was done with the first, and not before.
    with pytest.raises(PermissionDenied):
        actions.give_another_day(override=override, by=sue)
    actions.look_back(override=override, words="There was no other way.", by=sue)
    override.refresh_from_db()
    day = actions.give_another_day(override=override, by=sue)
    assert (day.number, day.given_by) == (2, sue)
    assert Seat.objects.current().filter(ground=Ground.SAFE).count() == 1
    assert day.seat.until is not None
    assert day.seat.until <= timezone.now() + timedelta(hours=24)


def test_the_database_itself_wants_a_second_person_and_a_day(
    life: System, sol: Person, sue: Person
) -> None:
    override = an_override(life, by=sol, second=sue)
    day = override.days.get()
    seat = Seat.objects.filter(pk=day.seat_id)
    broken: list[tuple[Any, dict[str, Any]]] = [
        (SafeDay.objects.filter(pk=day.pk), {"number": 2}),
        (SafeDay.objects.filter(pk=day.pk), {"given_by": sue}),
        (Override.objects.filter(pk=override.pk), {"second": sol}),
        (Override.objects.filter(pk=override.pk), {"look_again": None}),
        (Override.objects.filter(pk=override.pk), {"not_yet": ""}),
        (
            Override.objects.filter(pk=override.pk),
            {"looked_back_by": sol, "looked_back_at": timezone.now()},
        ),
        (seat, {"until": day.seat.since + timedelta(hours=25)}),
        (seat, {"until": None}),
        (seat, {"categories": []}),
        (seat, {"role": "lead"}),
    ]
    for rows, change in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def test_an_exception_by_name_wins_here_too(
    life: System, rosa: Person, sol: Person, sue: Person, council: Organisation
) -> None:
    systems.exclude(system=life, person=sol, by=rosa)
    with pytest.raises(Refused):
        an_override(life, by=sol, second=sue)
    systems.exclude(system=life, organisation=council, by=rosa)
    with pytest.raises(Refused):
        an_override(life, by=sue, second=sol)
    assert not Reader.of(sue).sits_at(life.pk)


def test_the_person_sees_it_once_told_and_not_before(
    life: System, ruth: Person, rosa: Person, sol: Person, sue: Person
) -> None:
    override = an_override(life, by=sol, second=sue)
    assert not sees(rosa, override.entry)
    assert not rules.can_look_at(rosa, override)
    assert not rules.can_look_at(ruth, override)
    actions.tell_them(override=override, how="phone", words="I told her why.", by=sol)
    override.refresh_from_db()
    assert sees(rosa, override.entry)
    assert rules.can_look_at(rosa, override)
    assert override.not_yet == ""
    with pytest.raises(Refused):
        actions.tell_them(override=override, how="phone", words="Again.", by=sol)


def test_why_not_yet_is_looked_at_again(life: System, sol: Person, sue: Person) -> None:
    override = an_override(life, by=sol, second=sue)
    soon = timezone.localdate() + timedelta(days=3)
    actions.not_told_yet(
        override=override, not_yet="danger", because="He reads her post.", look_again=soon, by=sue
    )
    override.refresh_from_db()
    assert override.look_again == soon
    assert override.entry.words.filter(part__startswith="not yet").count() == 2


def test_it_is_looked_at_by_somebody_else(life: System, sol: Person, sue: Person) -> None:
    override = an_override(life, by=sol, second=sue)
    with pytest.raises(PermissionDenied):
        actions.look_back(override=override, words="Well done, me.", by=sol)
    actions.look_back(override=override, words="There was no other way.", by=sue)
    override.refresh_from_db()
    assert override.looked_back_by == sue


def test_what_was_done_without_a_yes_is_nobodys_to_take_out_of_sight(
    life: System, sol: Person, sue: Person
) -> None:
    from alongside.foundation.logbook import actions as logbook

    override = an_override(life, by=sol, second=sue)
    with pytest.raises(PermissionDenied):
        logbook.withdraw(entry=override.entry, by=sol)


def test_trying_where_nothing_opens_is_recorded(sol: Person) -> None:
    actions.tried_to_keep_safe(by=sol)
    assert Event.objects.filter(kind="lives.tried_without_yes", chain=HOUSE).count() == 1


def test_it_can_be_ended_before_its_time(life: System, sol: Person, sue: Person) -> None:
    override = an_override(life, by=sol, second=sue)
    actions.stop_acting(override=override, by=sol)
    assert not Reader.of(sol).sits_at(life.pk)
    with pytest.raises(Refused):
        actions.stop_acting(override=override, by=sue)


def test_who_leaves_the_organisation_has_no_day_more(
    life: System, sol: Person, sue: Person, council: Organisation
) -> None:
    override = an_override(life, by=sol, second=sue)
    membership = sol.memberships.get()
    people.leave(membership, by=sol)
    looked_at(override, sue)
    with pytest.raises(Refused):
        actions.give_another_day(override=override, by=sue)


# --- the law ------------------------------------------------------------------------------------


def test_nobody_lets_their_own_organisation_act_by_setting_it_up() -> None:
    eve = a_person("Eve")
    club = an_organisation("A club", by=eve)
    who_tends_the_place()
    a_membership(eve, club)
    with pytest.raises(PermissionDenied):
        a_basis(club, by=eve)
    said = a_basis(club, by=eve, allows_acting_without_yes=False, purpose=Purpose.LEARN)
    assert not rules.can_act_to_keep_safe(eve)
    assert said.recorded_by == eve
    with pytest.raises(PermissionDenied):
        a_basis(club, by=a_person("Mallory"), allows_acting_without_yes=False)


def test_a_change_is_a_new_row(council: Organisation) -> None:
    first = Basis.objects.get()
    second = a_basis(council, law="Care Act 2014, section 42 and section 45")
    first.refresh_from_db()
    assert first.superseded_at is not None
    assert list(Basis.objects.current()) == [second]


@pytest.mark.parametrize(
    "said",
    [
        {"can_the_person_stop_it": True, "ground": LawfulGround.LEGAL_OBLIGATION},
        {"can_the_person_stop_it": False, "ground": LawfulGround.CONSENT},
        {"purpose": Purpose.MONEY, "allows_acting_without_yes": True},
        {"ground": LawfulGround.LEGITIMATE, "allows_acting_without_yes": True},
    ],
)
def test_what_is_not_true_is_not_said(council: Organisation, said: dict[str, Any]) -> None:
    before = {"allows_acting_without_yes": False, **said}
    with pytest.raises(Refused):
        a_basis(council, **before)
    with pytest.raises(IntegrityError), transaction.atomic():
        Basis.objects.update(**before)


def test_another_day_follows_a_day_or_is_asked_for_anew(
    life: System, sol: Person, sue: Person
) -> None:
    override = looked_at(an_override(life, by=sol, second=sue), sue)
    actions.stop_acting(override=override, by=sol)
    with pytest.raises(Refused):
        actions.give_another_day(override=override, by=sue)
    other = looked_at(an_override(a_life_with(), by=sol, second=sue), sue)
    long_ago = timezone.now() - timedelta(days=3)
    seat = Seat.objects.filter(pk=other.days.get().seat_id)
    seat.update(since=long_ago, until=long_ago + timedelta(hours=23))
    with pytest.raises(Refused):
        actions.give_another_day(override=other, by=sue)


def test_colleagues_do_not_take_turns(
    life: System, sol: Person, sue: Person, council: Organisation
) -> None:
    first = an_override(life, by=sol, second=sue)
    third = somebody_who_may_act("Tess", council)
    for who in (sue, third):
        with pytest.raises(Refused, match="looks at that first"):
            an_override(life, by=who, second=sol)
    actions.look_back(override=first, words="There was no other way.", by=sue)
    with pytest.raises(Refused, match="looks at that first"):
        an_override(life, by=sue, second=sol)
    assert an_override(life, by=third, second=sol).acted_by == third


def test_what_another_organisation_did_keeps_nobody_from_acting(life: System, sol: Person) -> None:
    an_override(life, by=sol)
    other = an_organisation("The hospital")
    a_basis(other)
    assert an_override(life, by=somebody_who_may_act("Hal", other)).organisation == other


@pytest.mark.parametrize("why", ["told no", "the person"])
def test_a_second_who_is_kept_out_is_taken_and_is_nobody(
    life: System, rosa: Person, sol: Person, sue: Person, council: Organisation, why: str
) -> None:
    second = sue if why == "told no" else rosa
    if second == sue:
        systems.exclude(system=life, person=sue, by=rosa)
    else:
        a_membership(rosa, council)
    override = an_override(life, by=sol, second=second)
    assert not rules.can_look_at(second, override)
    assert not rules.can_say_told(second, override)
    with pytest.raises(PermissionDenied):
        actions.give_another_day(override=override, by=second)
    with pytest.raises(PermissionDenied):
        actions.look_back(override=override, words="It looks well.", by=second)
    tess = somebody_who_may_act("Tess", council)
    with pytest.raises(PermissionDenied):
        actions.look_back(override=override, words="Right.", by=tess)
    waited(override)
    actions.look_back(override=override, words="Right.", by=tess)
    override.refresh_from_db()
    assert override.looked_back_by == tess
