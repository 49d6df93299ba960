import pytest

from alongside.foundation.logbook import rules
from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Ask, Audience, Ceiling, Promise, Reach
from alongside.foundation.logbook.testing import a_voice, an_entry, taken_on
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.actions import end_seat
from alongside.foundation.systems.models import Role, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system

pytestmark = pytest.mark.django_db
STAYS = kind("logbook.what_stays", Station.TRY, "What stays", stays=True)
BETWEEN = kind("logbook.what_is_between", Station.TRY, "Between us", here_only=True)


def test_those_around_a_table_write_there(ruth: Person, place: System) -> None:
    joan, eve = a_person("Joan"), a_person("Eve")
    a_seat(place, by=ruth, person=joan)
    assert [rules.can_write(who, place) for who in (ruth, joan, eve)] == [True, True, False]


@pytest.mark.parametrize(
    ("reach", "joan_may", "eve_may"),
    [(Reach.US, False, False), (Reach.TABLE, True, False), (Reach.ANYONE, True, True)],
)
def test_those_something_is_addressed_to_read_it(
    ruth: Person, place: System, reach: str, joan_may: bool, eve_may: bool
) -> None:
    joan, eve = a_person("Joan"), a_person("Eve")
    a_seat(place, by=ruth, person=joan)
    entry = an_entry(place, by=ruth, reach=reach)
    assert rules.can_read(ruth, entry)
    assert (rules.can_read(joan, entry), rules.can_read(eve, entry)) == (joan_may, eve_may)


def test_a_seat_is_matched_whole_never_as_the_union_of_several(ruth: Person) -> None:
    """A seat in a life about home, and a whole one elsewhere, open no money in that life."""
    dev, rosa = a_person("Dev"), a_life(by=ruth)
    a_seat(rosa, by=ruth, person=dev, categories=["home"])
    a_seat(a_system(by=ruth), by=ruth, person=dev)
    assert rules.can_read(dev, an_entry(rosa, by=ruth, category="home"))
    assert not rules.can_read(dev, an_entry(rosa, by=ruth, category="money"))
    assert not rules.can_read(dev, an_entry(rosa, by=ruth))


def test_a_seat_about_some_things_reads_those_only_and_never_just_us(ruth: Person) -> None:
    dev, rosa = a_person("Dev"), a_life(by=ruth)
    a_seat(rosa, by=ruth, person=dev, categories=["home"], ground="agreed")
    assert rules.can_read(dev, an_entry(rosa, by=ruth, category="home"))
    assert not rules.can_read(dev, an_entry(rosa, by=ruth, category="money"))
    assert not rules.can_read(dev, an_entry(rosa, by=ruth, category="home", reach=Reach.US))


def test_the_teller_and_whoever_wrote_it_down_may_take_it_back(ruth: Person, place: System) -> None:
    kerry, joan = a_person("Kerry"), a_person("Joan")
    a_seat(place, by=ruth, person=joan, role=Role.STEWARD)
    entry = a_voice(place, by=ruth, teller=kerry)
    may = [rules.can_withdraw(who, entry) for who in (kerry, ruth, joan)]
    assert may == [True, True, False]


@pytest.mark.parametrize("ceiling", ["", *Ceiling.values])
def test_a_ceiling_bounds_sharing_whoever_asks(ruth: Person, place: System, ceiling: str) -> None:
    entry = an_entry(place, by=ruth, ceiling=ceiling, reach=Reach.US)
    assert rules.can_widen(ruth, entry) is (ceiling not in {Ceiling.CLOSE, Ceiling.LEARN})


def test_sharing_needs_somebody_who_knows_the_teller(ruth: Person, place: System) -> None:
    joan, dev, eve = a_person("Joan"), a_person("Dev"), a_person("Eve")
    for person in (joan, dev):
        a_seat(place, by=ruth, person=person)
    entry = a_voice(place, by=joan, ceiling=Ceiling.QUOTED)
    assert [rules.can_widen(who, entry) for who in (ruth, joan)] == [True, True]
    assert [rules.can_widen(who, entry) for who in (dev, eve)] == [False, False]


