"""A life, a team, an organisation, a place or a country, and what each sits within."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.addresses import address
from alongside.foundation.kit.ids import uuid7

if TYPE_CHECKING:
    from .readers import Reader
    from .wordings import Wording


class Scale(models.TextChoices):
    """How large a system is. The page of a life and the page of a country have the same shape."""

    LIFE = "life", _("a life")
    TEAM = "team", _("a team")
    ORGANISATION = "organisation", _("an organisation")
    PLACE = "place", _("a place’s system")
    COUNTRY = "country", _("a country")


class Systems(models.QuerySet["System"]):
    def shown_to(self, reader: Reader) -> Systems:
        """Systems whose page this reader may open: any but lives, and lives they have a seat in."""
        return self.filter(~Q(scale=Scale.LIFE) | Q(pk__in=reader.systems))

    def not_lives(self) -> Systems:
        return self.exclude(scale=Scale.LIFE)


class System(models.Model):
    """
    A life, a team, an organisation, a place or a country: people around a table, with a purpose.

    What it is called, what it is for and where it ends are words, and live in ``Wording``.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scale = models.CharField(max_length=12, choices=Scale)
    founded_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = Systems.as_manager()

    # Filled in by ``name_all``: opening the words of many systems is one query, not one each.
    name: str
    purpose: Wording | None
    boundary: Wording | None

    def __str__(self) -> str:
        return f"{self.scale} {self.pk}"

    def get_absolute_url(self) -> str:
        return address("home:system", self.pk)

    @property
    def is_life(self) -> bool:
        return self.scale == Scale.LIFE


class Within(models.Model):
    """One system sits within another: a team in an organisation, a place in a country."""

    id = models.BigAutoField(primary_key=True)
    inner = models.ForeignKey(System, models.CASCADE, related_name="sits_within")
    outer = models.ForeignKey(System, models.CASCADE, related_name="holds")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inner", "outer"], name="within_once"),
            models.CheckConstraint(condition=~Q(inner=F("outer")), name="not_within_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.inner_id} within {self.outer_id}"
