"""Entries of a kind that stands for any room's, made by a verb as any room's are."""

from typing import Any

from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import System

from . import actions
from .models import ASK, Entry, Promise


@verb
def an_entry(
    system: System, *, by: Person, words: str = "Nobody asked me.", kind: str = ASK, **kwargs: Any
) -> Entry:
    """Something written at a table."""
    draft = actions.Draft(words={"words": words}, **kwargs)
    entry = actions.write(system=system, kind=kind, by=by, draft=draft)
    happened("logbook.tested", by=by.pk, on=system.pk, to=entry.pk)
    return entry


@verb
def a_voice(system: System, *, by: Person, teller: Person | None = None, **kwargs: Any) -> Entry:
    """Something somebody told, whose writer promised them news."""
    entry = an_entry(system, by=by, **kwargs)
    actions.voice(entry=entry, by=by, person=teller)
    actions.promise(entries=[entry], by=by)
    return entry


def taken_on(promise: Promise, *, by: Person) -> None:
    """Offered by one, with the yes of whoever promised."""
    actions.offer(promise=promise, by=by)
    actions.let_bring(promise=promise, by=promise.by)
