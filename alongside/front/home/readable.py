"""What belongs to entries that somebody may read, asked row by row."""

from django.db.models import Exists, OuterRef

from alongside.foundation.logbook.models import Entry
from alongside.foundation.systems.models import Reader


def readable(reader: Reader, entry: str = "entry") -> Exists:
    """
    That the entry of this row is the reader's to read and was not taken back.

    For queries that begin at few rows of their own: each is looked up, however many entries there
    are. (As ``entry__in=`` some databases go through every entry there is first.)
    """
    mine = Entry.objects.visible_to(reader).filter(pk=OuterRef(entry), withdrawn_at=None)
    return Exists(mine)
