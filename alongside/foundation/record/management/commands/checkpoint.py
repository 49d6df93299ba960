"""`alongside checkpoint`: seal the record as it is today."""

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser

from alongside.foundation.record import checkpoints
from alongside.foundation.record.models import Checkpoint


class Command(BaseCommand):
    help = "Signs what the record comes to today, in a small file that others can keep."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--into", type=Path, metavar="FOLDER", help="where to put it (checkpoints, in the data)"
        )
        parser.add_argument("--key", action="store_true", help="only say the public key")

    def handle(self, *_args: Any, into: Path | None, key: bool, **_options: Any) -> None:
        try:
            if key:
                self.stdout.write(checkpoints.public_key())
                return
            made, new = checkpoints.make()
            path = _write(into or checkpoints.folder(), made)
        except (ImproperlyConfigured, checkpoints.ClockBehind, OSError) as error:
            raise CommandError(str(error)) from error
        if new or into:
            self.stdout.write(f"Checkpoint {made.number} of {made.day}: {path}")


def _write(folder: Path, made: Checkpoint) -> Path:
    """Whole or not at all, and only once: nothing that was handed on is ever written again."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{made.day}.checkpoint"
    if not path.exists():
        begun = path.with_suffix(".begun")
        begun.write_text(made.note)
        os.replace(begun, path)
    return path
