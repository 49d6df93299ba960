"""What matters to somebody, line by line; conversations; and what was put right in either."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Organisation
from alongside.foundation.systems.models import Reader

from .relationships import SaidHow

LINE = kind("lives.line", Station.UNDERSTAND, _("What matters to me"), here_only=True)
CONVERSATION = kind("lives.conversation", Station.UNDERSTAND, _("A conversation"))


class Heading(models.TextChoices):
    """
    The headings of "About Me" (Professional Record Standards Body, version 1.2), with strengths
    and hopes, so that what somebody says here can go with them wherever that standard is read.
    """

    IMPORTANT = "important", _("What is most important to me")
    PEOPLE = "people", _("People who are important to me")
    STRENGTHS = "strengths", _("What I am good at")
    HOPES = "hopes", _("What I hope for")
    COMMUNICATE = "communicate", _("How I communicate")
    WELLNESS = "wellness", _("My wellness")
    PLEASE = "please", _("Please do, and please don’t")
    SUPPORT = "support", _("How and when to support me")
    ALSO = "also", _("Also worth knowing about me")


class Leading(models.QuerySet[Any]):
    def visible_to(self, reader: Reader) -> Leading:
        return self.filter(entry__in=Entry.objects.visible_to(reader), entry__withdrawn_at=None)

    def leading(self) -> Leading:
        """Those no newer version took the place of."""
        return self.exclude(entry__in=PutRight.objects.values("older"))


class Line(models.Model):
    """
    One thing that matters to somebody, under one heading.

    In their own words, or as somebody wrote it down, who is named. Who supported them to write it,
    if anybody did, is a word of its entry.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    heading = models.CharField(max_length=11, choices=Heading)
    own_words = models.BooleanField()
    said_how = models.CharField(max_length=6, choices=SaidHow)

    objects: ClassVar[Any] = Leading.as_manager()

    def __str__(self) -> str:
        return f"{self.heading} ({self.entry_id})"


class Conversation(models.Model):
    """Two people talked: what was said, as one of them noted it, or spoke it into their phone."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")

    objects: ClassVar[Any] = Leading.as_manager()

    def __str__(self) -> str:
        return f"conversation {self.entry_id}"


class PutRight(models.Model):
    """
    The person put something right, or says it is not so any more: what stood before folds away.

    Its words are deleted on the day it expires. Where a law says they must be kept longer, it is
    marked with which law (a word of the older entry), by whom, and until when.
    """

    older = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    newer = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="+")
    said_how = models.CharField(max_length=6, choices=SaidHow)
    kept_until = models.DateField()
    held_by = models.UUIDField(null=True)
    # Whose law it is: where whoever said so belonged as they said it.
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")
    gone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "things put right"
        constraints = [
            models.CheckConstraint(
                condition=Q(newer=None) | Q(newer__gt=F("older")), name="put_right_later"
            ),
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(held_by__isnull=False),
                name="a_law_keeps_it_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["newer"], name="lives_put_right")]

    def __str__(self) -> str:
        return f"{self.older_id} put right by {self.newer_id}"
