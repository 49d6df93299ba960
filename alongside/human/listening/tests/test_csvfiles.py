import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.foundation.kit.text import clean
from alongside.foundation.logbook.models import Ceiling
from alongside.human.listening import cells
from alongside.human.listening.csvfiles import Rejected, Row, Unusable, look_at, read

TODAY = date(2026, 3, 31)
CATEGORIES = {"home": "home", "home and rent": "home", "money": "money"}
on_this_disk = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "stories.csv"


def rows_of(file: Path, **renamed: str) -> list[Row | Rejected]:
    layout = look_at(file, {column.replace("_", " "): field for column, field in renamed.items()})
    return list(read(file, layout, CATEGORIES, TODAY))


def test_the_ways_a_story_may_be_used_are_the_logbooks() -> None:
    assert set(cells.USES) == set(Ceiling.values)


def test_headings_are_known_by_many_names(file: Path) -> None:
    file.write_text(
        "Ref,What happened?,Date told,May be used,Topic\n"
        "7,Nobody asked me.,3/3/2026,Quoted without my name,Home and rent\n"
    )
    assert rows_of(file) == [
        Row(2, "Nobody asked me.", date(2026, 3, 3), "quoted", "home", reference="7")
    ]


def test_where_nothing_is_said_a_story_is_learnt_from_and_not_repeated(file: Path) -> None:
    file.write_text("story\nNobody asked me.\n")
    assert rows_of(file) == [Row(2, "Nobody asked me.", ceiling="learn")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_whatever_stands_between_cells_is_found_out(file: Path, delimiter: str) -> None:
    file.write_text(
        delimiter.join(["story", "category"]) + f'\n"One, two; three"{delimiter}money\n'
    )
    assert rows_of(file) == [Row(2, "One, two; three", category="money")]


def test_lines_put_together_from_two_files_are_read_as_each_was_written(file: Path) -> None:
    here = "Told twice – a café\n"
    file.write_bytes(b"\xef\xbb\xbfstory\n" + here.encode() + here.encode("cp1252"))
    assert [row.words for row in rows_of(file) if isinstance(row, Row)] == [here.strip()] * 2


def test_what_is_no_text_is_not_called_empty(file: Path) -> None:
    file.write_bytes(b"PK\x03\x04\x00\x00story")
    with pytest.raises(Unusable, match="Save it as CSV"):
        look_at(file)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_whatever_it_was_saved_as_is_found_out(file: Path, encoding: str) -> None:
    file.write_text("story\nA café on “Union” Street – £30\n", encoding=encoding)
    assert rows_of(file) == [Row(2, "A café on “Union” Street – £30")]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-03-03", date(2026, 3, 3)),
        ("3/3/2026", date(2026, 3, 3)),
        ("03.03.2026", date(2026, 3, 3)),
        ("3 March 2026", date(2026, 3, 3)),
        ("3 Mar 2026", date(2026, 3, 3)),
        ("03/03/2026 14:20", date(2026, 3, 3)),
        ("2026-03-03T14:20:11Z", date(2026, 3, 3)),
        ("", None),
    ],
)
def test_days_are_read_as_people_write_them(cell: str, day: date | None) -> None:
    assert cells.day_in(cell, TODAY) == day


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (["", "", ""], "There is no story"),
        (["   ", "learn", "x"], "There is no story"),
        (["\x00\x01", "", "1"], "There is no story"),
        (["x" * 20_001, "", ""], "longer than 20,000"),
        (["Words", "shout it", ""], "Write close, learn, quoted or open"),
        (["Words", "", "14/14/2026"], "is not a day"),
        (["Words", "", "01/04/2026"], "still to come"),
        (["Words", "", "1/1/1066"], "too long ago"),
        (["Words", "", "", "and more"], "4 cells where the first line names 3"),
        (["A \ufffd here", "", ""], "could not be read"),
    ],
)
def test_a_row_that_cannot_be_brought_in_says_why(file: Path, cells: list[str], why: str) -> None:
    out = StringIO()
    csv.writer(out).writerows([["story", "consent", "date"], [*cells[:1], *cells[1:]], ["Fine"]])
    file.write_text(out.getvalue())
    if not any(cell.strip() for cell in cells):
        assert rows_of(file) == [Row(3, "Fine")]  # a blank line is no row
        return
    wrong, fine = rows_of(file)
    assert isinstance(wrong, Rejected)
    assert wrong.line == 2
    assert why in wrong.reason
    assert fine == Row(3, "Fine")


