"""
What has been tried anywhere, as far as somebody may read it: what goes on, what was kept and what
was let go alike.

Nothing of a life is here, not even for those who sit in it: a life is not looked through together.
Things stand in the order they were begun. No place, organisation or person is set beside another,
and nothing is counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, Subquery, UUIDField, Value
from django.db.models.functions import Coalesce

from alongside.foundation.kit.paging import PAGE, Page
from alongside.foundation.kit.text import excerpt
from alongside.foundation.logbook import search, visible
from alongside.foundation.logbook.models import Entry, Words
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.systems.models import Reader, Scale, System, name_all
from alongside.learning.experiments.likeness import alike, telling
from alongside.learning.experiments.models import (
    CONCLUSION,
    CYCLE,
    LEARNING,
    PLAN,
    STUDY,
    TRY,
    Conclusion,
    Cycle,
    Experiment,
    Learning,
    Plan,
    Stands,
    Study,
)

IDEA, LEARNT = "idea", "learnt"
KINDS = {IDEA: [TRY, PLAN], LEARNT: [LEARNING, CONCLUSION, CYCLE, STUDY]}
KINDS[""] = KINDS[IDEA] + KINDS[LEARNT]
SURPRISED, SURPRISING = "surprised", [LEARNING, CONCLUSION]
# So many that share a word are read through for those that are alike, and so many are shown.
NEAR, SHOWN = 40, 5
LONG = 280
FIRST = ("words", "happened", SURPRISED, "good", "hard")


@dataclass(frozen=True)
class Asked:
    """What somebody looks for among all that was tried."""

    q: str = ""
    among: str = ""  # the words of the idea, of what was learnt, or either
    system: UUID | None = None
    scale: str = ""
    stands: str = ""


@dataclass(frozen=True)
class Tried:
    """Something tried somewhere: the idea, how it stands, and what was learnt."""

    entry: Entry  # what was tried; or, of what was only offered to the reader, the principle
    idea: str
    learnt: str
    stands: Stands
    at: System

    @property
    def offered(self) -> bool:
        """Whether the reader has only what was learnt, and not what was tried."""
        return self.entry.kind == CONCLUSION


@dataclass(frozen=True)
class Surprise:
    """What somebody did not expect, and what was being tried when it happened."""

    entry: Entry
    words: str
    tried: Entry | None
    idea: str
    at: System


def tried(reader: Reader, asked: Asked, before: UUID | None) -> tuple[Page[Tried], bool]:
    """A page of what was tried, newest first; and whether a search stopped at its thousandth."""
    more, rows = False, _readable(reader)
    if asked.system is not None:
        rows = rows.filter(entry__system=asked.system)
    if asked.scale:
        rows = rows.filter(entry__system__scale=asked.scale)
    if asked.stands:
        rows = rows.filter(stands=asked.stands)
    if asked.q:
        found = search.find(reader, asked.q, kinds=KINDS[asked.among])
        rows, more = rows.filter(pk__in=_tried_in(found.entries)), found.and_more
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found_rows = list(rows.order_by("-pk")[: PAGE + 1])
    older = found_rows[PAGE - 1].pk if len(found_rows) > PAGE else None
    return Page(_told(found_rows[:PAGE]), older), more


def near(reader: Reader, words: str, *, but_at: UUID) -> list[Tried]:
    """A few things tried at other tables that speak of the same, nearest first."""
    asked = telling(words)
    found = search.nearest(reader, asked, KINDS[""], NEAR)
    in_order = list(_tried_in(found))
    rows = {row.pk: row for row in _readable(reader).filter(pk__in=in_order)}
    elsewhere = [rows[pk] for pk in in_order if pk in rows and rows[pk].entry.system_id != but_at]
    told = _told(elsewhere, length=0)
    close = [one for one in told if alike(asked, f"{one.idea} {one.learnt}")]
    return [_shortened(one) for one in close[:SHOWN]]


def surprises(reader: Reader, before: UUID | None, size: int = PAGE) -> Page[Surprise]:
    """What surprised people while they tried something, newest first."""
    said = Words.objects.filter(entry=OuterRef("pk"), part=SURPRISED)
    rows = Entry.objects.visible_to(reader).filter(Exists(said), kind__in=SURPRISING, of_life=False)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.select_related("system").order_by("-pk")[: size + 1])
    entries = found[:size]
    return Page(_surprises(reader, entries), entries[-1].pk if len(found) > size else None)


def tables(reader: Reader) -> list[System]:
    """The tables where something was tried that the reader may read of, by name."""
    where = _readable(reader).order_by().values("entry__system").distinct()
    found = name_all(System.objects.not_lives().filter(pk__in=where))
    return sorted(found, key=lambda system: system.name.casefold())


def _readable(reader: Reader) -> Any:
    """
    Each with ``whole`` (the reader may read what was tried), ``said`` and ``noticed`` (the newest
    they may read of what was concluded and of what was noticed) and ``stands``.
    """
    here = Entry.objects.visible_to(reader).filter(pk=OuterRef("pk"))
    said = _newest(Conclusion, reader)
    rows: Any = Experiment.objects.filter(entry__of_life=False).annotate(
        whole=Exists(here),
        said=_its_id(said),
        noticed=_its_id(_newest(Learning, reader)),
        stands=Coalesce(
            Subquery(said.values("how")[:1]),
            Value(Stands.GOING_ON.value),
            output_field=CharField(),
        ),
    )
    found = rows.filter(Q(whole=True) | Q(said__isnull=False))
    return found.select_related("entry__system")


def _newest(noun: Any, reader: Reader) -> Any:
    there = noun.objects.standing().visible_to(reader).filter(experiment=OuterRef("pk"))
    return there.order_by("-pk")


def _its_id(rows: Any) -> Subquery:
    return Subquery(rows.values("pk")[:1], output_field=UUIDField())


def _tried_in(entries: Sequence[UUID]) -> dict[UUID, None]:
    """What was tried that these belong to, in their order; some of them are what was tried."""
    of: dict[UUID, UUID] = {}
    for noun in (Learning, Conclusion, Plan, Cycle, Study):
        of |= dict(noun.objects.filter(pk__in=entries).values_list("pk", "experiment_id"))
    return dict.fromkeys(of.get(pk, pk) for pk in entries)


def _told(rows: Iterable[Any], length: int = LONG) -> list[Tried]:
    rows = list(rows)
    wanted = [pk for row in rows for pk in (row.said, row.noticed) if pk]
    entries = {entry.pk: entry for entry in visible.in_order(wanted)}
    entries |= {row.pk: row.entry for row in rows if row.whole}
    words = words_of(entries.values(), parts=FIRST)
    at = _named(row.entry for row in rows)
    told = []
    for row in rows:
        entry = row.entry if row.whole else entries[row.said]
        idea = _first(words.get(row.pk, {})) if row.whole else ""
        learnt = _first(words.get(row.said or row.noticed, {}))
        told.append(Tried(entry, idea, learnt, Stands(row.stands), at[entry.system_id]))
    return [_shortened(one, length) for one in told] if length else told


def _named(entries: Iterable[Entry]) -> dict[UUID, System]:
    return {s.pk: s for s in name_all({e.system_id: e.system for e in entries}.values())}


def _first(parts: dict[str, str]) -> str:
    return next((parts[part] for part in FIRST if part in parts), "")


def _shortened(told: Tried, length: int = LONG) -> Tried:
    idea, learnt = excerpt(told.idea, length), excerpt(told.learnt, length)
    return Tried(told.entry, idea, learnt, told.stands, told.at)


def _surprises(reader: Reader, entries: list[Entry]) -> list[Surprise]:
    of = dict(Learning.objects.filter(pk__in=entries).values_list("pk", "experiment_id"))
    of |= dict(Conclusion.objects.filter(pk__in=entries).values_list("pk", "experiment_id"))
    behind = Entry.objects.visible_to(reader).filter(pk__in=of.values()).select_related("system")
    tried = {entry.pk: entry for entry in behind}
    words = words_of([*entries, *tried.values()], parts=["words", SURPRISED])
    at, found = _named(entries), []
    for entry in entries:
        of_it = tried.get(of.get(entry.pk, entry.pk))
        idea = excerpt(words.get(of_it.pk, {}).get("words", ""), LONG) if of_it else ""
        said = words.get(entry.pk, {}).get(SURPRISED, "")
        found.append(Surprise(entry, said, of_it, idea, at[entry.system_id]))
    return found


SCALES = [scale for scale in Scale if scale != Scale.LIFE]
