"""
Search over the words of systems that are not lives: FTS5 on SQLite, tsvector on PostgreSQL.

Who may read is in the index as tokens, so that what is not the reader's is never even counted.
Newest first, stopping at a thousand.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.foundation.kit.text import clean
from alongside.foundation.systems.models import INNER, Reader

from .models import AGREED, Addressed, Audience, Entry, Findable, Reach, Words

ENOUGH = 1_000
_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Found:
    """Entries that match, newest first, and whether there are more than ``ENOUGH``."""

    entries: list[UUID]
    and_more: bool


def find(
    reader: Reader,
    text: str,
    systems: Iterable[UUID] | None = None,
    kinds: Sequence[str] = (),
) -> Found:
    """
    What this reader may read that has all of these words in it.

    :param systems: only what is addressed to these tables.
    :param kinds: only these kinds.
    """
    words = _WORD.findall(clean(text).lower())[:12]
    tokens = _tokens_of(reader, None if systems is None else set(systems))
    if not words or not tokens:
        return Found([], False)
    search = _find_sqlite if connection.vendor == "sqlite" else _find
    ids = search(words, tokens, kinds)
    return Found(_entries(ids[:ENOUGH]), len(ids) > ENOUGH)


def nearest(reader: Reader, words: Sequence[str], kinds: Sequence[str], size: int) -> list[UUID]:
    """
    What this reader may read that has any of these words in it, the nearest first: a place to
    look, and no more than that. SQLite weighs a word by how rare it is among all that can be found
    (bm25); PostgreSQL knows no rarity, only how many of the words it has, and how often (ts_rank).
    """
    words = [word for given in words for word in _WORD.findall(clean(given).lower())]
    tokens = _tokens_of(reader, None)
    if not words:
        return []
    search = _nearest_sqlite if connection.vendor == "sqlite" else _nearest
    return _entries(search(words, tokens, kinds, size))


def _entries(ids: Sequence[int]) -> list[UUID]:
    entries = dict(Findable.objects.filter(pk__in=ids).values_list("pk", "entry_id"))
    return [entries[pk] for pk in ids if pk in entries]


def index(entries: Sequence[Entry], words: Sequence[str], audiences: Iterable[Audience]) -> None:
    """Make these entries findable by these words; entries of lives are passed over."""
    by_entry: dict[UUID, list[str]] = {}
    for audience in audiences:
        by_entry.setdefault(audience.entry_id, []).extend(_tokens_for(audience))
    rows = [
        (entry.pk, text, " ".join(by_entry.get(entry.pk, [])))
        for entry, text in zip(entries, words, strict=True)
        if not entry.of_life
    ]
    if connection.vendor == "sqlite":
        _store_sqlite(rows)
    elif rows:
        _store(rows)


def reindex_audience(entry: Entry) -> None:
    """Say anew who may find this entry."""
    findable = Findable.objects.filter(entry=entry).first()
    if findable is None:
        return
    tokens = [t for a in Audience.objects.filter(entry=entry) for t in _tokens_for(a)]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            sql = "UPDATE logbook_found SET tokens = %s WHERE rowid = %s"
            cursor.execute(sql, [" ".join(tokens), findable.pk])
        else:
            sql = "UPDATE logbook_findable SET who = array_to_tsvector(%s) WHERE id = %s"
            cursor.execute(sql, [tokens, findable.pk])


def reindex_words(entry: Entry) -> None:
    """
    Say anew by which words this entry is found: by all that were written in it, then or later, but
    not by how its teller agreed to sharing it, which no page shows.
    """
    if entry.of_life:
        return
    # Locked before they are read: what another writes in it at the same time is found as well.
    findable = Findable.objects.select_for_update().filter(entry=entry).first()
    if findable is None:
        return
    rows = Words.objects.filter(entry=entry).exclude(part__startswith=AGREED).order_by("pk")
    words = "\n".join(rows.values_list("plain", flat=True))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            sql = "UPDATE logbook_found SET words = %s WHERE rowid = %s"
        else:
            sql = "UPDATE logbook_findable SET vector = to_tsvector('english', %s) WHERE id = %s"
        cursor.execute(sql, [words, findable.pk])


def forget(entries: Iterable[UUID]) -> None:
    """Take entries out of the index."""
    ids = list(Findable.objects.filter(entry__in=list(entries)).values_list("pk", flat=True))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM logbook_found WHERE rowid = %s", [(i,) for i in ids])
    Findable.objects.filter(pk__in=ids).delete()


def purge() -> None:
    """Rewrite the index so that no word of what was taken out is left inside it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO logbook_found(logbook_found) VALUES ('optimize')")


