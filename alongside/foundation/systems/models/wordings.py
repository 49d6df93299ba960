"""The words a system has about itself, and a seat about itself, and opening them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.vault.safe import Sealed, open_all

from .systems import System


class Part(models.TextChoices):
    """The words a system has about itself, and a seat about itself."""

    NAME = "name", _("what it is called")
    PURPOSE = "purpose", _("what it is for")
    BOUNDARY = "boundary", _("where it ends")
    AS_WHAT = "as_what", _("as what somebody is here")
    FOR_WHAT = "for_what", _("what for")
    TYPED = "typed", _("the name and the address, as they were typed")


OF_A_SYSTEM = (Part.NAME, Part.PURPOSE, Part.BOUNDARY)


class Wordings(models.QuerySet["Wording"]):
    def current(self) -> Wordings:
        return self.filter(superseded_at=None)


class Wording(models.Model):
    """
    A version of words a system has about itself: what they say, who said them, and when.

    Of a life they are sealed; ``words`` is filled in by ``open_wordings``.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(System, models.CASCADE, related_name="wordings")
    of = models.UUIDField()  # the system, or a seat at its table
    part = models.CharField(max_length=10, choices=Part)
    plain = models.TextField(blank=True)
    sealed = models.BinaryField(null=True)
    key_version = models.PositiveSmallIntegerField(null=True)
    said_by_plain = models.CharField(max_length=200, blank=True)
    said_by_sealed = models.BinaryField(null=True)
    by = models.UUIDField(null=True)
    at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True)
    number = models.PositiveSmallIntegerField(default=1)

    objects: ClassVar[Any] = Wordings.as_manager()
    words: str
    said_by: str

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of", "part"],
                condition=Q(superseded_at=None),
                name="one_current_wording",
            ),
            models.CheckConstraint(
                condition=Q(sealed=None, said_by_sealed=None, key_version=None)
                | Q(
                    plain="",
                    said_by_plain="",
                    sealed__isnull=False,
                    said_by_sealed__isnull=False,
                    key_version__isnull=False,
                ),
                name="wording_sealed_whole_or_not",
            ),
        ]
        indexes = [models.Index(fields=["system", "part"], name="wordings_of_system")]

    def __str__(self) -> str:
        return f"{self.part} {self.number} of {self.of}"


def open_wordings(wordings: Iterable[Wording]) -> list[Wording]:
    """The same wordings with ``words`` and ``said_by`` filled in; one query for all sealed ones."""
    wordings = list(wordings)
    sealed = [w for w in wordings if w.sealed is not None]
    opened = open_all(
        [_sealed(w, w.part, w.sealed) for w in sealed]
        + [_sealed(w, f"{w.part} said by", w.said_by_sealed) for w in sealed]
    )
    for wording in wordings:
        wording.words, wording.said_by = wording.plain, wording.said_by_plain
    for number, wording in enumerate(sealed):
        wording.words, wording.said_by = opened[number], opened[number + len(sealed)]
    return wordings


def name_all(systems: Iterable[System], parts: Collection[Part] = OF_A_SYSTEM) -> list[System]:
    """
    The same systems with ``name``, ``purpose`` and ``boundary`` filled in, in two queries.

    :param parts: of a life, what nobody is shown need not be opened: a list asks for the names
        alone. What is not asked for is not filled in.
    """
    systems = list(systems)
    rows = Wording.objects.current().filter(of__in=[s.pk for s in systems], part__in=parts)
    by_part = {(w.of, w.part): w for w in open_wordings(rows)}
    for system in systems:
        for part in parts:
            said = by_part.get((system.pk, part))
            setattr(system, part, (said.words if said else "") if part == Part.NAME else said)
    return systems


def _sealed(wording: Wording, part: str, body: bytes | memoryview[int] | None) -> Sealed:
    return Sealed(
        life=wording.system_id,
        of=wording.id,
        part=part,
        version=wording.key_version or 0,
        body=bytes(body or b""),
    )
