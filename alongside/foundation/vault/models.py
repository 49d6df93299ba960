from django.db import models
from django.utils import timezone


class Wrapped(models.Model):
    """A key as the database keeps it: wrapped by the site key of that name."""

    wrapped = models.BinaryField()
    site_key = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class LifeKey(Wrapped):
    """
    The one key that opens the words of one life, itself wrapped by the site's key.

    Without this row nothing of that life can be read again, here or in any copy made of here.
    """

    life = models.UUIDField(primary_key=True)
    version = models.PositiveSmallIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["site_key"], name="life_keys_by_site_key")]

    def __str__(self) -> str:
        return f"key {self.version} of {self.life}"


class HashKey(Wrapped):
    """
    The key of every keyed hash here: of words, of codes on cards, of who somebody is known by.

    There is one, made at first use. It stays the same when the site key changes, so that what was
    hashed before is still found.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_hash_key")]

    def __str__(self) -> str:
        return "the key of keyed hashes"


class Erasure(models.Model):
    """
    A life that was erased, when, and by whom: ids, so that nothing of it is known but that.

    The ledger file says the same outside the database, for when an older one is restored.
    """

    life = models.UUIDField(primary_key=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.UUIDField(null=True)

    def __str__(self) -> str:
        return f"{self.life} erased"
