"""The place this copy of Alongside serves, and what it has settled for itself."""

from django.db import models
from django.db.models import Q

from alongside.foundation.kit import small


class Place(models.Model):
    """The place this copy of Alongside serves. There is one."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    system = models.ForeignKey("systems.System", models.PROTECT, related_name="+")
    # Where people are counted, no smaller number is shown: somebody could be known by it.
    smallest = models.PositiveSmallIntegerField(default=small.SMALLEST)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_place"),
            models.CheckConstraint(
                condition=Q(smallest__gte=small.LEAST, smallest__lte=small.MOST),
                name="small_numbers_are_hidden",
            ),
        ]

    def __str__(self) -> str:
        return f"place {self.system_id}"


def smallest_shown() -> int:
    """Where people are counted, the smallest number that is shown in this place."""
    said = Place.objects.values_list("smallest", flat=True).first()
    return small.SMALLEST if said is None else said
