"""Opening words. The words of a life open only with a look, which names them in the record."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404

from alongside.foundation.record.actions import Look
from alongside.foundation.systems.models import Reader
from alongside.foundation.vault.safe import Sealed, open_all, open_bytes

from .models import Attachment, Entry, Words


def words_of(
    entries: Iterable[Entry], look: Look | None = None, parts: Iterable[str] | None = None
) -> dict[UUID, dict[str, str]]:
    """
    The words of these entries: ``{entry id: {part: words}}``, in two queries whatever their number.

    :param look: what the words of a life are opened under; without one they are left out.
    """
    entries = [entry for entry in entries if look is not None or not entry.of_life]
    lives = {entry.pk: entry.system_id for entry in entries if entry.of_life}
    rows = Words.objects.filter(entry__in=[entry.pk for entry in entries]).order_by("pk")
    if parts is not None:
        rows = rows.filter(part__in=list(parts))
    if look is not None:
        _name_them(look, lives)
    return _opened(list(rows), lives)


def _name_them(look: Look, lives: dict[UUID, UUID]) -> None:
    for entry, life in lives.items():
        look.saw(life, [entry])


def _opened(rows: list[Words], lives: dict[UUID, UUID]) -> dict[UUID, dict[str, str]]:
    sealed = [row for row in rows if row.sealed is not None]
    opened = open_all([_sealed_words(row, lives[row.entry_id]) for row in sealed])
    words = {row.pk: text for row, text in zip(sealed, opened, strict=True)}
    found: dict[UUID, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row.entry_id, {})[row.part] = words.get(row.pk, row.plain)
    return found


def attachments_of(
    entries: Iterable[Entry], look: Look | None = None
) -> dict[UUID, list[Attachment]]:
    """
    What goes with these entries, in two queries: its name, sort and size, not its bytes.

    :param look: what those of a life are named under; without one they are left out.
    """
    entries = [entry for entry in entries if look is not None or not entry.of_life]
    lives = {entry.pk: entry.system_id for entry in entries if entry.of_life}
    rows = Attachment.objects.filter(entry__in=[entry.pk for entry in entries])
    found: dict[UUID, list[Attachment]] = {}
    for row in rows.defer("body").order_by("pk"):
        found.setdefault(row.entry_id, []).append(row)
    if look is not None:
        _name_them(look, {pk: life for pk, life in lives.items() if pk in found})
    _with_names([row for rows in found.values() for row in rows], lives)
    return found


def bytes_of(attachment: Attachment, look: Look) -> bytes:
    """What an attachment holds."""
    entry = attachment.entry
    if not entry.of_life:
        return bytes(attachment.body)
    look.saw(entry.system_id, [entry.pk])
    return open_bytes([_sealed(attachment, "body", bytes(attachment.body), entry.system_id)])[0]


def sealed_of(entry: Entry) -> list[tuple[Sealed, str, str]]:
    """
    What is sealed of an entry of a life, with which part of it that is, and for a file its sort:
    its words and its files, not what the files are called. It is not opened.
    """
    words = [
        (_sealed_words(row, entry.system_id), row.part, "")
        for row in Words.objects.filter(entry=entry, sealed__isnull=False).order_by("pk")
    ]
    files = [
        (_sealed(row, "body", bytes(row.body), entry.system_id), f"file {number}", row.sort_slug)
        for number, row in enumerate(Attachment.objects.filter(entry=entry).order_by("pk"), 1)
    ]
    return [*words, *files]


def _sealed_words(row: Words, life: UUID) -> Sealed:
    return Sealed(
        life=life,
        of=row.entry_id,
        part=row.part,
        version=row.key_version or 0,
        body=bytes(row.sealed or b""),
    )


def _with_names(rows: list[Attachment], lives: dict[UUID, UUID]) -> None:
    sealed = [row for row in rows if row.name_sealed is not None]
    names = [
        _sealed(row, "name", bytes(row.name_sealed or b""), lives[row.entry_id]) for row in sealed
    ]
    for row in rows:
        row.name = row.name_plain
    for row, name in zip(sealed, open_all(names), strict=True):
        row.name = name


def _sealed(row: Attachment, which: str, body: bytes, life: UUID) -> Sealed:
    version = row.key_version or 0
    return Sealed(life=life, of=row.pk, part=row.part(which), version=version, body=body)


class TakenBack(Exception):
    """The reader could read this once; it was taken back or is kept closer now."""


def fetch(reader: Reader, pk: UUID, *kinds: str) -> Entry:
    """
    One entry, if the reader may read it. Fetching is authorising.

    :raises TakenBack: if they could once (the page says so, and no more).
    :raises Http404: if it is not theirs to know of, the same as if it were not there.
    """
    these = Entry.objects.select_related("system", "by").filter(pk=pk)
    if kinds:
        these = these.filter(kind__in=kinds)
    entry: Entry | None = these.visible_to(reader).first()
    if entry is not None:
        return entry
    if these.stubs_for(reader).exists():
        raise TakenBack
    raise Http404
