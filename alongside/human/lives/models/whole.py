"""Everything kept of one person, read together, for them to have. It is never kept itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.clocks import on_day
from alongside.foundation.logbook.models import (
    Attachment,
    Audience,
    Ceiling,
    Entry,
    Reach,
    Voice,
    Words,
)
from alongside.foundation.logbook.reading import attachments_of, words_of
from alongside.foundation.record import actions as record
from alongside.foundation.systems.models import (
    OF_A_SYSTEM,
    Category,
    Exclusion,
    Reader,
    Role,
    Seat,
    System,
    Wording,
    open_wordings,
    seat_all,
)
from alongside.foundation.systems.typed import typed_all
from alongside.human.lives.mentions import speaks_of_others

from .covering import Covering, chosen_of
from .finding import Identity, Looking
from .looks import Look, Looker, NotTold, lookers, looks_at
from .merging import one_person
from .relationships import Relationship

EVERY = 1_000_000


# What a part of something written is called, where there are several and its name does not say.
PARTS: dict[str, str | Lazy] = {
    "words": _("The words"),
    "to_tellers": _("For who told it"),
    "supported_by": _("Who helped to write it"),
    "whom": _("With whom"),
    "whose": _("Whose way of seeing it"),
    "place": _("What we’ll put in place"),
    "wrong": _("What could go wrong"),
    "law": _("What the law says"),
    "by": _("By"),
}


@dataclass
class Part:
    """Words of one part of something written, or why they are covered."""

    name: str
    words: str
    fingerprint: bytes = b""
    covered: Covering | None = None

    @property
    def called(self) -> str:
        plain = re.sub(r"\s[0-9a-f]{12}$", "", self.name).replace("_", " ")
        return str(PARTS.get(self.name, plain[:1].upper() + plain[1:]))


@dataclass
class GoesWith:
    """A file that was handed over with something, and what it holds once that is put in."""

    file: Attachment
    held: str = ""


@dataclass
class Written:
    """One thing written in a life, whole."""

    entry: Entry
    parts: list[Part]
    goes_with: list[GoesWith]
    just_us: bool
    by_the_person: bool
    author: str
    by: str
    about: str
    may_be_used: str

    @property
    def given_with(self) -> list[GoesWith]:
        """What is given out with it: where words are covered, none of what went with them."""
        covered = any(part.covered and part.covered.is_covered for part in self.parts)
        return [] if covered else self.goes_with


@dataclass(frozen=True)
class Kept:
    """What a later room keeps of a life beside what is written in it: a line each of its rows."""

    heading: str | Lazy
    rows: list[str]


Keeping = Callable[[Reader, System, record.Look], Kept]
_also: list[Keeping] = []


def also_kept(read: Keeping) -> Keeping:
    """A later room says what else it keeps of a life, so that all of it is all of it."""
    _also.append(read)
    return read


@dataclass
class Whole:
    """Everything kept of one life, that may be told to the person now."""

    life: System
    name: str
    wordings: list[Wording] = field(default_factory=list)
    identity: dict[str, str] = field(default_factory=dict)
    written: list[Written] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    said_no: list[Exclusion] = field(default_factory=list)
    walked: list[Relationship] = field(default_factory=list)
    asked: list[Looking] = field(default_factory=list)
    looked: list[tuple[Look, Looker]] = field(default_factory=list)
    also: list[Kept] = field(default_factory=list)

    @property
    def known_by(self) -> list[tuple[str, str]]:
        """What they are known by, as it is read."""
        born = self.identity.get("born")
        said = {"born": on_day(date.fromisoformat(born))} if born else {}
        return list({**self.identity, **said}.items())

    @property
    def covered(self) -> list[Covering]:
        return [part.covered for one in self.written for part in one.parts if part.covered]


def everything(reader: Reader, life: System, look: record.Look) -> list[Whole]:
    """This life, and any that is one with it and the reader sits at too; under one look."""
    pks = one_person(reader, life.pk)
    lives = {one.pk: one for one in System.objects.filter(pk__in=pks)}
    return [_whole(reader, lives[pk], look) for pk in pks]


def _whole(reader: Reader, life: System, look: record.Look) -> Whole:
    look.saw(life.pk, [])
    back = NotTold.of(life)
    wordings = open_wordings(Wording.objects.filter(system=life).order_by("at", "pk"))
    seats = Seat.objects.filter(system=life).exclude(pk__in=back.seats)
    names = [w.words for w in wordings if w.part == "name" and w.superseded_at is None]
    known = Identity.objects.select_related("entry").filter(life=life).first()
    return Whole(
        life=life,
        name=names[0] if names else "",
        wordings=[w for w in wordings if w.part in OF_A_SYSTEM],
        identity=words_of([known.entry], look).get(known.pk, {}) if known else {},
        written=written(reader, life, look, leaving_out=known.pk if known else None),
        seats=seat_all(seats.select_related("person", "organisation").order_by("since", "pk")),
        said_no=typed_all(
            Exclusion.objects.filter(system=life)
            .select_related("person", "organisation")
            .order_by("since", "pk")
        ),
        walked=list(
            Relationship.objects.filter(life=life).select_related("worker").order_by("since")
        ),
        asked=list(
            Looking.objects.filter(life=life, asked_at__isnull=False)
            .select_related("by", "organisation")
            .order_by("pk")
        ),
        looked=_looked(life, back),
        also=[read(reader, life, look) for read in _also],
    )


def _looked(life: System, back: NotTold) -> list[tuple[Look, Looker]]:
    looks = looks_at(life.pk, size=EVERY)[0]
    known = lookers(life, looks)
    about = dict(Entry.objects.filter(system=life).values_list("pk", "category"))
    each = [(one, known[one.by]) for one in looks]
    return [(one, looker) for one, looker in each if not back.keeps_back(one, looker, about)]


def written(
    reader: Reader, life: System, look: record.Look, leaving_out: UUID | None = None
) -> list[Written]:
    """Everything written in a life that the person may be told of, in the order it was written."""
    entries = Entry.objects.visible_to(reader).filter(system=life)
    entries = entries.exclude(pk__in=[*NotTold.of(life).entries, leaving_out or life.pk])
    found = list(entries.select_related("system", "by").order_by("pk"))
    words, files = words_of(found, look), attachments_of(found, look)
    ids = [entry.pk for entry in found]
    shared = set(_reaching_the_table(ids))
    prints = _prints(ids)
    chosen = chosen_of(ids, prints, files)
    theirs = _by_the_person(life, found)
    # In words once, and not once for each of thousands.
    about = {value: str(label) for value, label in Category.choices}
    names = {entry.by_id: entry.by.name for entry in found if entry.by}
    by = {pk: gettext("written by %(name)s") % {"name": name} for pk, name in names.items()}
    ceilings = {value: str(label) for value, label in Ceiling.choices}
    return [
        Written(
            entry=entry,
            parts=[
                Part(name, text, prints[entry.pk, name], chosen.get((entry.pk, name)))
                for name, text in words.get(entry.pk, {}).items()
            ],
            goes_with=[GoesWith(each) for each in files.get(entry.pk, [])],
            just_us=entry.pk not in shared,
            by_the_person=entry.pk in theirs,
            author=entry.by.name if entry.by else "",
            by=by.get(entry.by_id, ""),
            about=about[entry.category],
            may_be_used=ceilings.get(entry.ceiling, ""),
        )
        for entry in found
    ]


def _reaching_the_table(ids: list[UUID]) -> Iterable[UUID]:
    table = Audience.objects.filter(entry__in=ids).exclude(reach=Reach.US)
    found: Iterable[UUID] = table.values_list("entry", flat=True)
    return found


def _prints(ids: list[UUID]) -> dict[tuple[UUID, str], bytes]:
    rows = Words.objects.filter(entry__in=ids).values_list("entry", "part", "fingerprint")
    return {(entry, part): bytes(print_) for entry, part, print_ in rows}


def _by_the_person(life: System, entries: Iterable[Entry]) -> set[UUID]:
    """What they wrote or told themself: nobody covers somebody's own words from them."""
    theirs = set(
        Seat.objects.filter(system=life, role=Role.PERSON).values_list("person", flat=True)
    )
    told = Voice.objects.filter(entry__system=life)
    own = told.filter(Q(teller__person__in=theirs) | Q(teller__person=None))
    voiced = set(own.values_list("entry", flat=True))
    return voiced | {entry.pk for entry in entries if entry.by_id in theirs}


