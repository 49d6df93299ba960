"""Who brings news of stories that were brought in is said, and never without a word."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from alongside.foundation.logbook.models import Promise
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_system

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth", email="ruth@example.org")


@pytest.fixture
def system(ruth: Person) -> System:
    return a_system(by=ruth, name="Council tax")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "stories.csv"
    path.write_text("story\nOne\nTwo\n")
    return path


def test_where_nobody_is_named_it_says_whose_it_is_before_anything_is_written(
    file: Path, system: System, ruth: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    for dry_run, says in ((True, "Ruth would owe"), (False, "Ruth owes")):
        call_command("import", "stories", str(file), system="council tax", dry_run=dry_run)
        said = capsys.readouterr()
        assert "Ruth holds this table alone" in said.err
        assert says in said.out
        assert Promise.objects.exists() is not dry_run
    assert {promise.by_id for promise in Promise.objects.all()} == {ruth.pk}
    call_command("import", "stories", str(file), system="council tax", json=True)
    assert json.loads(capsys.readouterr().out)["news_by"] == "Ruth"


@pytest.mark.usefixtures("system")
def test_whoever_says_that_it_is_theirs_is_asked_nothing(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import", "stories", str(file), system="council tax", by="ruth@example.org")
    assert "holds this table alone" not in capsys.readouterr().err
