from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils import timezone

from alongside.foundation.kit.ids import uuid7

from . import chains, merkle

# The chain of what belongs to no system: people, organisations, the place's own settings.
HOUSE = UUID(int=0)


class Event(models.Model):
    """
    Something that happened: who, what, when, to which thing. Ids only, never a word.

    Events are written once. Each carries the hash of the one before it in its chain (a chain a
    system), so that a changed byte, a missing row or another order shows.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chain = models.UUIDField()
    n = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    by = models.UUIDField(null=True)
    thing = models.UUIDField(null=True)
    # Canonical JSON kept as text, so that no byte of it can change without the hash noticing.
    data = models.TextField(default="{}")
    before = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "n"], name="one_event_a_place")]
        indexes = [models.Index(fields=["thing", "kind"], name="event_of_thing")]

    def __str__(self) -> str:
        return f"{self.kind} ({self.chain}, {self.n})"

    def hashed(self) -> bytes:
        """The hash this event must have, from its own columns."""
        return chains.link(
            bytes(self.before),
            id=self.id,
            chain=self.chain,
            n=self.n,
            at=self.at,
            kind=self.kind,
            by=self.by,
            thing=self.thing,
            data=self.data,
        )


class Head(models.Model):
    """Where a chain of events ends now. Locked last in a transaction, in the order of ids."""

    chain = models.UUIDField(primary_key=True)
    n = models.PositiveBigIntegerField(default=0)
    hash = models.BinaryField(max_length=32, default=bytes(32))

    def __str__(self) -> str:
        return f"{self.chain} at {self.n}"


class Leaf(models.Model):
    """
    How far one chain had come when a checkpoint was made: a leaf of the tree over the record.

    A chain's hash stands for all of it up to there. Leaves are written once, in the order of their
    places; every checkpoint adds one for each chain that has grown since the one before.
    """

    place = models.PositiveBigIntegerField(primary_key=True)
    chain = models.UUIDField()
    n = models.PositiveBigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "n"], name="one_leaf_a_stand")]

    def __str__(self) -> str:
        return f"{self.chain} at {self.n}"

    def hashed(self) -> bytes:
        """The hash of the leaf in the tree."""
        return merkle.leaf(f"{self.chain} {self.n} {bytes(self.hash).hex()}".encode())


class Checkpoint(models.Model):
    """
    A day's seal over the whole record: how long it was and what it came to, signed by this place.

    Whoever keeps a copy can show later that nothing before it was cut off or changed.
    """

    number = models.PositiveIntegerField(primary_key=True)
    day = models.DateField(unique=True)
    size = models.PositiveBigIntegerField()
    note = models.TextField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(note=""), name="signed")]

    def __str__(self) -> str:
        return f"checkpoint {self.number} of {self.day}"


class Followups(models.QuerySet["Followup"]):
    def waiting(self) -> "Followups":
        """Those whose moment has come and that are not done."""
        return self.filter(done_at=None, due__lte=timezone.now())


class Followup(models.Model):
    """Something that is to follow from an event: a reaction, or a clock. May be tried again."""

    id = models.BigAutoField(primary_key=True)
    event = models.UUIDField()
    what = models.CharField(max_length=120)
    due = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[Any] = Followups.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "what"], name="followed_up_once")]
        indexes = [
            models.Index(fields=["due"], name="followups_waiting", condition=models.Q(done_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.what} after {self.event}"
