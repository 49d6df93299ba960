"""What is handed over with an entry."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from alongside.foundation.kit.files import Sort, sort_of
from alongside.foundation.kit.ids import uuid7

from .entries import Entry


class Attachment(models.Model):
    """
    A file that goes with an entry: a picture, a letter, a recording of a voice.

    It is in the database like the words: so it is written with them or not at all, it is in every
    copy they are in, and it is gone when they are. Of a life its name and its bytes are sealed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="attachments")
    sort_slug = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    name_plain = models.CharField(max_length=100, blank=True)
    name_sealed = models.BinaryField(null=True)
    body = models.BinaryField()  # sealed where there is a version of the key
    key_version = models.PositiveSmallIntegerField(null=True)

    objects: ClassVar[models.Manager["Attachment"]] = models.Manager()
    # Filled in by ``reading.attachments_of``.
    name: str

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(name_sealed=None, key_version=None)
                | Q(name_plain="", name_sealed__isnull=False, key_version__isnull=False),
                name="attachment_plain_or_sealed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sort_slug} with {self.entry_id}"

    def part(self, which: str) -> str:
        """Where its name or its bytes belong, for sealing them: in this entry and no other."""
        return f"{which} in {self.entry_id}"

    @property
    def sort(self) -> Sort:
        return sort_of(self.sort_slug)
