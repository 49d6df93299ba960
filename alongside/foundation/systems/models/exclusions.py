"""Somebody has no seat at a table, whatever else gives them one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.vault.safe import keyed_hash


class Exclusions(models.QuerySet["Exclusion"]):
    def current(self) -> Exclusions:
        return self.filter(until=None)

    def by_name(self) -> Exclusions:
        """Those said to a person or an organisation, and not to an address somebody may have."""
        return self.filter(address=None)

    def to(self, holder: Person | Organisation | None) -> Exclusions:
        """Those said to them by name, or to the address that a person has now."""
        if not isinstance(holder, Person):
            return self.filter(organisation=holder)
        return self.filter(Q(person=holder) | Q(address=hash_of_address(holder.email)))


class Exclusion(models.Model):
    """
    A no, by name: this person or organisation has no seat here, whatever else gives them one.

    Said to an address of nobody they can name, it holds for whoever has it, now or one day, and
    stands here as it was typed: nobody is told if anybody has it. So it stands beside a no that was
    said to the same person by name, each taken back by itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey("systems.System", models.CASCADE, related_name="exclusions")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    address = models.BinaryField(max_length=32, null=True)  # a keyed hash
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)
    by = models.UUIDField()

    objects: ClassVar[Any] = Exclusions.as_manager()
    # Filled in by ``typed_all``, where it was said to an address.
    typed: str

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, organisation__isnull=False, address=None)
                | Q(person__isnull=False, organisation=None)
                | Q(organisation=None, address__isnull=False),
                name="one_excluded_by_name",
            ),
            models.UniqueConstraint(
                fields=["system", "address"], condition=Q(until=None), name="one_no_to_an_address"
            ),
            models.UniqueConstraint(
                fields=["system", "person"],
                condition=Q(until=None, address=None),
                name="one_no_to_a_person",
            ),
            models.UniqueConstraint(
                fields=["system", "organisation"],
                condition=Q(until=None),
                name="one_no_to_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"not {self.person_id or self.organisation_id} at {self.system_id}"

    @property
    def called(self) -> str:
        """To whom it was said, in the words of who said it."""
        return self.typed if self.address else str(self.person or self.organisation)


def hash_of_address(email: str) -> bytes:
    """How an address is kept that nobody may be found by."""
    return keyed_hash("no to an address", email.strip().casefold())