def of_others(whole: Iterable[Written], own_names: Iterable[str]) -> list[tuple[Written, Part]]:
    """
    Words to look at before they are given out: by somebody other than the person and who walks
    with them now or did before, or about somebody else; or with something that was handed over,
    as nobody knows who is heard or seen in it until somebody looks.
    """
    names = list(own_names)
    return [
        (one, part)
        for one in whole
        if not one.by_the_person
        for part in one.parts
        if one.author not in names
        or (one.goes_with and part is one.parts[0])
        or speaks_of_others(part.words, names)
    ]


# --- as data -------------------------------------------------------------------------------------


def as_data(whole: Iterable[Whole], labels: Mapping[str, str]) -> list[dict[str, object]]:
    """The same, for another machine to read."""
    return [_data(one, labels) for one in whole]


def _data(whole: Whole, labels: Mapping[str, str]) -> dict[str, object]:
    return {
        "called": whole.name,
        "begun": _at(whole.life.founded_at),
        "words_about_this_life": [
            {
                "part": wording.part,
                "words": wording.words,
                "said_by": wording.said_by,
                "at": _at(wording.at),
                "until": _at(wording.superseded_at),
            }
            for wording in whole.wordings
        ],
        "known_by": whole.identity,
        "written": [_entry(one, labels) for one in whole.written],
        "who_may_know": [
            {
                "who": str(seat.holder),
                "as_what": seat.as_what,
                "for_what": seat.for_what,
                "about": seat.categories or ["everything"],
                "ground": seat.ground,
                "since": _at(seat.since),
                "until": _at(seat.until),
            }
            for seat in whole.seats
        ],
        "said_no_to": [
            {
                "who": no.called,
                "since": _at(no.since),
                "until": _at(no.until),
            }
            for no in whole.said_no
        ],
        "who_walked_alongside": [
            {"who": walked.worker.name, "since": _at(walked.since), "until": _at(walked.until)}
            for walked in whole.walked
        ],
        "who_asked_to_meet": [
            {
                "who": asked.by.name,
                "from": asked.organisation.name,
                "at": _at(asked.asked_at),
                "answer": asked.answer,
            }
            for asked in whole.asked
        ],
        "who_looked": [
            {"who": looker.name, "at": _at(one.at), "what_for": one.why, "at_what": _ids(one)}
            for one, looker in whole.looked
        ],
        "also_kept": [{"what": str(kept.heading), "rows": kept.rows} for kept in whole.also],
    }


def _ids(look: Look) -> list[str]:
    return list(look.seen)


def _entry(one: Written, labels: Mapping[str, str]) -> dict[str, object]:
    entry = one.entry
    return {
        "id": str(entry.pk),
        "what": entry.called,
        "about": entry.category or "general",
        "on": _at(entry.on),
        "written": _at(entry.at),
        "by": one.author,
        "may_be_used": entry.ceiling,
        "who_can_read_it": "just us" if one.just_us else "the people alongside",
        "taken_back": _at(entry.withdrawn_at),
        "words": {
            part.name: None if part.covered and part.covered.is_covered else part.words
            for part in one.parts
        },
        "covered": {
            part.name: labels[part.covered.why]
            for part in one.parts
            if part.covered and part.covered.is_covered
        },
        "attachments": [
            {
                "id": str(each.file.pk),
                "name": each.file.name,
                "type": each.file.sort.type,
                "size": each.file.size,
                # None, with nothing in it: too much for one file. It is saved by itself.
                "base64": each.held or None,
            }
            for each in one.given_with
        ],
    }


def _at(moment: datetime | date | None) -> str | None:
    return moment.isoformat() if moment else None
