"""The words a system has about itself, and a seat about itself: written, sealed in a life."""

from uuid import UUID

from django.utils import timezone

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.kit.text import clean
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import (
    System,
    Wording,
)
from alongside.foundation.vault import safe


def _word(system: System, of: UUID, part: str, words: str, said_by: str, by: Person) -> Wording:
    words, said_by = clean(words), clean(said_by)
    earlier = Wording.objects.filter(of=of, part=part)
    earlier.filter(superseded_at=None).update(superseded_at=timezone.now())
    new = Wording(id=uuid7(), system=system, of=of, part=part, by=by.pk, number=earlier.count() + 1)
    if system.is_life:
        _seal(new, words, said_by)
    else:
        new.plain, new.said_by_plain = words, said_by
    new.save(force_insert=True)
    new.words, new.said_by = words, said_by
    return new


def _seal(new: Wording, words: str, said_by: str) -> None:
    body, said = safe.seal(
        new.system_id, [(new.id, new.part, words), (new.id, f"{new.part} said by", said_by)]
    )
    new.sealed, new.said_by_sealed, new.key_version = body.body, said.body, body.version
