"""Something about a look does not seem right to the person whose life it is."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader, System

from .relationships import SaidHow

CONCERN = kind("lives.concern", Station.UNDERSTAND, _("A question about a look"), here_only=True)


class Concerns(models.QuerySet["Concern"]):
    def open_to(self, reader: Reader) -> Concerns:
        """
        Whom it names may read it: who looked, and who was asked to look into it. It gives them no
        seat, and nothing else of the life. So may whoever reads it in the life itself.
        """
        named = Q(about=reader.person) | Q(asked=reader.person)
        return self.filter(named | Q(entry__in=Entry.objects.visible_to(reader)))

    def answered(self) -> Concerns:
        return self.filter(answered_at__isnull=False)

    def standing_in(self, life: System) -> Concerns:
        """Asked about looks at this life, and not taken back."""
        rows = self.filter(life=life, entry__withdrawn_at=None)
        return rows.select_related("about", "asked")

    def waiting_for(self, person: Person) -> Concerns:
        """Those this person was asked to look into and has not answered."""
        return self.filter(asked=person, answered_at=None, entry__withdrawn_at=None)


class Concern(models.Model):
    """
    A named, specific concern: one look, by one worker, that another named person looks into.

    The worker knows at the same moment, and can say how it was. The clock is on who was asked. The
    words of all three are in the entry: what the person said, how the worker says it was
    (``account``), and what the person is answered (``to_tellers``).
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    life = models.ForeignKey(System, models.CASCADE, related_name="+")
    look = models.UUIDField()
    about = models.ForeignKey(Person, models.CASCADE, related_name="+")
    asked = models.ForeignKey(Person, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    said_how = models.CharField(max_length=6, choices=SaidHow)
    said_at = models.DateTimeField(default=timezone.now)
    account_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Concerns.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(about=F("asked")), name="nobody_looks_into_themselves"
            ),
        ]
        indexes = [models.Index(fields=["asked", "answered_at"], name="concerns_asked_of")]

    def __str__(self) -> str:
        return f"concern {self.entry_id}"
