"""What happens at doors: a source says something, the worker places it, somebody goes and asks."""

import csv
import io
from contextlib import redirect_stderr
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command

from alongside.foundation.logbook.models import Entry
from alongside.foundation.record import followups
from alongside.human.introductions import actions as introductions
from alongside.human.introductions.models import Introduction
from alongside.human.signals import actions as signals
from alongside.human.signals.actions import NewSign
from alongside.human.signals.models import WHO, Knock, Pause, Source, open_sealed
from alongside.human.signals.signs import who_was

from .clock import day_of
from .reading import HERE, Said, Step
from .told import Told, some

HOWS = ("talked", "false_alarm", "rather_not", "tried")


class Knocking(Told):
    def _source(self, step: Step, said: Said) -> Entry:
        source = signals.begin_source(
            table=self.systems[step.system],
            organisation=self.organisations[said["at"]],
            asked=self.systems[said["asked"]],
            signs=[NewSign(*sign) for sign in said["signs"]],
            by=self._by(said),
            **some(said, "name", "ground", "gateway", "pauses", "pause_ground", "pause_gateway"),
        )
        return source.entry

    def _signs(self, _step: Step, said: Said) -> None:
        """A file of the source's, brought in the way such files are; then the worker comes."""
        with TemporaryDirectory() as folder, redirect_stderr(io.StringIO()):
            path = Path(folder) / said["file"]
            self._with_days(HERE / said["file"], path)
            call_command(
                "import_signals",
                str(path),
                source=str(self.entries[said["of"]]),
                by=self._by(said).email,
                stdout=io.StringIO(),
            )
        while followups.run_waiting():
            pass

    def _with_days(self, file: Path, into: Path) -> None:
        with file.open(encoding="utf-8", newline="") as here, into.open("w", newline="") as there:
            rows = csv.DictReader(here)
            out = csv.DictWriter(there, rows.fieldnames or [])
            out.writeheader()
            for row in rows:
                days = {key: day_of(row[key], self.today) for key in ("when", "expires")}
                out.writerow(row | {key: day.isoformat() for key, day in days.items()})

    def _pause_all(self, _step: Step, said: Said) -> None:
        source = Source.objects.select_related("entry__system").get(pk=self._of(said).pk)
        signals.ask_pause_for_all(source=source, by=self._by(said))

    def _paused(self, step: Step, said: Said) -> None:
        waiting = Pause.objects.waiting().filter(of=self.systems[step.system])
        signals.answer_pauses(pauses=list(waiting), by=self._by(said))

    def _doors(self, step: Step, said: Said) -> None:
        """So many doors, taken in turn, and how each was answered."""
        who = cycle(self.people[name] for name in said["who"])
        hows = [how for how in HOWS for _door in range(said.get(how, 0))]
        waiting = Knock.objects.waiting_at(self.systems[step.system]).order_by("pk")
        for knock, how, by in zip(list(waiting.select_related("table")), hows, who, strict=False):
            signals.take(knock=knock, by=by)
            getattr(signals, how)(knock=knock, by=by)

    def _door(self, step: Step, said: Said) -> None:
        """One door, by whose it is."""
        waiting = Knock.objects.waiting_at(self.systems[step.system]).select_related("table")
        knock = next(knock for knock in waiting if _name_on(knock) == said["whose"])
        signals.take(knock=knock, by=self._by(said))
        for how in said["how"]:
            getattr(signals, how)(knock=knock, by=self._by(said))

    # --- somebody is pulled in --------------------------------------------------------------------

    def _introduce(self, step: Step, said: Said) -> Entry:
        introduction = introductions.propose(
            life=self.systems[step.system],
            asked=self.people[said["who"]],
            organisation=self.organisations.get(said.get("at", "")),
            instead_of=Introduction.objects.filter(pk=self.entries.get(said.get("of", ""))).first(),
            by=self._by(said),
            **some(said, "words", "category"),
        )
        return introduction.entry

    def _introduced(self, _step: Step, said: Said) -> None:
        """One step further: agree, accept, pass on, meet, settle."""
        introduction = Introduction.objects.get(pk=self._of(said).pk)
        verb = getattr(introductions, said["how"])
        verb(introduction=introduction, by=self._by(said), **some(said, "words", "stays"))


def _name_on(knock: Knock) -> str:
    return who_was(open_sealed(knock.key, knock.pk, WHO, knock.sealed or b"")).name
