"""Stories gathered elsewhere, brought in together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError
from django.utils.translation import gettext as _

from alongside.foundation.kit import bulk
from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Ceiling, Entry, Reach, Teller, Voice
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import System
from alongside.foundation.vault.safe import keyed_hash
from alongside.human.listening import rules
from alongside.human.listening.csvfiles import Row
from alongside.human.listening.events import ListeningEvent
from alongside.human.listening.models import STORY, Story


@dataclass(frozen=True)
class Imported:
    """What came of some rows: the stories that are new, and the rows that were here already."""

    new: list[Entry]
    already: list[Row]


def import_stories(
    *, system: System, rows: Sequence[Row], by: Person, tellers: Mapping[str, Person] | None = None
) -> Imported:
    """
    This will bring in stories gathered elsewhere, all of these or none; those that are here
    already are passed over, so that the same rows may be brought in again.

    :param tellers: who signs in here, by the e-mail address their stories name.
    """
    require(rules.can_import(by, system))
    if not rules.can_be_about(by, [row.category for row in rows], system):
        raise Refused(str(rules.NOT_FOR_THIS))
    fresh, already = _apart(system, rows)
    if not fresh:
        return Imported([], already)
    try:
        new = _bring_in(system=system, rows=fresh, by=by, tellers=tellers or {})
    except IntegrityError as error:
        raise Refused(_("Somebody else is bringing in the same stories. Try again.")) from error
    return Imported(new, already)


def already_here(*, system: System, rows: Sequence[Row], by: Person) -> list[Row]:
    """Which of these rows bringing them in would pass over."""
    require(rules.can_import(by, system))
    return _apart(system, rows)[1]


def _apart(system: System, rows: Sequence[Row]) -> tuple[dict[bytes, Row], list[Row]]:
    """Those that are new, by where they come from, and those that are here or were said before."""
    sources = [_source(system, row) for row in rows]
    here = set(_known(sources))
    fresh, already = dict[bytes, Row](), list[Row]()
    for source, row in zip(sources, rows, strict=True):
        if source in here or source in fresh:
            already.append(row)
        else:
            fresh[source] = row
    return fresh, already


def _source(system: System, row: Row) -> bytes:
    same = f"words|{row.nth}|{row.told_on or ''}|{row.words}"
    said = f"ref|{row.reference}" if row.reference else same
    return keyed_hash("import", f"{system.pk}|{said}")


def _known(sources: Sequence[bytes]) -> list[bytes]:
    rows = Story.objects.filter(source__in=sources).values_list("source", flat=True)
    return [bytes(source) for source in rows if source is not None]


@verb
def _bring_in(
    *, system: System, rows: Mapping[bytes, Row], by: Person, tellers: Mapping[str, Person]
) -> list[Entry]:
    drafts = [
        logbook.Draft(
            words={"words": row.words},
            reach=rules.at_their_table(row.ceiling),
            ceiling=row.ceiling,
            category=row.category,
            on=row.told_on,
        )
        for row in rows.values()
    ]
    entries = logbook.write_many(system=system, kind=STORY, by=by, drafts=drafts)
    bulk.insert([Story(entry=e, source=source) for e, source in zip(entries, rows, strict=True)])
    _voices(entries, [tellers.get(row.teller) for row in rows.values()])
    _promise_all(system, entries, by)
    ids = [str(entry.pk) for entry in entries]
    happened(ListeningEvent.IMPORTED, by=by.pk, on=system.pk, data={"entries": ids})
    return entries


def _promise_all(system: System, entries: Sequence[Entry], by: Person) -> None:
    closer = [entry for entry in entries if entry.ceiling == Ceiling.CLOSE]
    logbook.promise(entries=[e for e in entries if e.ceiling != Ceiling.CLOSE], by=by)
    if closer:
        logbook.promise(entries=closer, by=rules.who_owes(system, by=by, reach=Reach.US))


def _voices(entries: Sequence[Entry], people: Sequence[Person | None]) -> None:
    """Those who sign in see what came of their stories; for the others a card can be made."""
    known = [(e, Teller(person=p)) for e, p in zip(entries, people, strict=True) if p]
    Teller.objects.bulk_create([teller for _entry, teller in known])
    Voice.objects.bulk_create([Voice(entry=entry, teller=teller) for entry, teller in known])
