"""What it would have cost not to help: a story of money over time."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook import search
from alongside.foundation.logbook.models import Because, Entry, Reach, Words
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.events import RecordEvent
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import Reader, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.learning.experiments import actions
from alongside.learning.experiments.models import COSTS, CostStory
from alongside.learning.experiments.money import (
    MIGHT,
    MOST_LINES,
    SPENT,
    Line,
    Unclear,
    adding_up,
    lines_from,
    money_from,
    parts_of,
    said,
    sentence,
    span,
    when_from,
)
from alongside.learning.experiments.steps import HEIGHT, WIDTH, draw
from alongside.learning.experiments.testing import TWENTY_THOUSAND, a_cost_story, an_experiment
from alongside.learning.experiments.views.costs import _titled

from .pages import url

pytestmark = pytest.mark.django_db
TYPED = {
    "words": "Somebody sat down with them early.",
    "lines": "2",
    "when-1": "March 2019",
    "what-1": "a worker’s time",
    "amount-1": "20 thousand",
    "sort-1": "spent",
    "source-1": "our accounts",
    "when-2": "2023",
    "what-2": "children in care",
    "amount-2": "750,000",
    "sort-2": "might",
    "source-2": "what the council paid for another family",
    "reach": "table",
}


def a_line(**kwargs: Any) -> Line:
    whole = Line(when="2019", what="time", amount=Decimal(5), sort=SPENT, source="us")
    return replace(whole, **kwargs)


# --- reading what people write -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("2019", "2019"),
        ("March 2019", "2019-03"),
        ("mar 2019", "2019-03"),
        ("3/2019", "2019-03"),
        ("2019-03", "2019-03"),
        ("21 March 2019", "2019-03-21"),
        ("21.3.2019", "2019-03-21"),
        ("2019-03-21", "2019-03-21"),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, when: str) -> None:
    assert when_from(typed) == when
    assert when_from(a_line(when=when).said_when) == when


@pytest.mark.parametrize(
    "typed", ["soon", "", "31 2 2019", "13/2019", "19", "0001", "a b c d 2019"]
)
def test_what_is_no_time_is_unclear(typed: str) -> None:
    with pytest.raises(Unclear):
        when_from(typed)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("20,000", "£20,000"),
        ("£20k", "£20,000"),
        ("20 thousand pounds", "£20,000"),
        ("0.75 million", "£750,000"),
        ("20 000", "£20,000"),
        ("12.50", "£12.50"),
    ],
)
def test_money_is_read_as_people_write_it(typed: str, amount: str) -> None:
    assert said(money_from(typed)) == amount


@pytest.mark.parametrize("typed", ["", "£", "-3", "0", "0.001", "nan", "1e9", "9" * 30, "20 sheep"])
def test_what_is_no_money_is_unclear(typed: str) -> None:
    with pytest.raises(Unclear):
        money_from(typed)


@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    for read in (when_from, money_from):
        with suppress(Unclear):
            read(typed)


def test_it_adds_up_in_the_order_of_time_each_sort_by_itself() -> None:
    lines = lines_from(parts_of(TWENTY_THOUSAND))
    assert [line.when for line in lines] == ["2019-03", "2019-06", "2020", "2023"]
    assert [step.total for step in adding_up(lines, SPENT)] == [Decimal(12_000), Decimal(20_000)]
    assert adding_up(lines, MIGHT)[-1].said_total == "£750,000"
    assert sentence(lines) == (
        "£20,000 was spent, from March 2019 to June 2019. "
        "£750,000 might have come instead, from 2020 to 2023."
    )
    assert sentence([a_line()]) == "£5 was spent, in 2019."
    assert span(lines) == (date(2019, 3, 1), date(2024, 1, 1))


@given(
    st.lists(
        st.builds(
            a_line,
            when=st.sampled_from(["1999", "2019", "2019-03", "2019-03-21", "2019-12-31", "2045"]),
            amount=st.sampled_from([Decimal(f"1e{n}") for n in range(-2, 12)]),
            sort=st.sampled_from([SPENT, MIGHT]),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_every_mark_of_the_drawing_is_inside_it(lines: list[Line]) -> None:
    lines = lines_from(parts_of(lines))
    drawn = draw(lines)
    marks = [mark for run in drawn.runs for mark in run.marks]
    assert len(marks) == len(lines), "each amount has its mark"
    assert all(0 <= mark.x <= WIDTH and 0 <= mark.y <= HEIGHT for mark in marks)
    assert 1 <= len(drawn.money) <= 4
    assert len(drawn.times) <= 7
    for run in drawn.runs:
        heights = [mark.y for mark in run.marks]
        assert heights == sorted(heights, reverse=True), "it only ever adds up"


# --- telling -------------------------------------------------------------------------------------


def test_amounts_are_words_of_the_entry_and_nowhere_else(ruth: Person, system: System) -> None:
    told = a_cost_story(system=system, by=ruth)
    fields = {field.name for field in CostStory._meta.get_fields()}
    assert fields == {"entry", "before", "later"}
    assert lines_from(words_of([told.entry])[told.pk]) == TWENTY_THOUSAND
    assert search.find(Reader.of(ruth), "accounts").entries == [told.pk]


def test_in_a_life_they_are_sealed_and_the_person_has_their_say(ruth: Person) -> None:
    life = a_life(by=ruth)
    with pytest.raises(Refused, match="what the person says"):
        a_cost_story(system=life, by=ruth, their_say="")
    told = a_cost_story(system=life, by=ruth, their_say="Yes, write it down.")
    rows = Words.objects.filter(entry=told.entry)
    assert {row.plain for row in rows} == {""}
    assert Entry.objects.get(pk=told.pk).title == ""


def test_nobody_elsewhere_tells_it(system: System) -> None:
    with pytest.raises(PermissionDenied):
        a_cost_story(system=system, by=a_person("Eve"))


def test_what_was_said_in_a_life_stays_in_it(ruth: Person, system: System) -> None:
    heard = an_entry(a_life(by=ruth), by=ruth)
    with pytest.raises(Refused, match="stays there"):
        a_cost_story(system=system, by=ruth, because=[heard])


@pytest.mark.parametrize(
    "wrong",
    [
        {"when": "soon"},
        {"when": "March 2019"},
        {"amount": Decimal(0)},
        {"amount": Decimal(-5)},
        {"sort": "saved"},
        {"what": " "},
        {"source": ""},
    ],
)
def test_every_amount_says_all_of_it(ruth: Person, system: System, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="of each amount"):
        a_cost_story(system=system, by=ruth, lines=[a_line(**wrong)])


def test_it_has_an_amount_at_least_and_words(ruth: Person, system: System) -> None:
    for lines in ([], [a_line()] * (MOST_LINES + 1)):
        with pytest.raises(Refused, match="at least one amount"):
            a_cost_story(system=system, by=ruth, lines=lines)
    with pytest.raises(Refused, match="what happened"):
        a_cost_story(system=system, by=ruth, words=" ")


def test_it_is_told_anew_to_put_it_right(ruth: Person, system: System) -> None:
    first = a_cost_story(system=system, by=ruth)
    second = a_cost_story(system=system, by=ruth, before=first, lines=[a_line()])
    assert Because.objects.get(entry=second.pk).of_id == first.pk
    elsewhere = a_system(by=ruth, name="Elsewhere")
    with pytest.raises(Refused, match="not there any more"):
        a_cost_story(system=elsewhere, by=ruth, before=first)
    logbook.withdraw(entry=second.entry, by=ruth)
    with pytest.raises(Refused, match="not there any more"):
        a_cost_story(system=system, by=ruth, before=second)


# --- the pages -----------------------------------------------------------------------------------


def test_somebody_tells_it(client: Client, system: System) -> None:
    assert client.get(url("tell_costs", system)).status_code == 200
    told = client.post(url("tell_costs", system), TYPED, follow=True)
    page = told.text
    assert "£20,000 was spent, in March 2019." in page
    assert "£750,000 might have come instead, in 2023." in page
    assert page.count("what the council paid for another family") == 1
    assert '<title id="money-title">' in page


def test_it_may_rest_on_something_tried(client: Client, ruth: Person, system: System) -> None:
    tried = an_experiment(system=system, by=ruth)
    address = f"{url('tell_costs', system)}?because={tried.pk}"
    assert client.get(address).context["form"]["because"].value() == str(tried.pk)
    client.post(address, TYPED | {"because": str(tried.pk)})
    assert Because.objects.get(entry=CostStory.objects.get().pk).of_id == tried.pk


def test_another_amount_keeps_what_is_typed(client: Client, system: System) -> None:
    page = client.post(url("tell_costs", system), {**TYPED, "amount-2": "lots", "another": "1"})
    assert page.status_code == 200
    assert not CostStory.objects.exists()
    form = page.context["form"]
    assert form.count == 3
    assert (form["amount-2"].value(), form["sort-2"].value()) == ("lots", "might")
    assert form["sort-3"].value() == "spent"
    assert "govuk-error-summary" not in page.text


@pytest.mark.parametrize("lines", ["\x00", "-1", "99999999", "³"])
def test_nonsense_asks_for_a_few(client: Client, system: System, lines: str) -> None:
    page = client.post(url("tell_costs", system), TYPED | {"lines": lines, "another": "1"})
    assert page.status_code == 200
    assert 1 <= page.context["form"].count <= MOST_LINES
    full = client.post(url("tell_costs", system), TYPED | {"lines": "30", "another": "1"})
    assert full.context["form"].count == MOST_LINES
    assert 'name="another"' not in full.text


def test_what_is_missing_is_said_where_it_is_missing(client: Client, system: System) -> None:
    page = client.post(
        url("tell_costs", system),
        TYPED | {"words": "", "amount-1": "lots", "source-2": "", "when-2": "soon"},
    )
    assert page.status_code == 422
    for sentence_ in ("Write what happened", "Write how much like", "Write when it was like"):
        assert sentence_ in page.text
    missing = client.post(url("tell_costs", system), TYPED | {"source-2": ""})
    assert "Write where this figure comes from" in missing.text
    empty = {name: "" for name in TYPED if "-" in name}
    none = client.post(url("tell_costs", system), TYPED | empty)
    assert "Write at least one amount" in none.text
    assert not CostStory.objects.exists()


def test_it_is_put_right(client: Client, ruth: Person, system: System) -> None:
    first = a_cost_story(system=system, by=ruth)
    address = f"{url('tell_costs', system)}?again={first.pk}"
    form = client.get(address).context["form"]
    assert (form.count, form["amount-1"].value()) == (5, "12,000")
    client.post(address, TYPED)
    second = CostStory.objects.exclude(pk=first.pk).get()
    assert second.before == first
    assert "told anew" in client.get(first.get_absolute_url()).text
    assert "As it was told before" in client.get(second.get_absolute_url()).text
    listed = client.get(url("cost_stories", system)).context["stories"]
    assert [entry.pk for entry, *_words in listed] == [second.pk]


def test_a_list_says_no_amounts(client: Client, ruth: Person, system: System) -> None:
    assert "No such story" in client.get(url("cost_stories", system)).text
    a_cost_story(system=system, by=ruth)
    page = client.get(url("cost_stories", system)).text
    assert "They asked for help" in page
    assert "£" not in page


def test_a_life_s_page_is_looked_at(client: Client, ruth: Person) -> None:
    told = a_cost_story(system=a_life(by=ruth), by=ruth, their_say="Yes.")
    page = client.get(told.get_absolute_url())
    assert "<title>Alongside</title>" in page.text
    assert Event.objects.filter(kind=RecordEvent.LOOKED, by=ruth.pk).exists()
    assert client.get(url("cost_stories", told.entry.system)).status_code == 200


def test_others_are_answered_as_if_it_were_not_there(client: Client, system: System) -> None:
    joan = a_person("Joan")
    other = a_system(by=joan, name="Other")
    told = a_cost_story(system=other, by=joan)
    assert client.get(told.get_absolute_url()).status_code == 404
    assert client.get(url("tell_costs", other)).status_code == 403
    assert client.get(url("cost_stories", other)).context["stories"] == []
    again = client.get(f"{url('tell_costs', system)}?again={told.pk}")
    assert again.context["before"] is None


def test_shared_more_widely_it_is_words(client: Client, ruth: Person, system: System) -> None:
    told, larger = a_cost_story(system=system, by=ruth), a_system(by=ruth, name="Larger")
    copy = logbook.widen(
        entry=told.entry, into=larger, words="Early costs less.", agreed="", by=ruth
    )
    assert copy.kind == COSTS
    page = client.get(copy.get_absolute_url())
    assert page.status_code == 200
    assert "Early costs less." in page.text
    assert "<table" not in page.text


def test_it_asks_as_much_of_the_database_however_much_there_is(
    client: Client,
    ruth: Person,
    system: System,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    a_seat(system, by=ruth, person=a_person("Kerry"))
    counts = []
    for number in (3, 27):
        for _n in range(number):
            told = a_cost_story(system=system, by=ruth, lines=[a_line()] * min(number, 20))
        asked = []
        for address in (
            url("cost_stories", system),
            told.get_absolute_url(),
            url("tell_costs", system),
        ):
            with django_assert_max_num_queries(40) as queries:
                client.get(address)
            asked.append(len(queries))
        counts.append(asked)
    assert counts[0] == counts[1]


def test_there_is_no_order_but_that_of_days(ruth: Person, system: System) -> None:
    """Never compared: two stories stand in the order they were told, whatever they come to."""
    a_cost_story(system=system, by=ruth, lines=[a_line(amount=Decimal(9))])
    a_cost_story(system=system, by=ruth, lines=[a_line(amount=Decimal(1))], reach=Reach.US)
    assert not hasattr(actions, "compare_costs")
    assert not [field for field in CostStory._meta.get_fields() if "amount" in field.name]


def test_in_the_list_a_few_words_lead_and_the_story_goes_on_beneath() -> None:
    told = "They asked for help. " * 9
    title, rest = _titled(told)
    assert title.endswith("…")
    assert len(title) <= 90
    assert (title[:-1] + rest[1:]).replace(" ", "").startswith("Theyaskedforhelp.They")
    assert _titled("Short.") == ("Short.", "")
