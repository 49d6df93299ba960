"""The ways in which a file says that nobody knows a number: a gap, and nothing else is."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from alongside.learning.measures.figures import is_missing

VALUES = [3, 5, 2, 6, 4, 1, 5, 3, 6, 2, 4, 5, 1, 3]


def charted(folder: Path, fourth: str) -> str:
    said = [*map(str, VALUES[:3]), fourth, *map(str, VALUES[4:])]
    rows = "".join(f"2026-01-{day:02},{y}\n" for day, y in enumerate(said, start=1))
    path, out = folder / "series.csv", StringIO()
    path.write_text(f"x,y\n{rows}")
    call_command("chart", str(path), "--rules", "mdc", "--json", stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("cell", ["", "NA", "na", "N/A", "n/a", "null", "NULL", "-", " NA "])
def test_what_says_that_nobody_knows_is_a_gap(tmp_path: Path, cell: str) -> None:
    assert charted(tmp_path, cell) == charted(tmp_path, "")
    assert json.loads(charted(tmp_path, cell))["points"][3]["y"] is None
    assert is_missing(cell)


@pytest.mark.parametrize("cell", ["NAN", "nil", "none of them", "N.A", "--", "0-", "NA3", "x"])
def test_other_words_are_an_error(tmp_path: Path, cell: str) -> None:
    with pytest.raises(CommandError, match="is not a number"):
        charted(tmp_path, cell)
