from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.logbook.models import Attachment, Entry
from alongside.foundation.people.models import Person


class WhyCovered(models.TextChoices):
    """The only two reasons for which words are left out of what a person is given of their own."""

    OTHERS = "others", _("It is about somebody else, who has not agreed")
    HARM = "harm", _("It could seriously harm them or somebody else")


class Coverings(models.QuerySet["Covering"]):
    def waiting_for(self, person: Person) -> Coverings:
        """What somebody is asked to look at as the second, and has not yet."""
        return self.filter(second=person, checked_at=None)


class Covering(models.Model):
    """
    A choice about words by or about somebody else, before the whole record is given out: kept as
    they are, or covered, and why. To cover takes two. The choice is for these words only: where
    they change, it is made anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    part = models.CharField(max_length=24)
    fingerprint = models.BinaryField(max_length=32)
    covers = models.BooleanField()
    why = models.CharField(max_length=6, choices=WhyCovered, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    second = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    # What the second said; nothing until they have.
    agreed = models.BooleanField(null=True)

    objects: ClassVar[Any] = Coverings.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "part"], name="one_choice_a_part"),
            models.CheckConstraint(
                condition=Q(covers=False, why="", second=None)
                | (Q(covers=True, second__isnull=False) & ~Q(why="")),
                name="covering_takes_two",
            ),
            models.CheckConstraint(
                condition=~Q(second=models.F("by")), name="the_second_is_another"
            ),
            models.CheckConstraint(
                condition=Q(agreed=None, checked_at=None)
                | Q(agreed__isnull=False, checked_at__isnull=False, covers=True),
                name="covering_checked_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} of {self.entry_id} {'covered' if self.covers else 'kept'}"

    @property
    def is_covered(self) -> bool:
        """Two said so."""
        return self.covers and bool(self.agreed)

    @property
    def waits(self) -> bool:
        """One said so, and the second has not looked yet."""
        return self.covers and self.agreed is None


def chosen_of(
    entries: Iterable[UUID],
    prints: Mapping[tuple[UUID, str], bytes],
    files: Mapping[UUID, list[Attachment]],
) -> dict[tuple[UUID, str], Covering]:
    """What was chosen about each part of these entries, as far as it holds still."""
    rows = Covering.objects.filter(entry__in=list(entries)).select_related("second")
    return {
        (one.entry_id, one.part): one
        for one in rows
        if _holds(one, prints.get((one.entry_id, one.part), b""), files.get(one.entry_id, []))
    }


def _holds(one: Covering, fingerprint: bytes, files: Iterable[Attachment]) -> bool:
    """
    A choice holds for the words it was made about; where they changed, it is none. Nor is one to
    give them out, where something was handed over with them since: nobody looked at that.
    """
    if bytes(one.fingerprint) != fingerprint:
        return False
    return one.covers or all(file.at <= one.at for file in files)
