"""Who is up for trying it: by invitation, and a yes or nothing."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.people.models import Person

from .experiments import Experiment


class Says(models.TextChoices):
    """What somebody invited says. A no needs no reason, and nobody is shown who said it."""

    YES = "yes", _("I’m up for it")
    NO = "no", _("Not for me")


class Invitations(models.QuerySet["Invited"]):
    def up_for_it(self) -> Invitations:
        return self.filter(says=Says.YES)

    def waiting(self) -> Invitations:
        return self.filter(says="")


class Invited(models.Model):
    """
    Somebody is asked by name whether they are up for trying it. They say yes, or nothing need come
    of it: whoever looks sees who was asked and who is up for it, and no more.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    experiment = models.ForeignKey(Experiment, models.CASCADE, related_name="invited")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    says = models.CharField(max_length=3, choices=Says, blank=True)

    objects: ClassVar[Any] = Invitations.as_manager()

    class Meta:
        verbose_name_plural = "invited"
        constraints = [
            models.UniqueConstraint(fields=["experiment", "person"], name="invited_to_try_once")
        ]
        indexes = [models.Index(fields=["person"], condition=Q(says=""), name="asked_to_try")]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.experiment_id}"
