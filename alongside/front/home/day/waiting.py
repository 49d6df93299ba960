"""The answers somebody has owed longest, as the front page lists them: asked every time."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.foundation.kit.asked import Question
from alongside.foundation.kit.clocks import as_moment
from alongside.foundation.kit.ids import as_stored, as_uuid
from alongside.foundation.logbook.models import Audience, Entry, Promise
from alongside.foundation.systems.models import Reader, System

from .owing import Owed

# Put together by Django anew each time it took five times as long.
LONGEST = """
    SELECT
        EXISTS (
            SELECT 1 FROM logbook_audience a WHERE a.entry_id = entry.id AND ({reaching})
        ) AS can_read,
        (
            SELECT said.plain FROM systems_wording said
            WHERE said."of" = system.id AND said.part = 'name' AND said.superseded_at IS NULL
        ) AS called,
        system.scale, system.id, promise.held_since, promise.made_at, promise.id,
        entry.id, entry.of_life, entry.kind, entry.title, entry.at, entry."on", entry.month_only
    FROM logbook_promise promise
    JOIN logbook_entry entry ON entry.id = promise.entry_id
    JOIN systems_system system ON system.id = entry.system_id
    WHERE promise.by_id = %s AND promise.kept_at IS NULL AND entry.withdrawn_at IS NULL
    ORDER BY promise.held_since, promise.id LIMIT %s
"""
# What is asked of each, in the order of the columns; a model made of less is made more quickly.
OF_ENTRY = ["id", "system_id", "of_life", "kind", "title", "at", "on", "month_only"]
OF_PROMISE = ["id", "entry_id", "by_id", "made_at", "held_since"]


def longest(reader: Reader, most: int) -> Question[list[Owed]]:
    """
    Asks for the few answers owed longest, without what is written for them. Where it is of a life,
    that is yet to be named.
    """
    reaching, params = Audience.reaching(reader)
    sql = LONGEST.format(reaching=reaching)
    these = [*params, as_stored(reader.person.pk), most]
    return Question(sql, these, lambda rows: [_owed(reader, row) for row in rows])


def _owed(reader: Reader, row: Sequence[Any]) -> Owed:
    mine, called, scale, system, since, made_at, promise, entry, *told, at, on, month_only = row
    here, this = as_uuid(system), as_uuid(entry)
    table = System.from_db(None, ["id", "scale"], [here, scale])
    table.name = called or _("a life")
    about = Entry.from_db(None, OF_ENTRY, [this, here, *told, as_moment(at), on, month_only])
    about.system = table
    moments = as_moment(made_at), as_moment(since)
    owes = Promise.from_db(None, OF_PROMISE, [as_uuid(promise), this, reader.person.pk, *moments])
    return Owed(owes, about, bool(mine), table, reader.takes_part(here))


def name_lives(owed: Iterable[Owed], names: Mapping[UUID, str]) -> None:
    """
    The lives among them that the reader may read, as they are called.

    :param names: of the lives where the reader has a seat; any other stays "a life".
    """
    for one in owed:
        if one.system.is_life and one.can_read:
            one.system.name = names.get(one.system.pk, one.system.name)