def _tokens_for(audience: Addressed) -> list[str]:
    kind = _token_of_kind(audience.kind)
    if audience.reach == Reach.ANYONE:
        return ["anyone", kind]
    token = f"{audience.reach[0]}{audience.system_id.hex}"
    return [token, f"{token}c{audience.category}", kind]


def _token_of_kind(kind: str) -> str:
    return "k" + "".join(_LETTERS.findall(kind))


def _tokens_of(reader: Reader, systems: set[UUID] | None) -> list[str]:
    tokens = ["anyone"] if systems is None else []
    for seat in reader.seats:
        if systems is None or seat.system_id in systems:
            reaches = "tu" if seat.role in INNER else "t"
            whole = [f"{reach}{seat.system_id.hex}" for reach in reaches]
            tokens += [f"{t}c{c}" for t in whole for c in seat.categories] or whole
    return list(dict.fromkeys(tokens))


def _find_sqlite(words: list[str], tokens: list[str], kinds: Sequence[str]) -> list[int]:
    sql = "SELECT rowid FROM logbook_found WHERE logbook_found MATCH %s"
    match = _matching(words, " AND ", tokens, kinds)
    return _ids(f"{sql} ORDER BY rowid DESC LIMIT %s", [match, ENOUGH + 1])


def _find(words: list[str], tokens: list[str], kinds: Sequence[str]) -> list[int]:
    sql = """
        SELECT id FROM logbook_findable
        WHERE vector @@ plainto_tsquery('english', %s) AND who @@ to_tsquery('simple', %s)
        ORDER BY id DESC LIMIT %s
    """
    return _ids(sql, [" ".join(words), _who(tokens, kinds), ENOUGH + 1])


def _nearest_sqlite(
    words: list[str], tokens: list[str], kinds: Sequence[str], size: int
) -> list[int]:
    # Who may read it and what kind it is say nothing of how near it is: they weigh nothing.
    sql = """
        SELECT rowid FROM logbook_found WHERE logbook_found MATCH %s
        ORDER BY bm25(logbook_found, 1.0, 0.0), rowid DESC LIMIT %s
    """
    return _ids(sql, [_matching(words, " OR ", tokens, kinds), size])


def _nearest(words: list[str], tokens: list[str], kinds: Sequence[str], size: int) -> list[int]:
    sql = """
        SELECT id FROM logbook_findable, to_tsquery('english', %s) asked
        WHERE vector @@ asked AND who @@ to_tsquery('simple', %s)
        ORDER BY ts_rank(vector, asked) DESC, id DESC LIMIT %s
    """
    return _ids(sql, [" | ".join(words), _who(tokens, kinds), size])


def _matching(words: list[str], how: str, tokens: list[str], kinds: Sequence[str]) -> str:
    """What FTS5 is asked for."""
    columns = [("words", how, words), ("tokens", " OR ", tokens)]
    if kinds:
        columns.append(("tokens", " OR ", [_token_of_kind(kind) for kind in kinds]))
    return " AND ".join(
        "{} : ({})".format(column, between.join(f'"{one}"' for one in wanted))
        for column, between, wanted in columns
    )


def _who(tokens: list[str], kinds: Sequence[str]) -> str:
    """What tsvector is asked for besides words."""
    groups = [tokens, [_token_of_kind(kind) for kind in kinds]]
    return " & ".join(f"({' | '.join(group)})" for group in groups if group)


def _ids(sql: str, params: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()]


def _store_sqlite(rows: Sequence[tuple[UUID, str, str]]) -> None:
    found = Findable.objects.bulk_create([Findable(entry_id=row[0]) for row in rows])
    sql = "INSERT INTO logbook_found(rowid, words, tokens) VALUES (%s, %s, %s)"
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(f.pk, *row[1:]) for f, row in zip(found, rows, strict=True)])


def _store(rows: Sequence[tuple[UUID, str, str]]) -> None:
    sql = """
        INSERT INTO logbook_findable (entry_id, vector, who)
        SELECT entry, to_tsvector('english', words), array_to_tsvector(string_to_array(who, ' '))
        FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS given(entry, words, who)
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(column) for column in zip(*rows, strict=True)])
