"""Points in a file, brought in and taken elsewhere in the browser."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.learning.measures import actions, workbooks
from alongside.learning.measures.counted import Counted
from alongside.learning.measures.models import Measure, Reading, Shape, as_entered
from alongside.learning.measures.testing import a_measure, some_points
from alongside.learning.measures.views.api import PURPOSE

pytestmark = pytest.mark.django_db
MONTHS = ["2026-01", "2026-02", "2026-03"]
CSV = "Month,Who,Number\n2026-01,Kerry,12\n2026-02,Kerry,9.5\n\n2026-03,Sam,\n"


@pytest.fixture
def table(ruth: Person) -> System:
    return a_system(by=ruth)


@pytest.fixture
def measure(table: System, ruth: Person) -> Measure:
    return a_measure(table, by=ruth)


def page(name: str, measure: Measure) -> str:
    return reverse(f"measures:{name}", args=[measure.pk])


@pytest.fixture
def bring(client: Client, measure: Measure) -> Callable[..., Any]:
    def bring(body: str | bytes, name: str = "points.csv", **more: str) -> Any:
        sent = body if isinstance(body, bytes) else body.encode()
        file = SimpleUploadedFile(name, sent)
        return client.post(page("bring", measure), {"file": file, **more})

    return bring


def a_book(*rows: list[Any], **sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for title, more in sheets.items():
        sheet = book.create_sheet(title)
        for row in more:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text_of(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", answer.text).split())


def keep(client: Client, measure: Measure, answer: Any) -> Any:
    """Press “Keep these” on the page that shows what would be kept."""
    hidden = re.search(r'name="looked" value="(\w+)"', answer.text)
    rows = re.search(r"<textarea[^>]*>\s?(.*?)</textarea>", answer.text, re.S)
    mark = re.search(r'name="decimals" value="([^"]*)"[^>]*checked', answer.text)
    assert hidden
    assert rows
    sent = {"rows": rows[1], "looked": hidden[1], "keep": "1", "decimals": mark[1] if mark else ""}
    return client.post(page("paste", measure), sent)


def known(measure: Measure) -> list[tuple[str, float | None]]:
    return [(row.period.isoformat()[:7], row.value) for row in as_entered(measure)]


# --- brought in ------------------------------------------------------------------------------


def test_a_file_is_looked_at_as_if_it_was_pasted_and_then_kept(
    client: Client, bring: Callable[..., Any], measure: Measure
) -> None:
    answer = bring(CSV)
    said = text_of(answer)
    for words in (
        "What is in the file",
        "This is what would be kept",
        "3 are new",
        "columns are left out: Who",
    ):
        assert words in said
    assert not Reading.objects.exists()
    assert keep(client, measure, answer).status_code == 302
    assert known(measure) == list(zip(MONTHS, [12.0, 9.5, None], strict=True))


def test_so_is_a_spreadsheet(client: Client, bring: Callable[..., Any], measure: Measure) -> None:
    rows: list[list[Any]] = [
        ["Month", "Value"],
        [date(2026, 1, 1), 1.234],
        [date(2026, 2, 1), 1234],
        ["2026-03"],
    ]
    answer = bring(a_book(["see the other one"], Real=rows), "points.xlsx", sheet="real")
    assert "Other sheets of the file were not read: Sheet" in text_of(answer)
    assert keep(client, measure, answer).status_code == 302
    assert known(measure) == list(zip(MONTHS, [1.234, 1234.0, None], strict=True))


def test_so_many_out_of_so_many(client: Client, table: System, ruth: Person) -> None:
    share = a_measure(table, by=ruth, shape=Shape.SHARE, numerator="Wrong", denominator="All")
    body = "n;month;x\n50;2026-01;40\n52;2026-02;38\n"
    answer = client.post(page("bring", share), {"file": SimpleUploadedFile("a.csv", body.encode())})
    assert keep(client, share, answer).status_code == 302
    assert [(row.numerator, row.denominator) for row in as_entered(share)] == [(40, 50), (38, 52)]


def test_wrong_rows_are_told_by_their_line_and_nothing_is_lost(
    client: Client, bring: Callable[..., Any], measure: Measure
) -> None:
    answer = bring(CSV + "2026-04,Sam,many\n2026-05,Sam,8\n")
    assert answer.status_code == 422
    said = text_of(answer)
    assert "1 row cannot be read" in said
    assert "6 “many” is not a number" in said, "on the line it has in the file"
    assert "2026-05\t8" in answer.text
    assert not Reading.objects.exists()
    hidden = re.search(r"<textarea[^>]*>\s?(.*?)</textarea>", answer.text, re.S)
    assert hidden
    again = client.post(page("paste", measure), {"rows": hidden[1].replace("many", "7")})
    assert keep(client, measure, again).status_code == 302
    assert known(measure)[-2:] == [("2026-04", 7.0), ("2026-05", 8.0)]


def test_a_formula_without_a_result_is_no_gap(bring: Callable[..., Any]) -> None:
    answer = bring(a_book(["Month", "Value"], ["2026-01", "=1+1"]), "points.xlsx")
    assert answer.status_code == 422
    assert "A formula has no result" in text_of(answer)


def test_an_empty_cell_takes_no_known_number_away(
    client: Client, bring: Callable[..., Any], measure: Measure, ruth: Person
) -> None:
    actions.enter(measure=measure, points=[Counted(date(2026, 3, 1), 7)], by=ruth)
    answer = bring(CSV)
    assert "1 is empty where a number is known: the number stays." in text_of(answer)
    assert keep(client, measure, answer).status_code == 302
    assert known(measure)[-1] == ("2026-03", 7.0)


@pytest.mark.parametrize(
    ("body", "name", "told"),
    [
        (b"", "points.csv", "That file is empty"),
        ("a,b\n2026-01,2\n", "points.csv", "Call them “period”, “value” in the first line"),
        ("Month,Value,Number\n2026-01,2,3\n", "points.csv", "Call them “period”"),
        (b"PK\x03\x04nothing", "points.xlsx", "not a whole .xlsx"),
        (b"\xd0\xcf\x11\xe0", "points.xls", "Save it as .xlsx"),
        (b"x" * (workbooks.MOST_IN_A_PAGE.size + 1), "points.csv", "It is larger than 2.0"),
        (b"Month,Value\n" + b"2026-01,1\n" * 5_001, "points.csv", "more than 5,000 rows"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)) * 20, "picture.csv", "Call them “period”"),
    ],
)
def test_what_cannot_be_read_ends_in_a_sentence(
    bring: Callable[..., Any], body: str | bytes, name: str, told: str
) -> None:
    answer = bring(body, name)
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert "--map" not in answer.text


def test_a_book_of_more_rows_is_not_read_to_its_end(bring: Callable[..., Any]) -> None:
    rows: list[list[Any]] = [["Month", "Value"]]
    rows += [[f"2026-01-{n % 28 + 1:02}", n] for n in range(5_100)]
    assert "more than 5,000 rows" in text_of(bring(a_book(*rows), "points.xlsx"))


def test_a_file_has_to_be_chosen(client: Client, measure: Measure) -> None:
    assert "Choose a file" in text_of(client.post(page("bring", measure)))


def test_who_does_not_sit_here_brings_in_nothing(client: Client, measure: Measure) -> None:
    client.force_login(a_person("Nobody"))
    assert client.get(page("bring", measure)).status_code == 404
    assert client.get(page("export", measure)).status_code == 404


# --- taken elsewhere -------------------------------------------------------------------------


def rows_of(answer: Any) -> list[list[str]]:
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = answer.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_points_are_taken_for_a_spreadsheet_with_what_they_are_for(
    client: Client, table: System, ruth: Person
) -> None:
    measure = a_measure(table, by=ruth, name="=1+1 days")
    some_points(measure, [12.5, None, -3.0], by=ruth)
    headings, first, gap, below = rows_of(client.get(page("export", measure)))
    today = timezone.localdate().isoformat()
    assert headings[:2] == ["period", "value"]
    assert headings[-2:] == ["'=1+1 days", PURPOSE]
    assert first == ["2024-01-01", "12.5", today, "1", "", f"as known on {today}"]
    assert gap[1:5] == ["", today, "1", "nobody counted"]
    assert below[1] == "-3", "a number is no formula"
    assert page("export", measure) in client.get(page("measure", measure)).text


def test_points_come_back_as_they_went(
    client: Client, bring: Callable[..., Any], measure: Measure, table: System, ruth: Person
) -> None:
    other = a_measure(table, by=ruth)
    some_points(other, [12.5, None, 1234.0], by=ruth)
    answer = bring(client.get(page("export", other)).content)
    assert keep(client, measure, answer).status_code == 302
    assert known(measure) == known(other)


def test_small_numbers_of_people_are_in_no_file(
    client: Client, table: System, ruth: Person
) -> None:
    people = a_measure(table, by=ruth, shape=Shape.COUNT, counts_people=True, reach="anyone")
    some_points(people, [40, 2], by=ruth)
    for person in (ruth, a_person("Somebody")):
        client.force_login(person)
        _headings, many, few = rows_of(client.get(page("export", people)))
        assert (many[1], few[1], few[4]) == ("40", "", "fewer than 5")


def test_a_share_says_what_it_is_out_of(client: Client, table: System, ruth: Person) -> None:
    share = a_measure(table, by=ruth, shape=Shape.SHARE, numerator="Wrong", denominator="All")
    some_points(share, [40], out_of=[50], by=ruth)
    headings, row = rows_of(client.get(page("export", share)))
    assert headings[:4] == ["period", "value", "numerator", "denominator"]
    assert row[:4] == ["2024-01-01", "80", "40", "50"]


def test_a_file_as_it_was_known(client: Client, measure: Measure, ruth: Person) -> None:
    long_ago = timezone.now() - timedelta(days=20)
    some_points(measure, [12.0], by=ruth, known_at=long_ago)
    some_points(measure, [13.0, 14.0], by=ruth)
    day = timezone.localdate() - timedelta(days=5)
    then = rows_of(client.get(page("export", measure), {"known": day.isoformat()}))
    assert [row[1] for row in then] == ["value", "12"]
    assert then[1][-1] == f"as known on {day.isoformat()}"
    linked = client.get(page("measure", measure), {"known": day.isoformat()}).text
    assert f"{page('export', measure)}?known={day.isoformat()}" in linked


def test_somebody_around_the_table_sees_it_whole_on_the_page_alone(
    client: Client, table: System, ruth: Person
) -> None:
    tom = a_person("Tom")
    a_seat(table, by=ruth, person=tom)
    people = a_measure(table, by=ruth, shape=Shape.COUNT, counts_people=True)
    some_points(people, [2], by=ruth)
    client.force_login(tom)
    assert "Others are told: fewer than 5" in text_of(client.get(page("counted", people)))
    assert rows_of(client.get(page("export", people)))[1][1] == ""
