"""What happens in the demo: read from the files here, and put in the order of its days."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from .clock import day_of

HERE = Path(__file__).parent
FILES = ["country", "plymouth", "systems", "more_systems", "gateshead", "lives"]
# What else happens at systems that those files begin.
BESIDE = ["counted"]
FIRST_THING, APART = time(9, 30), timedelta(minutes=2)

Said = dict[str, Any]


@dataclass
class Step:
    """One thing that happens, at a system that is called so, on a day."""

    what: str
    day: date
    said: Said
    system: str = ""
    file: str = ""
    moment: datetime = field(init=False)

    def __str__(self) -> str:
        called = self.said.get("called") or self.said.get("name") or self.said.get("words", "")
        return (
            f"{self.file}.toml, {self.system}, {self.said.get('when', '')}: {self.what} “{called}”"
        )


def read(name: str) -> Said:
    return tomllib.loads((HERE / f"{name}.toml").read_text())


def steps(today: date) -> list[Step]:
    """Everything that happens, oldest first; on one day in the order of the files."""
    happen = [step for name in FILES for step in _of_file(name, today)]
    happen += [step for name in BESIDE for step in _beside(name, today)]
    happen = sorted([*_people(min(step.day for step in happen)), *happen], key=lambda s: s.day)
    _set_moments(happen)
    return happen


def _people(first_system: date) -> Iterator[Step]:
    """Everybody is here a week before anything begins."""
    people, day = read("people"), first_system - timedelta(days=7)
    yield from (Step("welcome", day, said, file="people") for said in people["person"])
    yield from (Step("organise", day, said, file="people") for said in people["organisation"])
    yield from (Step("join", day, said, file="people") for said in people["person"])


def _of_file(name: str, today: date) -> Iterator[Step]:
    for system in read(name)["system"]:
        begun = system["begun"]
        happen = [
            ("found", begun, system),
            *(("sit", sitter.get("when", begun), sitter) for sitter in system["table"]),
            *((said["what"], said["when"], said) for said in system["then"]),
        ]
        yield from (Step(w, day_of(when, today), s, system["name"], name) for w, when, s in happen)


def _beside(name: str, today: date) -> Iterator[Step]:
    for at in read(name)["at"]:
        for said in at["then"]:
            yield Step(said["what"], day_of(said["when"], today), said, at["system"], name)


def _set_moments(happen: list[Step]) -> None:
    """Through the morning of each day, one thing after the other."""
    moment = datetime.min.replace(tzinfo=timezone.get_default_timezone())
    for step in happen:
        begins = datetime.combine(step.day, FIRST_THING, timezone.get_default_timezone())
        moment = max(begins, moment + APART)
        step.moment = moment
