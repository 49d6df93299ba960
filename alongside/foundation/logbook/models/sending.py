"""What was sent, so that it is kept once."""

from django.db import models

from .entries import Entry


class Sent(models.Model):
    """
    A form was sent, and this came of it. Each form carries a token of its own: sent twice at once,
    as when somebody presses twice, the database lets one of them be written.
    """

    id = models.BigAutoField(primary_key=True)
    token = models.BinaryField(max_length=32, unique=True)  # a keyed hash
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"what {self.entry_id} was sent with"
