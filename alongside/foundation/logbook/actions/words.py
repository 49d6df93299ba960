"""Keeping the words of entries, sealed where they are of a life, and taking some away again."""

from collections.abc import Collection, Mapping, Sequence

from alongside.foundation.kit import bulk
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook import search
from alongside.foundation.logbook.models import Entry, Words
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import inside_a_verb
from alongside.foundation.systems.models import System
from alongside.foundation.vault.safe import keyed_hash, seal


def add_words(*, entry: Entry, words: Mapping[str, str], by: Person) -> None:
    """This will add parts to an entry that has none of them yet, inside the verb it belongs to."""
    inside_a_verb(by=by)
    text = {part: clean(body) for part, body in words.items() if clean(body)}
    _store_words(entry.system, [entry], [text])
    search.reindex_words(entry)


def drop_words(*, entry: Entry, parts: Collection[str], by: Person) -> None:
    """
    This will take parts of an entry away, and out of the index, inside the verb it belongs to.
    """
    inside_a_verb(by=by)
    Words.objects.filter(entry=entry, part__in=parts).delete()
    search.reindex_words(entry)


def _store_words(
    system: System, entries: Sequence[Entry], texts: Sequence[Mapping[str, str]]
) -> None:
    rows = [
        Words(entry_id=entry.pk, part=part, plain=words, fingerprint=keyed_hash("words", words))
        for entry, text in zip(entries, texts, strict=True)
        for part, words in text.items()
    ]
    if system.is_life and rows:
        sealed = seal(system.pk, [(row.entry_id, row.part, row.plain) for row in rows])
        for row, one in zip(rows, sealed, strict=True):
            row.plain, row.sealed, row.key_version = "", one.body, one.version
    bulk.insert(rows)
