"""Somebody is asked to a table by their address."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.people.models import Person


class Invitations(models.QuerySet["Invitation"]):
    def open(self) -> Invitations:
        """Those no yes was said to yet, as whoever asked sees them: a no looks like no answer."""
        return self.exclude(yes=True).filter(taken_back_at=None)

    def waiting_for(self, person: Person) -> Invitations:
        """What somebody is asked and has not answered; where they said no they are not asked again
        by the same."""
        asked = self.filter(person=person, yes=None, taken_back_at=None)
        said_no = Invitation.objects.filter(
            person=person, yes=False, system=models.OuterRef("system"), by=models.OuterRef("by")
        )
        return asked.exclude(models.Exists(said_no))


class Invitation(models.Model):
    """
    Somebody who holds a table asks whoever has an address to sit there. They do with their yes.

    Whether anybody had that address before is not told: until then the table has only what was
    typed, which is a ``Wording`` as it is of a seat, and in a life sealed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey("systems.System", models.CASCADE, related_name="invitations")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    role = models.CharField(max_length=8)
    until = models.DateTimeField(null=True)
    at = models.DateTimeField(default=timezone.now)
    yes = models.BooleanField(null=True)
    said_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Invitations.as_manager()
    # Filled in by ``typed_all``; and by ``seat_all``, as of a seat.
    typed: str
    as_what: str
    for_what: str

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(yes=None, said_at=None) | Q(yes__isnull=False, said_at__isnull=False),
                name="invitation_answered_on_a_day",
            )
        ]
        indexes = [models.Index(fields=["person", "yes"], name="invitations_of_person")]

    def __str__(self) -> str:
        return f"{self.by_id} asks {self.person_id} to {self.system_id}"
