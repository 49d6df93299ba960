import csv
import json
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Role, System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.human.listening.actions import importing
from alongside.human.listening.models import Story

pytestmark = pytest.mark.django_db
IMPORT = "alongside.human.listening.management.commands.import_stories"

GOOD_AND_BAD = (
    "story,date,may be used\nOne,3/3/2026,learn\n,,\n,1/1/2026,\nTwo,,shout\nThree,,open\n"
)


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth", email="ruth@example.org")


@pytest.fixture
def system(ruth: Person) -> System:
    return a_system(by=ruth, name="Council tax")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "stories.csv"
    path.write_text(GOOD_AND_BAD)
    return path


def bring(file: Path, **options: Any) -> None:
    said = {"system": "council TAX", "by": "Ruth@example.org", **options}
    call_command("import", "stories", str(file), **said)


def report(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("system")
def test_good_rows_come_in_and_wrong_ones_are_told(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring(file)
    said = capsys.readouterr()
    assert "2 brought in, 0 already here." in said.out
    assert "2 rejected." in said.out
    assert "line 4: There is no story in this row." in said.err
    assert "line 5: “shout” is no way a story may be used." in said.err
    assert "Bringing in: 100%" in said.err
    stories = Story.objects.order_by("pk").select_related("entry")
    assert [(s.entry.title, s.entry.on, s.entry.ceiling) for s in stories] == [
        ("One", date(2026, 3, 3), "learn"),
        ("Three", None, "open"),
    ]


@pytest.mark.usefixtures("system")
def test_again_brings_nothing_twice(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring(file)
    capsys.readouterr()
    bring(file, json=True)
    said = report(capsys)
    assert (said["new"], said["already"], said["good"]) == (0, 2, 2)
    assert said["rejected"][0] == {"line": 4, "reason": "There is no story in this row."}
    assert Story.objects.count() == 2


@pytest.mark.usefixtures("system")
def test_what_another_may_have_said_too_is_named(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("story,date\nOne,3/3/2026\n")
    bring(file)
    capsys.readouterr()
    file.write_text("story,date\nTwo,3/3/2026\nOne,3/3/2026\n")
    for dry_run in (True, False):
        bring(file, dry_run=dry_run)
        out = capsys.readouterr().out
        assert "same words on the same day: line 3." in out
        assert "give that row a reference of its own" in out
    bring(file, json=True)
    assert report(capsys)["already_lines"] == [2, 3]


@pytest.mark.usefixtures("system")
def test_a_story_as_long_as_a_book_is_one_wrong_row(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = "\n".join(f"Line {n} of what was said" for n in range(6_000))
    file.write_text(f'story\n"{book}"\nThree\n')
    bring(file)
    said = capsys.readouterr()
    assert "1 brought in" in said.out
    assert "line 2: The story is longer than 20,000 characters." in said.err
    assert "Checking: 100%" in said.err


@pytest.mark.usefixtures("system")
def test_a_dry_run_writes_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring(file, dry_run=True)
    assert "2 would be brought in" in capsys.readouterr().out
    assert not Story.objects.exists()


@pytest.mark.usefixtures("system")
def test_strictly_one_wrong_row_is_enough(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        bring(file, strict=True)
    assert left.value.code == 1
    assert "Nothing was written" in capsys.readouterr().out
    assert not Story.objects.exists()


@pytest.mark.usefixtures("system")
def test_wrong_rows_are_kept_safe_for_a_spreadsheet(file: Path, tmp_path: Path) -> None:
    file.write_text('story,date\n"=HYPERLINK(""x"")",nonsense\n')
    bring(file, rejected=tmp_path / "wrong.csv")
    with (tmp_path / "wrong.csv").open(encoding="utf-8-sig", newline="") as kept:
        heading, row = csv.reader(kept)
    assert heading == ["line", "why", "story", "date"]
    assert row[0] == "2"
    assert row[2:] == ['\'=HYPERLINK("x")', "nonsense"]


def test_where_it_stopped_it_goes_on(
    system: System, ruth: Person, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("story\n" + "".join(f"Story {n}\n" for n in range(2_500)))
    bring_in, chunks = importing._bring_in, []

    def fails_on_the_third(**kwargs: Any) -> Any:
        chunks.append(1)
        if len(chunks) == 3:
            raise OperationalError("the disk is full")
        return bring_in(**kwargs)

    with (
        patch.object(importing, "_bring_in", fails_on_the_third),
        pytest.raises(CommandError, match="Stopped after 2,000 new stories"),
    ):
        bring(file, system=str(system.pk))
    assert Story.objects.count() == 2_000
    capsys.readouterr()
    bring(file, json=True)
    assert (report(capsys)["new"], Story.objects.count()) == (500, 2_500)


@pytest.mark.usefixtures("system")
def test_a_teller_who_signs_in_is_known_and_a_name_is_not_kept(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_person("Joan", email="joan@example.org")
    file.write_text("story,told by\nOne,JOAN@example.org\nTwo,Mrs Smith\nThree,no@example.org\n")
    bring(file, json=True)
    said = report(capsys)
    assert said["new"] == 1
    assert [wrong["line"] for wrong in said["rejected"]] == [3, 4]
    assert "Mrs Smith" not in str(said)


@pytest.mark.usefixtures("system")
def test_columns_are_mapped(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text("Notes = x,date\nOne,\n")
    bring(file, map=["Notes = x=story", "date=nothing"], json=True)
    assert report(capsys)["columns"] == {"story": "Notes = x"}


@pytest.mark.usefixtures("system")
@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"by": "nobody@example.org"}, "Nobody signs in here as nobody@example.org"),
        ({"promised_by": "joan@example.org"}, "Nobody can promise for somebody else"),
        ({"system": "Nowhere"}, "There is no table called “Nowhere”"),
        ({"system": "0" * 32}, "There is no table called"),
        ({"map": ["story"]}, "Write --map as COLUMN=FIELD"),
        ({"map": ["Nope=story"]}, "There is no column “Nope”"),
    ],
)
def test_what_is_asked_wrongly_is_said(file: Path, options: dict[str, Any], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        bring(file, **options)
    assert not Story.objects.exists()


def test_who_brings_them_in_is_known_where_one_person_holds_the_table(
    file: Path, system: System, ruth: Person
) -> None:
    call_command("import", "stories", str(file), system=str(system.pk))
    assert {story.entry.by_id for story in Story.objects.select_related("entry")} == {ruth.pk}
    a_seat(system, by=ruth, person=a_person(), role=Role.STEWARD)
    with pytest.raises(CommandError, match="--by"):
        call_command("import", "stories", str(file), system=str(system.pk))


@pytest.mark.usefixtures("system")
def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"none\.csv cannot be read"):
        bring(tmp_path / "none.csv")
    with pytest.raises(CommandError, match="cannot be read"):
        bring(tmp_path)


def test_two_tables_of_one_name_are_told_apart(system: System, ruth: Person, file: Path) -> None:
    a_system(by=ruth, name="Council Tax")
    with pytest.raises(CommandError, match=str(system.pk)):
        bring(file)


def test_a_life_is_not_found_by_name_and_a_seat_is_needed(ruth: Person, file: Path) -> None:
    life = a_life(by=ruth, name="Rosa")
    with pytest.raises(CommandError, match="Of a life, give the id"):
        bring(file, system="Rosa")
    a_person("Joan", email="joan@example.org")
    with pytest.raises(CommandError, match="has no seat at this table"):
        bring(file, system=str(life.pk), by="joan@example.org")
    bring(file, system=str(life.pk), promised_by="ruth@example.org")
    assert Story.objects.filter(entry__of_life=True).count() == 2


def test_a_seat_for_one_thing_brings_in_what_is_about_it(
    ruth: Person, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    life, joan = a_life(by=ruth), a_person("Joan", email="joan@example.org")
    a_seat(life, by=ruth, person=joan, ground="agreed", categories=["money"])
    file.write_text("story,about\nOne,money\nTwo,health\nThree,\n")
    bring(file, system=str(life.pk), by="joan@example.org", json=True)
    said = report(capsys)
    assert (said["new"], [wrong["line"] for wrong in said["rejected"]]) == (1, [3, 4])
    assert "a seat here for money only" in said["rejected"][0]["reason"]


def test_two_who_say_the_same_are_two_voices(
    system: System, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("story,may be used\nFine.,shout\nFine.,open\nFine.,close\n")
    bring(file, json=True)
    assert report(capsys)["new"] == 2
    # The row that was wrong is put right: it is the third, and takes the place of neither other.
    file.write_text(file.read_text().replace("shout", "learn"))
    bring(file, json=True)
    assert (report(capsys)["new"], Story.objects.count()) == (1, 3)
    ceilings = Story.objects.values_list("entry__ceiling", flat=True)
    assert sorted(ceilings) == ["close", "learn", "open"]


SAID = st.sampled_from(["Fine.", "Nobody asked me.", "fine", "", "Fine.|", "2026-03-03|Fine."])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "story": SAID,
            "date": st.sampled_from(["", "3/3/2026", "2026-03-03", "4/3/2026", "soon"]),
            "ref": st.sampled_from(["", "", "7", "8"]),
            "use": st.sampled_from(["", "open", "close", "shout"]),
        }
    ),
    max_size=12,
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
@given(rows=ROWS, chunk=st.integers(1, 5))
def test_no_voice_is_dropped_and_none_comes_twice(
    ruth: Person, file: Path, capsys: pytest.CaptureFixture[str], rows: Any, chunk: int
) -> None:
    table = a_system(by=ruth)
    with file.open("w", newline="") as out:
        writer = csv.DictWriter(out, ["story", "date", "ref", "use"])
        writer.writeheader()
        writer.writerows(rows)
    counts = []
    for _again in range(2):
        capsys.readouterr()
        with patch.object(import_module(IMPORT), "CHUNK", chunk):
            bring(file, system=str(table.pk), json=True)
        counts.append((report(capsys)["good"], Story.objects.filter(entry__system=table).count()))
    good = counts[0][0]
    assert counts == [(good, good), (good, good)]
