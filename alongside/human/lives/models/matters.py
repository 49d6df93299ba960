"""What matters to somebody, as pages show it: the lines under their headings, and what folded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.foundation.kit.clocks import on_day
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import Look
from alongside.foundation.systems.models import Reader, System

from .lines import Heading, Line, PutRight
from .relationships import SaidHow

MOST = 200


@dataclass(frozen=True)
class Said:
    """One line, with whose words it is."""

    line: Line
    words: str
    supported_by: str = ""

    @property
    def entry(self) -> Entry:
        return self.line.entry

    @property
    def whose(self) -> str:
        """In their words, or who wrote it down; never without one of the two."""
        writer, day = self._writer, on_day(self.entry.at)
        said = {"name": writer, "day": day, "helper": self.supported_by}
        if self.line.own_words and self.line.said_how == SaidHow.HERE:
            whose = _("in my own words, %(day)s") % said
        elif self.line.own_words:
            whose = _("in my own words, written down by %(name)s, %(day)s") % said
        else:
            whose = _("as %(name)s understood it, %(day)s") % said
        return whose + (_(" · written with %(helper)s") % said if self.supported_by else "")

    @property
    def _writer(self) -> str:
        return self.entry.by.name if self.entry.by else _("somebody who is not here now")


@dataclass(frozen=True)
class Part:
    """A heading, and what stands under it."""

    heading: Heading
    lines: list[Said] = field(default_factory=list)

    @property
    def label(self) -> str:
        return str(self.heading.label)

    def __bool__(self) -> bool:
        return bool(self.lines)


def lines_of(reader: Reader, life: System, headings: Sequence[str] = Heading.values) -> list[Line]:
    """What stands now under these headings, newest first, as far as it is the reader's to read."""
    rows = Line.objects.filter(entry__system=life, heading__in=headings).visible_to(reader)
    rows = rows.leading().select_related("entry__by").order_by("-entry")
    return list(rows[:MOST])


def said(lines: Iterable[Line], words: dict[UUID, dict[str, str]]) -> list[Said]:
    """These lines with their words, once those are opened."""
    parts = [(line, words.get(line.pk, {})) for line in lines]
    return [Said(line, of.get("words", ""), of.get("supported_by", "")) for line, of in parts]


def under(lines: Sequence[Said]) -> list[Part]:
    """Every heading in its order, with the lines under it."""
    return [Part(h, [one for one in lines if one.line.heading == h]) for h in Heading]


def opened(reader: Reader, life: System, look: Look) -> list[Part]:
    """All that matters, opened under a look."""
    lines = lines_of(reader, life)
    return under(said(lines, words_of([line.entry for line in lines], look)))


@dataclass(frozen=True)
class Before:
    """What stood before it was put right: folded away, until its words go."""

    put_right: PutRight
    entry: Entry
    words: dict[str, str]
    holder: str = ""

    @property
    def is_gone(self) -> bool:
        return self.put_right.gone_at is not None


def before(reader: Reader, entry: Entry, look: Look) -> list[Before]:
    """The versions this one took the place of, newest first."""
    found: list[Before] = []
    now: UUID | None = entry.pk
    while now is not None and len(found) < MOST:
        put_right = PutRight.objects.filter(newer=now).select_related("older__by").first()
        if put_right is None:
            break
        found.append(_opened(reader, put_right, look))
        now = put_right.older_id
    return found


def _opened(reader: Reader, put_right: PutRight, look: Look) -> Before:
    older = put_right.older
    theirs = Entry.objects.visible_to(reader).filter(pk=older.pk, withdrawn_at=None).exists()
    words = words_of([older], look).get(older.pk, {}) if theirs else {}
    holder = Person.objects.filter(pk=put_right.held_by).first() if put_right.held_by else None
    return Before(put_right, older, words, holder.name if holder else "")
