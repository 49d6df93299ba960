"""However a spreadsheet's file was written, its letters are the ones somebody typed."""

import pytest

from alongside.foundation.kit import csvfiles
from alongside.foundation.kit.csvfiles import MIXED, Known, Rejected, Unusable, look_at, records
from alongside.foundation.kit.uploads import Upload

KNOWN = Known({"story": "story"}, {"story": "the stories"})


def read(*lines: bytes) -> tuple[str, list[str]]:
    """How the file is written, and its cells."""
    file = Upload("stories.csv", b"\n".join([b"story", *lines]))
    layout = look_at(file, KNOWN)
    return layout.encoding, [cells[0] for _line, cells in records(file, layout)]  # type: ignore[index]


@pytest.mark.parametrize("words", ["“touché…”", "CAFÉ’S", "naïve—“", "“OLÉ” à… – £30"])
def test_what_windows_wrote_is_read_as_it_was_written(words: str) -> None:
    assert read(words.encode("cp1252"), b"caf\xe9") == ("cp1252", [words, "café"])


@pytest.mark.parametrize("words", ["“touché…”", "CAFÉ’S"])
def test_so_it_is_in_a_file_with_lines_of_utf8(words: str) -> None:
    here = "Told twice – a café; “€30”"
    assert read(here.encode(), words.encode("cp1252"), b"caf\xe9") == (MIXED, [here, words, "café"])


@pytest.mark.parametrize("words", ["café", "– “fine”", "a smile 🙂", "Łódź"])
def test_among_what_windows_wrote_utf8_is_known(words: str) -> None:
    wrote = b"\xa330 caf\xe9"
    assert read(wrote, words.encode()) == (MIXED, ["£30 café", words])


def test_a_mark_at_the_start_is_no_letter_of_a_heading() -> None:
    file = Upload("stories.csv", b"\xef\xbb\xbfstory\ncaf\xe9\n")
    layout = look_at(file, KNOWN)
    assert layout.headings == ("story",)
    assert [cells for _line, cells in records(file, layout)] == [["café"]]


@pytest.mark.parametrize("words", ["“touché…”", "CAFÉ’S", "酔", "ɒ", "Śląsk"])
def test_a_file_of_utf8_alone_is_that(words: str) -> None:
    assert read(words.encode()) == ("utf-8-sig", [words])


def test_lines_end_as_they_do_on_any_machine() -> None:
    for end in (b"\n", b"\r\n", b"\r"):
        file = Upload("x.csv", end.join([b"story", "–".encode(), b"caf\xe9", b""]))
        rows = list(records(file, look_at(file, KNOWN)))
        assert [cells for _line, cells in rows] == [["–"], ["café"]]


def test_what_is_wrong_is_said_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csvfiles, "gettext", lambda said: f"~{said}")
    for body in (b"", b"PK\x03\x04\x00"):
        with pytest.raises(Unusable, match=r"^~"):
            look_at(Upload("stories.csv", body), KNOWN)
    file = Upload("stories.csv", b'story\n"open\n')
    [(_line, wrong)] = records(file, look_at(file, KNOWN))
    assert isinstance(wrong, Rejected)
    assert wrong.reason.startswith("~A quotation mark")


def rows(body: str, **renamed: str) -> list[tuple[int, list[str] | Rejected]]:
    file = Upload("stories.csv", body.encode())
    return list(records(file, look_at(file, KNOWN, renamed)))


def test_a_cell_however_long_is_one_cell() -> None:
    """The lines within it are somebody's words: none of them is ever another row."""
    long = "\n".join(f"{n}, and so on" for n in range(20_000))
    assert len(long) > 300_000
    assert rows(f'story\n"{long}"\nThe last\n') == [(2, [long]), (20_002, ["The last"])]


def test_a_line_too_long_for_any_row_is_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csvfiles, "LONGEST_ROW", 1_000)
    for end in ("\n", "\r\n"):
        (line, wrong), last = rows(f"story{end}{'x' * 5_500}{end}The last{end}")
        assert (line, last) == (2, (3, ["The last"]))
        assert isinstance(wrong, Rejected)
        assert "far too long" in wrong.reason
    [(_line, wrong)] = rows(f"story\n{'x' * 5_500}")
    assert isinstance(wrong, Rejected)


def test_what_is_never_closed_is_read_again_so_often_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = "story\n" + '"open\n' * 50
    assert len(rows(body)) == 50
    monkeypatch.setattr(csvfiles, "MOST_READ_AGAIN", 100)
    assert 0 < len(rows(body)) < 50


def test_two_columns_of_one_name_are_told_apart_in_the_file() -> None:
    for renamed in ({}, {"story": "story"}):
        with pytest.raises(Unusable, match=r"Two columns are called “[Ss]tory”"):
            rows("Story,story\n1,2\n", **renamed)
    assert rows("Words,Notes,Notes\n1,2,3\n", Words="story", Notes="nothing") == [
        (2, ["1", "2", "3"])
    ]
