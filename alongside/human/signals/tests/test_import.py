import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_membership, a_person
from alongside.foundation.systems.testing import a_seat
from alongside.human.signals.models import Knock, Source
from alongside.human.signals.testing import a_source, the_worker_comes

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=30)


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth", email="ruth@example.org")


@pytest.fixture
def source(ruth: Person) -> Source:
    source = a_source(by=ruth)
    a_membership(a_person("Lorna", email="lorna@example.org"), source.organisation)
    return source


def rows(*lines: str, headings: str = "Sign,Date,Expires on,Full name,Address") -> str:
    return "\n".join([headings, *lines]) + "\n"


def line(name: str, what: str = "Missed payment", expires: str = "") -> str:
    return f'{what},{TODAY:%d/%m/%Y},{expires or SOON.isoformat()},{name},"3 Elm St, NE8 1AA"'


def bring(tmp_path: Path, text: str, **options: Any) -> None:
    file = tmp_path / "signs.csv"
    file.write_text(text)
    said = {"source": "council TAX", "by": "Lorna@example.org", **options}
    call_command("import", "signals", str(file), **said)


def report(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("source")
def test_a_file_of_signs_comes_in_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = rows(line("Rosa Hall"), line("Sam Hill", what="missed-payment"), line("", what="x"))
    bring(tmp_path, text, json=True)
    told = report(capsys)
    assert (told["new"], told["already"], len(told["rejected"])) == (2, 0, 1)
    bring(tmp_path, text, json=True)
    assert report(capsys)["already"] == 2
    the_worker_comes()
    assert Knock.objects.standing().count() == 2


@pytest.mark.usefixtures("source")
def test_a_trial_keeps_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring(tmp_path, rows(line("Rosa Hall")), dry_run=True)
    out = capsys.readouterr().out
    assert "1 would be kept" in out
    assert not Knock.objects.exists()


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("column", ["Balance", "amount owed", "Risk score", "Arrears (£)", "Notes"])
@pytest.mark.parametrize("left_out", [False, True])
def test_a_file_with_anything_more_is_not_read(tmp_path: Path, column: str, left_out: bool) -> None:
    text = rows(line("Rosa Hall") + ",412", headings=f"Sign,Date,Expires,Name,Address,{column}")
    with pytest.raises(CommandError, match=r"Only these|no amount"):
        bring(tmp_path, text, map=[f"{column}=nothing"] if left_out else [])
    assert not Knock.objects.exists()


@pytest.mark.usefixtures("source")
def test_what_is_wrong_is_told_by_its_line_and_not_its_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late = (TODAY + timedelta(days=400)).isoformat()
    bring(tmp_path, rows(line("Rosa Hall", expires=late), line("Rosa £400"), '"open'))
    told = capsys.readouterr()
    assert "line 2: Expires is a day to come" in told.err
    assert "line 3: A sign carries no amount" in told.err
    assert "line 4: A quotation mark" in told.err
    assert "Rosa" not in told.err + told.out


def test_who_may_and_which_source(tmp_path: Path, source: Source, ruth: Person) -> None:
    text = rows(line("Rosa Hall"))
    a_person("Tom", email="tom@example.org")
    wrongs: list[dict[str, str]] = [
        {"by": "tom@example.org"},
        {"by": "nobody@example.org"},
        {"source": "rents"},
    ]
    for wrong in wrongs:
        with pytest.raises(CommandError):
            bring(tmp_path, text, **wrong)
    a_source(by=ruth)
    with pytest.raises(CommandError, match="by its id"):
        bring(tmp_path, text)
    bring(tmp_path, text, source=str(source.pk))
    assert Knock.objects.count() == 1
    with pytest.raises(CommandError, match="No column is known to hold the day it goes away"):
        bring(tmp_path, "what,when\n", source=str(source.pk))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command(
            "import",
            "signals",
            str(tmp_path / "no.csv"),
            source=str(source.pk),
            by="lorna@example.org",
        )


@pytest.mark.parametrize("dry_run", [False, True])
def test_who_listens_does_not_speak_in_a_file_either(
    tmp_path: Path, source: Source, ruth: Person, dry_run: bool
) -> None:
    """A missing door next morning would tell whoever holds the table that somebody is known."""
    with pytest.raises(CommandError, match="both speaks and listens"):
        bring(tmp_path, rows(line("Rosa Hall")), by=ruth.email, dry_run=dry_run)
    lorna = Person.objects.get(email="lorna@example.org")
    a_seat(source.entry.system, by=ruth, person=lorna)
    with pytest.raises(CommandError, match="both speaks and listens"):
        bring(tmp_path, rows(line("Rosa Hall")), dry_run=dry_run)
    assert not Knock.objects.exists()
