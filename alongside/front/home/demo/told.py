"""Those who are here and what was made so far: what every part of the telling goes by."""

import re
import unicodedata
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils import timezone

from alongside.foundation.kit.files import Handed, prepare
from alongside.foundation.logbook.models import Entry, Promise
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.people.rules import MADE_UP
from alongside.foundation.systems.models import System

from .clock import day_of
from .reading import Said, Step
from .sound import hum


def address_of(name: str) -> str:
    """An address nobody has, from a name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]+", ".", plain).strip(".") + MADE_UP


class Told:
    """Those who are here and what was made so far, by what they are called."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.people: dict[str, Person] = {}
        self.organisations: dict[str, Organisation] = {}
        self.alliance: list[Organisation] = []
        self.systems: dict[str, System] = {}
        self.stewards: dict[str, Person] = {}
        self.entries: dict[str, UUID] = {}
        self.card = ""

    def do(self, step: Step) -> None:
        try:
            made = getattr(self, f"_{step.what}")(step, step.said)
        except Exception as error:
            error.add_note(f"while telling: {step}")
            raise
        if isinstance(made, Entry) and (called := step.said.get("called")):
            if called in self.entries:
                raise ValueError(f"Two things are called “{called}”. {step}")
            self.entries[called] = made.pk

    # --- words for what was made before -----------------------------------------------------------

    @property
    def _first(self) -> Person:
        return next(iter(self.people.values()))

    def _by(self, said: Said) -> Person:
        return self.people[said["by"]]

    def _of(self, said: Said) -> Entry:
        return self._entry(said["of"])

    def _entry(self, called: str) -> Entry:
        """As it is by now, which may be another than when it was made."""
        return Entry.objects.select_related("system").get(pk=self.entries[called])

    def _because(self, said: Said) -> list[Entry]:
        return [self._entry(called) for called in said.get("because", [])]

    def _promise(self, called: str) -> Promise:
        return Promise.objects.select_related("by", "entry__system").get(entry=self.entries[called])

    def _day(self, said: Said, key: str) -> date | None:
        return day_of(said[key], self.today) if key in said else None

    def _until(self, said: Said) -> datetime | None:
        """The end of the day a seat is for."""
        if (day := self._day(said, "until")) is None:
            return None
        return datetime.combine(day, time(17), timezone.get_default_timezone())


def some(said: Said, *keys: str) -> Said:
    return {key: said[key] for key in keys if key in said}


def reach(said: Said) -> dict[str, Any]:
    return {"reach": said["read_by"]} if "read_by" in said else {}


def spoken(said: Said) -> list[Handed]:
    """A voice note, if there is one: it hums, for nobody's voice is in the demo."""
    return [prepare("A voice note.wav", hum())] if said.get("spoken") else []


def letter(said: Said) -> list[Handed]:
    """A letter that goes with what somebody told, if there is one."""
    return [prepare("The letter.txt", said["letter"].encode())] if "letter" in said else []
