"""What a law keeps of a life that was erased: some words, apart from all else, for a while."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.kit.files import Sort, sort_of
from alongside.foundation.kit.ids import uuid7
from alongside.foundation.people.models import Membership, Organisation, Person
from alongside.foundation.record.actions import Look
from alongside.foundation.vault.safe import Sealed, open_bytes


class HeldRows(models.QuerySet["HeldApart"]):
    def visible_to(self, person: Person) -> HeldRows:
        """
        Whose words they are; and whoever said that the law keeps them, for as long as they belong
        to the organisation it binds. Once they left it, whoever set that organisation up here.
        """
        works = Membership.objects.current().filter(organisation=models.OuterRef("organisation"))
        here = models.Exists(works.filter(person=person))
        holder = models.Exists(works.filter(person=models.OuterRef("held_by")))
        founder = Q(organisation__founded_by=person) & ~holder
        theirs = HeldFor.objects.filter(person=person).values("held")
        return self.filter(Q(pk__in=theirs) | here & (Q(held_by=person) | founder))


class HeldApart(models.Model):
    """
    Words of an erased life that a law keeps until a day, sealed with a key of their own.

    Nothing here tells which life that was, or what stood beside them. On the day, or when the
    organisation says that the law asks no longer, the key and the row go.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    held_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    kept_until = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = HeldRows.as_manager()
    # Filled in by ``with_laws``.
    law: str

    def __str__(self) -> str:
        return f"kept until {self.kept_until}"

    def get_absolute_url(self) -> str:
        return reverse("lives:held", args=[self.pk])


class HeldFor(models.Model):
    """Somebody whose words they are: they see what is kept, by which law, and who opened it."""

    held = models.ForeignKey(HeldApart, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["held", "person"], name="held_for_each_once")
        ]

    def __str__(self) -> str:
        return f"{self.held_id} of {self.person_id}"


class HeldPart(models.Model):
    """One part of what is kept: some words, the name of the law, or a recording."""

    held = models.ForeignKey(HeldApart, models.CASCADE, related_name="parts")
    part = models.CharField(max_length=24)
    sort_slug = models.CharField(max_length=8, blank=True)
    sealed = models.BinaryField()
    key_version = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager[HeldPart]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["held", "part"], name="one_held_body_a_part")
        ]

    def __str__(self) -> str:
        return f"{self.part} of {self.held_id}"

    @property
    def sort(self) -> Sort:
        return sort_of(self.sort_slug)


def with_laws(held: list[HeldApart], look: Look) -> list[HeldApart]:
    """These with the name of the law that keeps each."""
    for one in held:
        look.saw(one.pk, [])
    parts = list(HeldPart.objects.filter(held__in=held, part="law"))
    laws = {part.held_id: law.decode() for part, law in zip(parts, _open(parts), strict=True)}
    for one in held:
        one.law = laws.get(one.pk, "")
    return held


def words_kept(held: HeldApart, look: Look) -> dict[str, str]:
    """The words themselves, part by part."""
    look.saw(held.pk, [])
    parts = list(held.parts.filter(sort_slug="").order_by("pk"))
    return {part.part: body.decode() for part, body in zip(parts, _open(parts), strict=True)}


def recording_kept(part: HeldPart, look: Look) -> bytes:
    """A file, as it was handed over."""
    look.saw(part.held_id, [])
    return _open([part])[0]


def _open(parts: list[HeldPart]) -> list[bytes]:
    return open_bytes([_sealed(part, part.held_id) for part in parts])


def _sealed(part: HeldPart, held: UUID) -> Sealed:
    version, body = part.key_version, bytes(part.sealed)
    return Sealed(life=held, of=held, part=part.part, version=version, body=body)
