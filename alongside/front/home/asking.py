"""What tables ask of each other: who was asked, how long they have had it, what they answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from alongside.foundation.logbook.models import ASK, Answer, Ask, Entry
from alongside.foundation.systems.models import Reader, System
from alongside.front.home.readable import at_tables, readable


@dataclass(frozen=True)
class Asked:
    """An ask as the one who reads the page may see it. ``of`` and ``asker`` are yet to be named."""

    ask: Ask
    entry: Entry
    of: System
    asker: System
    answer: Answer | None = None
    ours_to_answer: bool = False

    @property
    def since(self) -> datetime:
        return self.entry.at

    @property
    def answered(self) -> str:
        """What they answered, in their own words where those are readable."""
        if self.answer is None:
            return ""
        says, words = self.answer.get_says_display(), self.answer.entry.title
        if words.casefold().startswith(says.casefold()):
            return words
        return f"{says}: {words}" if words else says

    @property
    def words(self) -> str:
        """What was asked; of an ask from a life, only that it was."""
        return self.entry.title or self.entry.called


def waiting(reader: Reader, most: int) -> list[Asked]:
    """Asks without an answer yet, of tables the reader sits at or made by them; longest first."""
    asks = _readable(reader, reader.systems).filter(answered_at=None)
    return [_asked(reader, ask) for ask in asks.order_by("entry_id")[:most]]


def of_others(reader: Reader, system: System, most: int) -> list[Asked]:
    """What this table has asked of others: first what still waits, then the newest answered."""
    return _with_answers(reader, _readable(reader, [system.pk], system=system), most)


def of_us(reader: Reader, system: System, most: int) -> list[Asked]:
    """What others have asked of this table."""
    asks = Ask.objects.filter(readable(reader), of=system).select_related("entry__system", "of")
    return _with_answers(reader, asks, most)


def _readable(reader: Reader, tables: Iterable[UUID], **also: Any) -> "QuerySet[Ask]":
    """Asks at these tables, made there or of them: both tables are addressed."""
    asks = Ask.objects.filter(readable(reader, **also), pk__in=at_tables(tables, ASK))
    return asks.select_related("entry__system", "of")


def _with_answers(reader: Reader, asks: "QuerySet[Ask]", most: int) -> list[Asked]:
    shown = list(asks.order_by(F("answered_at").desc(nulls_first=True), "-entry_id")[:most])
    answers = _answers(reader, [ask.pk for ask in shown])
    return [_asked(reader, ask, answers.get(ask.pk)) for ask in shown]


def _answers(reader: Reader, asks: Iterable[UUID]) -> dict[UUID, Answer]:
    """The newest answer to each that the reader may read."""
    rows = Answer.objects.filter(readable(reader), ask__in=list(asks))
    found: dict[UUID, Answer] = {}
    for row in rows.select_related("entry").order_by("entry_id"):
        if row.ask_id is not None:
            found[row.ask_id] = row
    return found


def _asked(reader: Reader, ask: Ask, answer: Answer | None = None) -> Asked:
    ours = ask.answered_at is None and reader.sits_at(ask.of_id)
    return Asked(ask, ask.entry, ask.of, ask.entry.system, answer, ours)


def systems_of(asks: Iterable[Asked]) -> list[System]:
    """Both tables of each ask, to be named."""
    return [system for asked in asks for system in (asked.of, asked.asker)]


def entries_of(asks: Iterable[Asked]) -> list[Entry]:
    return [asked.entry for asked in asks]


def said(asks: Iterable[Asked], words: Mapping[UUID, str]) -> list[tuple[Asked, str]]:
    """Each ask with the words of it that the page may show."""
    return [(asked, words.get(asked.entry.pk, asked.words)) for asked in asks]
