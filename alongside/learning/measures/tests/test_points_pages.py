"""The pages of what was counted."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.learning.measures import actions
from alongside.learning.measures.counted import Counted
from alongside.learning.measures.models import Feed, Measure, Reading, Shape, as_entered
from alongside.learning.measures.testing import a_measure, some_points

pytestmark = pytest.mark.django_db
JAN, FEB = date(2026, 1, 1), date(2026, 2, 1)


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def tom() -> Person:
    return a_person("Tom Reay")


@pytest.fixture
def table(ruth: Person, tom: Person) -> System:
    table = a_system(by=ruth, name="Council tax")
    a_seat(table, by=ruth, person=tom)
    return table


@pytest.fixture
def measure(table: System, ruth: Person) -> Measure:
    return a_measure(table, by=ruth)


@pytest.fixture
def people(table: System, ruth: Person) -> Measure:
    return a_measure(
        table,
        by=ruth,
        reach="anyone",
        shape=Shape.SHARE,
        counts_people=True,
        numerator="Right the first time",
        denominator="Who claimed",
    )


def at(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def page(name: str, measure: Measure) -> str:
    return reverse(f"measures:{name}", args=[measure.pk])


def said(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def typed(*rows: tuple[str, ...], out_of: bool = False, **more: str) -> dict[str, str]:
    names = ("period", "numerator", "denominator") if out_of else ("period", "value")
    cells = {
        f"{name}-{n}": cell
        for n, row in enumerate(rows)
        for name, cell in zip(names, row, strict=True)
    }
    return cells | more


# --- all of it -----------------------------------------------------------------------------------


def test_what_was_counted_is_shown_newest_first_with_what_was_before(
    client: Client, measure: Measure, ruth: Person
) -> None:
    actions.enter(measure=measure, points=[Counted(JAN, 12), Counted(FEB, 9.5)], by=ruth)
    actions.correct(measure=measure, point=Counted(JAN, 14), by=ruth)
    text = said(at(client, ruth).get(page("counted", measure)))
    assert text.index("February 2026") < text.index("January 2026")
    assert "before: 12, known since" in text
    assert "Put it right" in text


def test_it_is_paged(client: Client, measure: Measure, ruth: Person) -> None:
    some_points(measure, list(range(30)), by=ruth)
    first = at(client, ruth).get(page("counted", measure)).content.decode()
    older = re.search(r"\?before=([\d-]+)", first)
    assert older
    text = said(client.get(page("counted", measure), {"before": older[1]}))
    assert text.count("Put it right (") == 5
    assert "Older ones" not in text
    assert said(client.get(page("counted", measure), {"before": "nonsense"})).count("(") >= 25


def test_only_who_enters_it_sees_few_people(client: Client, people: Measure, ruth: Person) -> None:
    point = Counted(JAN, numerator=3, denominator=40)
    actions.enter(measure=people, points=[point], by=ruth)
    assert "7.5 % (3 of 40)" in said(at(client, ruth).get(page("counted", people)))
    other = said(at(Client(), a_person("Somebody else")).get(page("counted", people)))
    assert "too few people to say" in other
    assert "3 of 40" not in other
    assert "7.5" not in other
    assert "Enter what was counted" not in other


def test_what_was_few_before_it_was_put_right_is_hidden_too(
    client: Client, people: Measure, ruth: Person
) -> None:
    for many in (3, 12):
        point = Counted(JAN, numerator=many, denominator=40)
        actions.enter(measure=people, points=[point], by=ruth)
    other = said(at(client, a_person("Somebody else")).get(page("counted", people)))
    assert "30 % (12 of 40)" in other
    assert "before: too few people to say" in other


@pytest.mark.parametrize("name", ["counted", "enter", "paste", "feeds"])
def test_of_another_table_there_is_nothing(client: Client, measure: Measure, name: str) -> None:
    stranger = a_person("Stranger")
    assert at(client, stranger).get(page(name, measure)).status_code == 404


def test_who_may_read_but_has_no_seat_enters_nothing(client: Client, people: Measure) -> None:
    other = at(client, a_person("Somebody else"))
    assert other.get(page("enter", people)).status_code == 403
    assert other.get(page("paste", people)).status_code == 403
    assert other.get(page("feeds", people)).status_code == 403


def test_as_many_queries_for_many_as_for_few(
    client: Client, measure: Measure, ruth: Person, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    some_points(measure, [1, 2, 3], by=ruth)
    at(client, ruth).get(page("counted", measure))
    with CaptureQueriesContext(connection) as few:
        client.get(page("counted", measure))
    some_points(measure, list(range(30)), by=ruth)
    with CaptureQueriesContext(connection) as many:
        client.get(page("counted", measure))
    assert len(few) == len(many)


# --- typed ---------------------------------------------------------------------------------------


def test_a_few_are_typed_and_kept(client: Client, measure: Measure, ruth: Person) -> None:
    form = typed(("January 2026", "12"), ("2026-02", "9,5"), ("March 2026", ""), ("", ""))
    answer = at(client, ruth).post(page("enter", measure), form, follow=True)
    assert "2 points are new" in said(answer)
    assert [(row.period, row.value) for row in as_entered(measure)] == [(JAN, 12.0), (FEB, 9.5)]


def test_the_times_that_nothing_is_known_of_are_offered(
    client: Client, measure: Measure, ruth: Person
) -> None:
    today = timezone.localdate()
    answer = at(client, ruth).get(page("enter", measure)).content.decode()
    assert f'value="{today:%B %Y}"' in answer
    some_points(measure, [4, 5], by=ruth, since=date(2025, 1, 1))
    answer = client.get(page("enter", measure)).content.decode()
    assert 'value="March 2025"' in answer


def test_one_is_put_right(client: Client, measure: Measure, ruth: Person) -> None:
    actions.enter(measure=measure, points=[Counted(JAN, 1234.5)], by=ruth)
    answer = at(client, ruth).get(page("enter", measure), {"period": "2026-01-01"})
    assert 'value="1234.5"' in answer.content.decode()
    client.post(page("enter", measure), typed(("January 2026", "1235")))
    assert [row.value for row in as_entered(measure)] == [1235.0]
    assert Reading.objects.count() == 2


def test_nobody_counted_is_ticked(client: Client, measure: Measure, ruth: Person) -> None:
    form = typed(("January 2026", "")) | {"nobody-0": "on"}
    at(client, ruth).post(page("enter", measure), form)
    assert as_entered(measure)[0].missing


def test_what_cannot_be_is_said_beside_it_and_nothing_is_lost(
    client: Client, people: Measure, ruth: Person
) -> None:
    form = typed(("January 2026", "20", "40"), ("February 2026", "41", "40"), out_of=True)
    answer = at(client, ruth).post(page("enter", people), form)
    text = said(answer, 422)
    assert "There cannot be more than what they are out of." in text
    assert 'value="41"' in answer.content.decode()
    assert not Reading.objects.exists()


def test_nothing_typed_is_said_so(client: Client, measure: Measure, ruth: Person) -> None:
    answer = at(client, ruth).post(page("enter", measure), typed(("January 2026", "")))
    assert "Write at least one number" in said(answer, 422)


def test_more_rows_keep_what_was_typed(client: Client, measure: Measure, ruth: Person) -> None:
    form = typed(("January 2026", "twelve"), more="1")
    answer = at(client, ruth).post(page("enter", measure), form).content.decode()
    assert 'value="twelve"' in answer
    assert 'name="period-4"' in answer
    assert "There is a problem" not in answer


# --- pasted --------------------------------------------------------------------------------------

ROWS = "Month\tNumber\n2026-01\t12\n2026-02\t9.5\n2026-03\t\n"


@pytest.fixture
def pasting(client: Client, measure: Measure, ruth: Person) -> Callable[..., Any]:
    at(client, ruth)

    def paste(rows: str, **more: str) -> Any:
        return client.post(page("paste", measure), {"rows": rows, **more})

    return paste


def looked(answer: Any) -> str:
    found = re.search(r'name="looked" value="(\w*)"', answer.content.decode())
    assert found
    return found[1]


def test_what_is_pasted_is_looked_at_and_then_kept(
    pasting: Callable[..., Any], measure: Measure
) -> None:
    first = pasting(ROWS)
    text = said(first)
    assert "3 are new" in text
    assert "nobody counted" in text
    assert not Reading.objects.exists()
    answer = pasting(ROWS, keep="1", looked=looked(first))
    assert answer.status_code == 302
    assert [row.value for row in as_entered(measure)] == [12.0, 9.5, None]
    again = pasting(ROWS)
    assert "3 are known already" in said(again)


def test_it_is_kept_only_as_it_was_seen(pasting: Callable[..., Any]) -> None:
    seen = looked(pasting(ROWS))
    answer = pasting(ROWS.replace("12", "13"), keep="1", looked=seen)
    assert answer.status_code == 200
    assert not Reading.objects.exists()


def test_what_would_be_put_right_is_shown(
    pasting: Callable[..., Any], measure: Measure, ruth: Person
) -> None:
    actions.enter(measure=measure, points=[Counted(JAN, 11)], by=ruth)
    text = said(pasting(ROWS))
    assert "1 would be put right" in text
    assert "January 2026 11 12" in text


def test_rows_that_cannot_be_read_are_told_by_line_and_nothing_is_lost(
    pasting: Callable[..., Any],
) -> None:
    answer = pasting(ROWS + "someday\t3\n2026-04\t12x\n", keep="1", looked="0" * 64)
    text = said(answer, 422)
    assert "2 rows cannot be read" in text
    assert "“someday” is not clearly a day" in text
    assert "someday\t3" in answer.content.decode()
    assert "Keep these" not in text
    assert not Reading.objects.exists()


def test_nobody_reads_a_formula_back_as_one(pasting: Callable[..., Any]) -> None:
    answer = pasting('=HYPERLINK("http://x")\t<script>alert(1)</script>\n' + ROWS)
    assert b"<script>alert" not in answer.content
    assert answer.status_code == 422


# --- feeds ---------------------------------------------------------------------------------------


def test_a_token_is_shown_once_and_can_be_stopped(
    client: Client, measure: Measure, ruth: Person
) -> None:
    answer = at(client, ruth).post(page("make_feed", measure))
    [token] = re.findall(r"points-[\w-]{40,}", answer.content.decode())
    assert token not in client.get(page("feeds", measure)).content.decode()
    assert actions.feed_with(token=token) is not None
    stop = reverse("measures:stop_feed", args=[measure.pk, Feed.objects.get().pk])
    assert "opens nothing any more" in said(client.post(stop, follow=True))
    assert actions.feed_with(token=token) is None
    assert "stopped already" in said(client.post(stop, follow=True))


def test_two_are_good_at_a_time(client: Client, measure: Measure, ruth: Person) -> None:
    at(client, ruth)
    for _time in range(2):
        client.post(page("make_feed", measure))
    assert "two tokens already" in said(client.post(page("make_feed", measure), follow=True))
    assert Feed.objects.count() == 2


def test_only_who_holds_the_table_makes_a_token(
    client: Client, measure: Measure, tom: Person
) -> None:
    assert at(client, tom).get(page("feeds", measure)).status_code == 403
    assert client.post(page("make_feed", measure)).status_code == 403
    assert not Feed.objects.exists()


def test_who_enters_it_sees_what_others_are_told(
    client: Client, people: Measure, ruth: Person
) -> None:
    point = Counted(JAN, numerator=38, denominator=40)
    actions.enter(measure=people, points=[point], by=ruth)
    text = said(at(client, ruth).get(page("counted", people)))
    assert "95 % (38 of 40) Others are told: too few people to say" in text
