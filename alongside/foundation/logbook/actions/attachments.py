"""Handing something over with an entry."""

from collections.abc import Iterable
from typing import Any

from alongside.foundation.kit.files import Handed, prepare
from alongside.foundation.kit.ids import uuid7
from alongside.foundation.logbook.models import Attachment, Entry
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import inside_a_verb
from alongside.foundation.vault.safe import seal_bytes


def attach(*, entry: Entry, upload: Any, by: Person) -> Attachment:
    """
    This will keep a file with an entry, inside the verb it belongs to.

    :param upload: what a form's ``Files`` field answers, or what a browser sent.
    :raises Refused: if it is of a sort, or of a size, that is not kept here, or harmful.
    """
    inside_a_verb(by=by)
    handed = upload if isinstance(upload, Handed) else _prepared(upload)
    attachment = Attachment(
        id=uuid7(),
        entry=entry,
        sort_slug=handed.sort.slug,
        size=len(handed.body),
        name_plain=handed.name,
        body=handed.body,
    )
    if entry.of_life:
        _seal(attachment)
    attachment.save(force_insert=True)
    return attachment


def attach_all(*, entry: Entry, uploads: Iterable[Any], by: Person) -> list[Attachment]:
    """This will keep several files with an entry, inside the verb it belongs to."""
    return [attach(entry=entry, upload=upload, by=by) for upload in uploads]


def _prepared(upload: Any) -> Handed:
    return prepare(upload.name or "", upload.read(), upload.size)


def _seal(attachment: Attachment) -> None:
    name, body = seal_bytes(
        attachment.entry.system_id,
        [
            (attachment.pk, attachment.part("name"), attachment.name_plain.encode()),
            (attachment.pk, attachment.part("body"), bytes(attachment.body)),
        ],
    )
    attachment.name_plain, attachment.name_sealed = "", name.body
    attachment.body, attachment.key_version = body.body, body.version
