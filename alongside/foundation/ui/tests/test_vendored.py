"""What is vendored is served as it is named, asks nobody else for anything, and is not GOV.UK's."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

UI = Path(__file__).parent.parent / "static"
SHEETS = sorted(UI.rglob("*.css"))
SCRIPTS = sorted(UI.rglob("*.js"))


@pytest.mark.parametrize("path", SHEETS + SCRIPTS, ids=lambda path: path.name)
def test_no_file_names_another(path: Path) -> None:
    text = path.read_text()
    assert "sourceMappingURL" not in text
    assert not re.search(r"url\((?!data:)", text)
    assert "GDS Transport" not in text
    assert "crest" not in text


def test_files_can_be_collected_under_names_that_change_with_them(tmp_path: Path) -> None:
    storage = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    with override_settings(STATIC_ROOT=tmp_path, STORAGES={"staticfiles": {"BACKEND": storage}}):
        call_command("collectstatic", "--noinput", verbosity=0)
    assert (tmp_path / "ui" / "alongside.css").exists()
    assert list(tmp_path.glob("ui/alongside.*.css"))


def test_templates_name_only_files_that_are_there() -> None:
    templates = UI.parent / "templates"
    named = {
        name
        for path in templates.rglob("*.html")
        for name in re.findall(r'{% static "([^"]+)" %}|"/static/([^"]+)"', path.read_text())
    }
    assert named
    for pair in named:
        assert finders.find(pair[0] or pair[1]), pair


def test_no_template_has_inline_script_or_style() -> None:
    for path in (UI.parent / "templates").rglob("*.html"):
        text = path.read_text()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", text), path.name
        assert not re.search(r"<script(?![^>]*src=)", text), path.name
