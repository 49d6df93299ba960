from django.db import models
from django.utils import timezone


class LifeKey(models.Model):
    """
    The one key that opens the words of one life, itself wrapped by the site's key.

    Without this row nothing of that life can be read again, here or in any copy made of here.
    """

    life = models.UUIDField(primary_key=True)
    version = models.PositiveSmallIntegerField(default=1)
    wrapped = models.BinaryField()
    site_key = models.CharField(max_length=16)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"key {self.version} of {self.life}"