def test_an_open_quotation_mark_costs_its_own_row_only(file: Path) -> None:
    file.write_text('story,category\nOne,\n"Two,money\nThree,\n"Fo"ur",\n"Fi\nve",home\n')
    one, two, three, four, five = rows_of(file)
    assert [one, three, five] == [Row(2, "One"), Row(4, "Three"), Row(6, "Fi\nve", category="home")]
    for wrong, line in ((two, 3), (four, 5)):
        assert isinstance(wrong, Rejected)
        assert wrong.line == line
        assert "quotation mark" in wrong.reason


def test_the_same_reference_twice_is_said(file: Path) -> None:
    file.write_text("id,story\n1,One\n1,Two\n")
    _one, two = rows_of(file)
    assert two == Rejected(3, "Line 2 has the same reference.", ("1", "Two"))


def test_columns_can_be_named_and_left_out(file: Path) -> None:
    file.write_text("Notes,Comment,Ward\nNobody asked me.,nothing,9\n")
    assert rows_of(file, Notes="story", Comment="nothing") == [Row(2, "Nobody asked me.")]
    assert look_at(file, {"notes": "story", "Comment": "nothing"}).unread == ["Comment", "Ward"]


@pytest.mark.parametrize(
    ("text", "renamed", "why"),
    [
        ("", {}, "The file is empty"),
        ("\n\n \n", {}, "The file is empty"),
        ("ward,age\n1,2\n", {}, "No column is known to hold the stories. The columns are “ward”"),
        ("story,text\n1,2\n", {}, "“story” and “text” could both be the story"),
        ("story\n1\n", {"Nots": "story"}, "There is no column “Nots”"),
        ("story\n1\n", {"story": "words"}, "A column can be story, told"),
        ("a,b\n1,2\n", {"a": "story", "b": "story"}, "Only one column can be the story"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(
    file: Path, text: str, renamed: dict[str, str], why: str
) -> None:
    file.write_text(text)
    with pytest.raises(Unusable, match=why):
        look_at(file, renamed)


@on_this_disk
@given(st.binary(max_size=3_000))
def test_no_bytes_break_it(file: Path, junk: bytes) -> None:
    file.write_bytes(b"story,date,consent,id\n" + junk)
    for row in rows_of(file):
        assert row.line >= 2


@on_this_disk
@given(st.lists(st.text("ab\",;\t\n\r'=", max_size=30), max_size=40))
def test_no_quotation_marks_lose_a_good_row(file: Path, junk: list[str]) -> None:
    """However broken what stands before it, a row that stands on a line of its own is read."""
    file.write_text("story,id\n" + "\n".join(junk) + '\n"' + "\n" * 3 + "The last,z9\n", newline="")
    assert any(isinstance(row, Row) and row.words == "The last" for row in rows_of(file))


words = st.text(min_size=1, max_size=200).filter(lambda said: clean(said) and "\ufffd" not in said)


@on_this_disk
@given(st.lists(words, min_size=1, max_size=20), st.sampled_from(",;\t"))
def test_what_a_spreadsheet_writes_is_read_back(
    file: Path, stories: list[str], delimiter: str
) -> None:
    stories = [said.encode("utf-8", "ignore").decode() or "x" for said in stories]
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
        writer.writerow(["Story", "Reference"])
        writer.writerows([said, str(n)] for n, said in enumerate(stories))
    read_back = [(row.words, row.reference) for row in rows_of(file) if isinstance(row, Row)]
    said = [(clean(said), str(n)) for n, said in enumerate(stories)]
    assert read_back == [each for each in said if each[0]]