def test_what_stays_is_shared_by_whoever_wrote_it_though_it_is_not_taken_back(
    ruth: Person, place: System
) -> None:
    joan, dev = a_person("Joan"), a_person("Dev")
    for person in (joan, dev):
        a_seat(place, by=ruth, person=person)
    entry = an_entry(place, by=joan, kind=STAYS)
    assert not rules.can_withdraw(joan, entry)
    assert [rules.can_widen(who, entry) for who in (ruth, joan, dev)] == [True, True, False]


def test_what_is_between_those_it_is_about_is_shared_by_nobody(ruth: Person) -> None:
    entry = an_entry(a_life(by=ruth), by=ruth, kind=BETWEEN)
    assert rules.can_withdraw(ruth, entry)
    assert not rules.can_widen(ruth, entry)


def test_anybody_around_a_table_asks_but_from_a_life_only_the_few(
    ruth: Person, place: System
) -> None:
    joan, rosa = a_person("Joan"), a_life(by=ruth)
    a_seat(place, by=ruth, person=joan)
    a_seat(rosa, by=ruth, person=joan)
    assert rules.can_ask(joan, place)
    assert not rules.can_ask(joan, rosa)
    assert rules.can_ask(ruth, rosa)


def test_those_around_the_table_that_was_asked_answer(ruth: Person, place: System) -> None:
    joan = a_person("Joan")
    ask = Ask(entry=an_entry(a_system(by=ruth), by=ruth), of=a_system(by=joan))
    assert rules.can_answer_ask(joan, ask)
    assert not rules.can_answer_ask(ruth, ask)


def test_to_have_promised_shares_nothing_once_the_seat_is_gone(ruth: Person, place: System) -> None:
    joan = a_person("Joan")
    seat = a_seat(place, by=ruth, person=joan)
    entry = a_voice(place, by=ruth, ceiling=Ceiling.OPEN, reach=Reach.TABLE)
    taken_on(Promise.objects.get(), by=joan)
    assert rules.can_widen(joan, entry)
    end_seat(seat=seat, by=ruth)
    a_seat(elsewhere := a_system(by=ruth), by=ruth, person=joan)
    Audience.objects.create(entry=entry, system=elsewhere, reach=Reach.TABLE, kind=entry.kind)
    assert rules.can_read(joan, entry)
    assert not rules.can_widen(joan, entry)


def test_nobody_without_a_seat_there_brings_news(ruth: Person, place: System) -> None:
    wes, eve = a_person("Wes"), a_person("Eve")
    a_seat(place, by=ruth, person=wes, categories=["home"])
    a_voice(place, by=ruth, category="money")
    promise = Promise.objects.get()
    Audience.objects.update(reach=Reach.ANYONE)
    for who in (wes, eve):
        assert rules.can_read(who, promise.entry)
        assert not rules.can_offer(who, promise)
        assert not rules.can_take_on(who, promise)


def test_only_who_holds_the_table_brings_it_without_a_yes(ruth: Person, place: System) -> None:
    tom, joan = a_person("Tom"), a_person("Joan")
    seat = a_seat(place, by=ruth, person=tom)
    a_seat(place, by=ruth, person=joan)
    a_voice(place, by=tom)
    promise = Promise.objects.get()
    assert [rules.can_take_on(who, promise) for who in (ruth, joan, tom)] == [True, False, False]
    assert [rules.can_offer(who, promise) for who in (ruth, joan, tom)] == [True, True, False]
    end_seat(seat=seat, by=ruth)
    assert rules.can_take_on(joan, Promise.objects.get())


def test_nobody_brings_news_to_themself(ruth: Person, place: System) -> None:
    kerry = a_person("Kerry")
    a_seat(place, by=ruth, person=kerry, role=Role.STEWARD)
    a_voice(place, by=ruth, teller=kerry)
    assert not rules.can_take_on(kerry, Promise.objects.get())
    assert not rules.can_offer(kerry, Promise.objects.get())


def test_only_who_promised_says_they_brought_news(ruth: Person, place: System) -> None:
    a_voice(place, by=ruth)
    assert rules.can_keep(ruth, Promise.objects.get())
    assert not rules.can_keep(a_person(), Promise.objects.get())
