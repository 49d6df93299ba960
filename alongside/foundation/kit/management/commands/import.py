"""`alongside import NOUN FILE`: each room says what it can bring in with an ``import_<noun>``."""
# ruff: noqa: N999 - a command is named by its file, and "import" is what people call it

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, get_commands, load_command_class

BEGINS = "import_"


def commands() -> dict[str, BaseCommand]:
    """What can be brought in, and the command of the room that brings it in."""
    rooms = {name: room for name, room in get_commands().items() if name.startswith(BEGINS)}
    return {
        name.removeprefix(BEGINS): load_command_class(str(room), name)
        for name, room in sorted(rooms.items())
    }


class Command(BaseCommand):
    help = "Bring in what was gathered elsewhere, from a spreadsheet's file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        nouns = parser.add_subparsers(dest="noun", required=True, metavar="noun")
        for noun, command in commands().items():
            command.add_arguments(nouns.add_parser(noun, help=command.help))  # type: ignore[arg-type]

    def handle(self, *_args: Any, noun: str, **options: Any) -> None:
        command = commands()[noun]
        command.stdout, command.stderr = self.stdout, self.stderr
        command.handle(**options)
