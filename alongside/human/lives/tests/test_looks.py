"""Who looked: the whole of it, in plain words, and for the person alone."""

import json
import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record import whys
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import Category, Ground, Seat, System
from alongside.human.lives import actions, rules
from alongside.human.lives.looked import Read, by_day
from alongside.human.lives.models import NotTold, lookers, looks_at
from alongside.human.lives.testing import (
    a_life_with,
    a_look,
    a_yes_to,
    an_override,
    somebody_who_may_act,
)

from .pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def dev(ruth: Person) -> Person:
    return a_person("Dev Patel", by=ruth)


@pytest.fixture
def life(ruth: Person, rosa: Person) -> System:
    return a_life_with(by=ruth, name="Rosa", whose=rosa)


def page(person: Person, life: System, **asked: str) -> str:
    answer = signed_in(person).get(reverse("lives:who_looked", args=[life.pk]), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


def test_it_says_who_from_where_on_what_ground_what_and_when(
    life: System, ruth: Person, rosa: Person, dev: Person
) -> None:
    a_membership(dev, an_organisation("Citizens Advice", by=ruth))
    a_yes_to(life, by=rosa, recipient=dev, purpose="to put the rent right", categories=["home"])
    entry = an_entry(life, by=ruth, words="The rent is two months behind.", category="home")
    a_look(life, by=dev, entries=[entry], why="listening:story")
    shown = text(page(rosa, life))
    assert "Dev Patel Citizens Advice" in shown
    assert "You said yes: to put the rent right" in shown
    assert f"Read a story you told {timezone.localtime():%H}:" in shown
    assert "“The rent is two months behind.”" in shown
    assert f"{timezone.localdate():%A} {timezone.localdate().day}" in shown


def test_every_look_on_the_chain_is_on_the_page(life: System, ruth: Person, rosa: Person) -> None:
    """Held against the raw events, however the page groups them and turns its pages."""
    for number in range(130):
        a_look(
            life, by=ruth if number % 3 else rosa, why=["home:system", "systems:table"][number % 2]
        )
    raw = [
        (event.by, json.loads(event.data)["why"], event.n)
        for event in Event.objects.filter(chain=life.pk, kind="record.looked").order_by("-n")
    ]
    read, before, more = [], None, True
    while more:
        looks, more = looks_at(life.pk, before)
        read += [(look.by, look.why, look.n) for look in looks]
        before = looks[-1].n
    assert read == raw
    walked = page(rosa, life).partition("yourself")[0]
    assert len(re.findall(r"\d\d:\d\d(?:,|<)", walked)) == 25  # the newest, on the first page
    assert "All their looks" in page(rosa, life)
    for of, each in (("walks", 86), ("me", 44)):
        count, shown, asked = 0, "", {"of": of}
        while "Those were all." not in shown:
            shown = page(rosa, life, **asked)
            count += len(re.findall(r"\d\d:\d\d(?:,|<)", shown))
            older = re.search(r"\?before=(\d+)", shown)
            asked |= {"before": older[1]} if older else {}
        assert count >= each
    for odd in ("x", "-1", "9" * 40, "²"):
        page(rosa, life, before=odd)


moments = st.datetimes(timezones=st.just(timezone.get_current_timezone()))


@given(
    st.lists(
        st.builds(
            Read,
            event=st.uuids(),
            at=moments,
            by=st.sampled_from([uuid4(), uuid4()]),
            ground=st.sampled_from(["they walk with you", "you said yes"]),
            why=st.sampled_from(["read a story", "opened your page"]),
            entries=st.just(()),
        ),
        max_size=12,
    )
)
def test_grouping_loses_no_look(looks: list[Read]) -> None:
    days = by_day(looks)
    told = [
        (day.day, one.by, one.ground, row.why, at)
        for day in days
        for one in day.people
        for row in one.rows
        for at in row.times
    ]
    key = str
    assert sorted(told, key=key) == sorted(
        ((look.at.date(), look.by, look.ground, look.why, look.at) for look in looks), key=key
    )


def test_your_own_looks_are_folded_away(life: System, rosa: Person) -> None:
    page(rosa, life)
    assert "You looked once yourself" in page(rosa, life)
    assert "You looked 2 times yourself" in page(rosa, life)


def test_who_walks_alongside_opens_it_with_the_person_and_that_stands_there_too(
    life: System, ruth: Person, rosa: Person
) -> None:
    asked = page(ruth, life)
    assert "They are here with me" in asked
    assert not Event.objects.filter(chain=life.pk, kind="record.looked").exists()
    page(rosa, life)
    together = page(ruth, life, beside="1")
    assert "You looked once yourself" in together  # Rosa's own, folded away for her
    assert "Opened this page with you" in text(page(rosa, life))


def test_nobody_else_can_open_it(life: System, rosa: Person, dev: Person) -> None:
    a_yes_to(life, by=rosa, recipient=dev, categories=[*Category.values])
    for person in (dev, a_person("Nye")):
        url = reverse("lives:who_looked", args=[life.pk])
        assert signed_in(person).get(url, {"beside": "1"}).status_code == 404
        assert not rules.can_see_who_looked(person, life)


def test_a_seat_of_then_is_the_ground_of_a_look_then(
    life: System, rosa: Person, dev: Person
) -> None:
    """That it ended since changes nothing of what they could do at that moment."""
    yes = a_yes_to(life, by=rosa, recipient=dev, purpose="to put the rent right")
    a_look(life, by=dev)
    actions.take_back(agreement=yes, by=rosa)
    assert "You said yes: to put the rent right" in text(page(rosa, life))
    a_look(life, by=dev)
    assert "We cannot say on what ground" in text(page(rosa, life))


def test_the_yes_a_look_rests_on_is_the_one_for_what_was_looked_at(
    life: System, ruth: Person, rosa: Person, dev: Person
) -> None:
    a_yes_to(life, by=rosa, recipient=dev, purpose="about money", categories=["money"])
    a_yes_to(life, by=rosa, recipient=dev, purpose="about the rent", categories=["home"])
    entry = an_entry(life, by=ruth, words="Two months behind.", category="home")
    a_look(life, by=dev, entries=[entry])
    assert "You said yes: about the rent" in text(page(rosa, life))


def test_through_an_organisation_only_while_they_belonged(
    life: System, ruth: Person, dev: Person
) -> None:
    organisation = an_organisation("Citizens Advice", by=ruth)
    membership = a_membership(dev, organisation)
    Seat.objects.create(
        system=life,
        organisation=organisation,
        ground=Ground.LAW,
        categories=["home"],
        until=timezone.now() + timedelta(days=30),
        given_by=ruth.pk,
    )
    look = a_look(life, by=dev)
    looker = lookers(life, [look])[dev.pk]
    assert [seat.ground for seat in looker.seats_at(look.at)] == [Ground.LAW]
    membership.until = look.at - timedelta(seconds=1)
    membership.since = look.at - timedelta(days=9)
    membership.save()
    assert lookers(life, [look])[dev.pk].seats_at(look.at) == []


def test_what_was_taken_back_since_is_not_named(life: System, ruth: Person, rosa: Person) -> None:
    from alongside.foundation.logbook import actions as logbook

    entry = an_entry(life, by=ruth, words="Never to be read again.")
    a_look(life, by=ruth, entries=[entry])
    logbook.withdraw(entry=entry, by=ruth)
    shown = page(rosa, life)
    assert "Never to be read again" not in shown
    assert "one thing on it" in text(shown)


def test_many_looks_are_no_more_work(life: System, ruth: Person, rosa: Person) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        client = signed_in(rosa)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(reverse("lives:who_looked", args=[life.pk]))
        return len(caught)

    entries = [an_entry(life, by=ruth, words=f"Something {n}.") for n in range(3)]
    for entry in entries:
        a_look(life, by=ruth, entries=[entry])
    few = queries()
    for number in range(30):
        a_look(life, by=a_person(), entries=[an_entry(life, by=ruth, words=f"More {number}.")])
    assert queries() == few


# --- every look can be read ----------------------------------------------------------------------


def slugs_in(source: str) -> set[str]:
    """What looks are written down with."""
    return set(re.findall(r"""\bwhy=["']([a-z_]+:[a-z_]+)["']""", source))


def test_every_look_in_the_house_has_words() -> None:
    sources = [p for p in Path("alongside").rglob("*.py") if "tests" not in p.parts]
    slugs = set().union(*(slugs_in(path.read_text()) for path in sources))
    assert len(slugs) > 40
    without = sorted(slug for slug in slugs if not whys.is_known(slug))
    assert without == [], "say in looks.py of that room what these mean"


def test_a_look_without_words_would_be_noticed() -> None:
    assert slugs_in('with looking(by=who.pk, why="lives:nosy") as look:') == {"lives:nosy"}
    assert not whys.is_known("lives:nosy")
    assert whys.in_words("lives:nosy") == "opened a page about you"


def test_every_look_a_page_makes_has_words(life: System, rosa: Person) -> None:
    """What cannot be found in the source by reading it is found by opening the pages."""
    client = signed_in(rosa)
    for name in ("home:system", "systems:table", "lives:who_looked"):
        client.get(reverse(name, args=[life.pk]))
    for event in Event.objects.filter(kind="record.looked"):
        assert whys.is_known(json.loads(event.data)["why"])


def test_nothing_is_kept_back_without_a_reason(life: System, ruth: Person) -> None:
    look = a_look(life, by=ruth)
    assert not NotTold.of(life).keeps_back(look, lookers(life, [look])[ruth.pk], {})
    nobody = a_look(life, by=a_person("Nye"))
    assert not NotTold.of(life).keeps_back(nobody, lookers(life, [nobody])[nobody.by], {})


# --- to keep someone safe ------------------------------------------------------------------------


def test_a_look_they_cannot_be_told_of_yet_waits_until_they_are(
    life: System, ruth: Person, rosa: Person
) -> None:
    sol = somebody_who_may_act("Sol Danger")
    override = an_override(life, by=sol)
    a_look(life, by=sol, why="home:system")
    a_look(life, by=override.second, entries=[override.entry], why="lives:without_yes")
    a_look(life, by=ruth)
    for reader, asked in ((rosa, {}), (ruth, {"beside": "1"})):
        shown = page(reader, life, **asked)
        assert "Ruth Tanner" in shown
        assert "Sol Danger" not in shown
        assert override.second.name not in shown
    actions.tell_them(override=override, how="person", words="We came because you rang.", by=sol)
    shown = text(page(rosa, life))
    assert "Sol Danger" in shown
    assert "To keep someone safe, without your yes" in shown
    assert "They look at what was done to keep someone safe" in shown


def test_one_who_also_has_a_yes_is_shown_by_it(life: System, ruth: Person, rosa: Person) -> None:
    """Only what would tell them is kept back: what Sol could see anyway, they see."""
    sol = somebody_who_may_act("Sol Both")
    an_override(life, by=sol, categories=["safety"])
    a_yes_to(life, by=rosa, recipient=sol, categories=["home"], purpose="about the rent")
    a_look(life, by=sol, entries=[an_entry(life, by=ruth, words="The rent.", category="home")])
    assert "You said yes: about the rent" in text(page(rosa, life))
    a_look(life, by=sol, entries=[an_entry(life, by=ruth, words="Harm.", category="safety")])
    shown = text(page(rosa, life))
    assert "Harm." not in shown
    assert "To keep someone safe, without your yes" not in shown


def test_a_busy_afternoon_of_who_walks_with_them_hides_no_stranger(
    life: System, ruth: Person, rosa: Person
) -> None:
    a_look(life, by=a_person("Stranger Danger"))
    for number in range(120):
        a_look(life, by=ruth, why=["lives:note", "lives:conversations"][number % 2])
        a_look(life, by=rosa)
    shown = page(rosa, life)
    assert shown.index("Stranger Danger") < shown.index("Ruth Tanner, who walks with you")
    # A page to write something is folded into what it was opened for, and asked about once.
    assert "Opened the page to note" not in text(shown)
    assert shown.count("Ask about") == 2
