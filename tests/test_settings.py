"""What the environment says, what the settings make of it, and what docs/running.md says of it."""

import os
import re
import subprocess
import sys

from tests import house

READ = re.compile(r"""(?:env\.\w+|secret)\(\s*"(\w+)\"""")


def test_every_variable_that_is_read_is_told_of() -> None:
    code = (house.PACKAGE / "config" / "settings.py").read_text()
    text = (house.ROOT / "docs" / "running.md").read_text()
    read = set(READ.findall(code))
    assert {"ALONGSIDE_DATA", "ALONGSIDE_SITE_KEY", "DATABASE_URL"} <= read
    assert {name for name in read if f"`{name}`" not in text} == set()


def settings(name: str, **environment: str) -> str:
    """A setting as a process of its own has it."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("ALONGSIDE_")}
    said = f"from alongside.config import settings; print(settings.{name})"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", said],
        env=kept | environment,
        capture_output=True,
        text=True,
        check=True,
        cwd=house.ROOT,
    )
    return done.stdout.strip()


def test_the_demo_writes_to_nobody_whatever_it_is_told() -> None:
    asked = {"ALONGSIDE_EMAIL_URL": "submission://somebody:secret@mail.example.org:587"}
    assert settings("EMAIL_USE_TLS", **asked) == "True"
    assert settings("EMAIL_BACKEND", **asked).endswith("smtp.EmailBackend")
    assert settings("EMAIL_BACKEND", ALONGSIDE_DEMO="1", **asked).endswith("console.EmailBackend")


def test_what_running_says_of_sending_e_mail_is_understood() -> None:
    text = (house.ROOT / "docs" / "running.md").read_text()
    [written] = re.findall(r"`(\w[\w+]*://user:password@host:587)`", text)
    assert settings("EMAIL_HOST", ALONGSIDE_EMAIL_URL=written) == "host"
