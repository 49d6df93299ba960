"""`alongside import points`: from a CSV file and from a spreadsheet's own."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_system
from alongside.learning.measures import workbooks
from alongside.learning.measures.models import Measure, Reading, Shape, as_entered
from alongside.learning.measures.testing import a_measure

pytestmark = pytest.mark.django_db
Import = Callable[..., Any]


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def table(ruth: Person) -> System:
    return a_system(by=ruth)


@pytest.fixture
def measure(table: System, ruth: Person) -> Measure:
    return a_measure(table, by=ruth, name="Days until a claim is right")


@pytest.fixture
def people(table: System, ruth: Person) -> Measure:
    return a_measure(
        table, by=ruth, shape=Shape.SHARE, numerator="Right at once", denominator="All claims"
    )


@pytest.fixture
def bring(measure: Measure, ruth: Person) -> Import:
    def bringing(path: Path, *more: str, into: Measure = measure, by: Person = ruth) -> Any:
        out = io.StringIO()
        args = ["import", "points", str(path), "--measure", str(into.pk), "--by", by.email]
        call_command(*args, "--json", *more, stdout=out, stderr=io.StringIO())
        return json.loads(out.getvalue())

    return bringing


def a_csv(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "points.csv"
    path.write_bytes(text.encode(encoding))
    return path


def a_book(folder: Path, *rows: list[Any], **sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for title, more in sheets.items():
        sheet = book.create_sheet(title)
        for row in more:
            sheet.append(row)
    path = folder / "points.xlsx"
    book.save(path)
    return path


def known(measure: Measure) -> list[tuple[str, float | None]]:
    return [(row.period.isoformat(), row.value) for row in as_entered(measure)]


# --- CSV -----------------------------------------------------------------------------------------


def test_a_file_is_brought_in_once(bring: Import, tmp_path: Path, measure: Measure) -> None:
    path = a_csv(tmp_path, "Month,Value\n2026-01,12\n2026-02,9.5\n2026-03,\n")
    assert bring(path)["new"] == 3
    again = bring(path)
    assert (again["new"], again["changed"], again["already"]) == (0, 0, 3)
    assert known(measure) == [("2026-01-01", 12.0), ("2026-02-01", 9.5), ("2026-03-01", None)]


def test_what_is_put_right_in_the_file_is_put_right(
    bring: Import, tmp_path: Path, measure: Measure
) -> None:
    bring(a_csv(tmp_path, "Month,Value\n2026-01,12\n"))
    assert bring(a_csv(tmp_path, "Month,Value\n2026-01,13\n"))["changed"] == 1
    assert Reading.objects.count() == 2


@pytest.mark.parametrize("cell", ["", "<5", "not counted"])
def test_an_empty_cell_takes_no_number_away(
    bring: Import, tmp_path: Path, measure: Measure, cell: str
) -> None:
    bring(a_csv(tmp_path, "day,value\n2026-01-01,12\n2026-02-01,13\n"))
    report = bring(a_csv(tmp_path, f"day,value\n2026-01-01,{cell}\n2026-03-01,{cell}\n"))
    assert (report["new"], report["changed"]) == (1, 0)
    assert [row.counted.value for row in as_entered(measure)] == [12, 13, None]


def test_a_dry_run_writes_nothing(bring: Import, tmp_path: Path) -> None:
    report = bring(a_csv(tmp_path, "Month,Value\n2026-01,12\n"), "--dry-run")
    assert (report["new"], report["dry_run"]) == (1, True)
    assert not Reading.objects.exists()


def test_wrong_rows_are_told_by_line(bring: Import, tmp_path: Path, measure: Measure) -> None:
    path = a_csv(tmp_path, "Month,Value\n2026-01,12\nsoon,3\n2026-02,many\n2026-01,13\n")
    report = bring(path)
    assert [row["line"] for row in report["rejected"]] == [3, 4, 5]
    assert report["new"] == 1


def test_strict_writes_nothing_where_a_row_is_wrong(bring: Import, tmp_path: Path) -> None:
    path = a_csv(tmp_path, "Month,Value\n2026-01,12\nsoon,3\n")
    with pytest.raises(SystemExit):
        bring(path, "--strict")
    assert not Reading.objects.exists()


def test_rejected_rows_are_kept_where_no_spreadsheet_runs_them(
    bring: Import, tmp_path: Path
) -> None:
    kept = tmp_path / "wrong.csv"
    path = a_csv(tmp_path, 'Month,Value\n"=HYPERLINK(""http://x"")",@SUM(A1)\n+1,-\n')
    bring(path, "--rejected", str(kept))
    rows = list(csv.reader(io.StringIO(kept.read_text(encoding="utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "-"))]
    assert rows[1][2].startswith("'=")


def test_columns_are_named(bring: Import, tmp_path: Path, measure: Measure) -> None:
    path = a_csv(tmp_path, "A,B\n2026-01,12\n")
    with pytest.raises(CommandError, match="--map"):
        bring(path)
    assert bring(path, "--map", "A=period", "--map", "B=value")["new"] == 1


def test_so_many_out_of_so_many(bring: Import, tmp_path: Path, people: Measure) -> None:
    path = a_csv(tmp_path, "Month;Numerator;Denominator\n2026-01;20;40\n2026-02;41;40\n")
    report = bring(path, into=people)
    assert [row["line"] for row in report["rejected"]] == [3]
    assert known(people) == [("2026-01-01", 50.0)]


def test_what_could_be_read_two_ways_is_refused_unless_somebody_says(
    bring: Import, tmp_path: Path, measure: Measure
) -> None:
    path = a_csv(tmp_path, "Month\tValue\n2026-01\t1,234\n2026-02\t1,500\n")
    assert len(bring(path)["rejected"]) == 2
    assert bring(path, "--decimals", "point")["new"] == 2
    assert known(measure) == [("2026-01-01", 1234.0), ("2026-02-01", 1500.0)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_however_windows_writes_it(bring: Import, tmp_path: Path, encoding: str) -> None:
    assert bring(a_csv(tmp_path, "Month,Value\n2026-01,£12\n", encoding))["new"] == 1


def test_by_name(measure: Measure, ruth: Person, tmp_path: Path) -> None:
    path = a_csv(tmp_path, "Month,Value\n2026-01,12\n")
    out = io.StringIO()
    named = ["--measure", "days until a claim is right", "--by", ruth.email]
    call_command("import", "points", str(path), *named, stdout=out)
    assert "1 new, 0 put right, 0 known already" in out.getvalue()


def test_who_has_no_seat_finds_no_measure(bring: Import, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no measure"):
        bring(a_csv(tmp_path, "Month,Value\n2026-01,12\n"), by=a_person("Stranger"))


def test_rows_for_later_are_passed_over_while_they_are_empty(bring: Import, tmp_path: Path) -> None:
    later = (timezone.localdate() + timedelta(days=45)).strftime("%Y-%m")
    assert bring(a_csv(tmp_path, f"Month,Value\n2026-01,12\n{later},\n"))["rejected"] == []
    report = bring(a_csv(tmp_path, f"Month,Value\n{later},3\n"))
    assert "still to come" in report["rejected"][0]["reason"]


# --- .xlsx ---------------------------------------------------------------------------------------


def test_numbers_and_days_are_read_as_the_spreadsheet_keeps_them(
    bring: Import, tmp_path: Path, measure: Measure
) -> None:
    path = a_book(
        tmp_path,
        ["Month", "Value"],
        [datetime(2026, 1, 31), 1234.567],
        [date(2026, 2, 1), 9],
        ["March 2026", None],
    )
    assert bring(path)["new"] == 3
    assert known(measure) == [
        ("2026-01-01", 1234.567),
        ("2026-02-01", 9.0),
        ("2026-03-01", None),
    ]


def test_a_formula_without_a_result_is_told_by_its_line(bring: Import, tmp_path: Path) -> None:
    path = a_book(tmp_path, ["Month", "Value"], ["2026-01", "=6+6"], ["2026-02", 3])
    report = bring(path)
    assert report["rejected"][0]["line"] == 2
    assert "A formula has no result" in report["rejected"][0]["reason"]
    assert report["new"] == 1


@pytest.mark.parametrize("cell", [True, "#DIV/0!", datetime(2026, 1, 1)])
def test_what_is_no_number_is_told_by_its_line(bring: Import, tmp_path: Path, cell: object) -> None:
    report = bring(a_book(tmp_path, ["Month", "Value"], ["2026-01", cell]))
    assert [row["line"] for row in report["rejected"]] == [2]


def test_a_sheet_is_named_and_the_others_are_told_of(bring: Import, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Month", "Value"], ["2026-01", 3]]
    path = a_book(tmp_path, ["Nothing here"], Figures=rows)
    report = bring(path, "--sheet", "figures")
    assert (report["new"], report["sheet"], report["other_sheets"]) == (1, "Figures", ["Sheet"])
    with pytest.raises(CommandError, match="no sheet"):
        bring(path, "--sheet", "Other")


def test_a_file_that_swells_is_not_unpacked(bring: Import, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (workbooks.MOST.unpacked + 1))
    with pytest.raises(CommandError, match="too large"):
        bring(path)


def test_a_file_with_many_parts_is_not_read(bring: Import, tmp_path: Path) -> None:
    path = tmp_path / "parts.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        for n in range(workbooks.MOST_PARTS + 1):
            packed.writestr(f"{n}.xml", b"")
    with pytest.raises(CommandError, match="too large"):
        bring(path)


def test_a_large_file_is_refused(bring: Import, tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"0" * workbooks.MOST.size)
    with pytest.raises(CommandError, match="too large"):
        bring(path)


def test_a_large_file_of_words_is_refused(bring: Import, tmp_path: Path) -> None:
    path = a_csv(tmp_path, "Month,Value\n" + "2026-01,12\n" * 1_000_000)
    with pytest.raises(CommandError, match="too large"):
        bring(path)


def test_entities_are_not_unfolded(bring: Import, tmp_path: Path) -> None:
    """A billion laughs in a sheet, and a file of this machine in another."""
    good = a_book(tmp_path, ["Month", "Value"], ["2026-01", 3])
    laughs = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"
    outside = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"
    for planted in (laughs, outside):
        path = tmp_path / "planted.xlsx"
        with zipfile.ZipFile(good) as packed, zipfile.ZipFile(path, "w") as again:
            for part in packed.namelist():
                body = packed.read(part).decode()
                if part.endswith("sheet1.xml"):
                    body = planted + body.replace("<t>2026-01</t>", "<t>&a;</t>")
                again.writestr(part, body)
        with pytest.raises(CommandError, match="cannot be read as a spreadsheet"):
            bring(path)


@pytest.mark.parametrize("body", [b"PK\x03\x04", b"PK\x03\x04" + b"\x00" * 500])
def test_a_broken_file_is_told_so(bring: Import, tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(body)
    with pytest.raises(CommandError, match=r"not a whole \.xlsx"):
        bring(path)


def test_an_old_spreadsheet_is_saved_again_first(bring: Import, tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\x00" * 100)
    with pytest.raises(CommandError, match=r"Save it as \.xlsx"):
        bring(path)


def test_more_rows_than_anybody_counts(
    bring: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "MOST", workbooks.Most(rows=3))
    rows = [["Month", "Value"]] + [[f"2025-0{n}", n] for n in range(1, 6)]
    with pytest.raises(CommandError, match="more than 3 rows"):
        bring(a_book(tmp_path, *rows))


def test_a_file_that_is_not_there(bring: Import, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        bring(tmp_path / "nowhere.csv")
