"""Keeping what was sent once, however often it was sent."""

from django.db import IntegrityError, transaction

from alongside.foundation.logbook.models import Entry, Sent
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import inside_a_verb
from alongside.foundation.vault.safe import keyed_hash


class SentBefore(Exception):
    """The same form was sent before, or in the same moment: this entry is what came of it."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry


def once(*, entry: Entry, token: str, words: str, by: Person) -> None:
    """
    This will note what a form was sent with, inside the verb that writes what came of it, so that
    the same sent twice is written once. Without a token nothing is noted.

    :param words: what was said in it: sent again with other words, it is another thing.
    :raises SentBefore: if it was sent before; the verb around it then writes nothing.
    """
    inside_a_verb(by=by)
    if not token:
        return
    sent = keyed_hash("sent", f"{by.pk}|{entry.system_id}|{token}|{words}")
    try:
        with transaction.atomic():
            Sent.objects.create(token=sent, entry=entry)
    except IntegrityError:
        before = Sent.objects.select_related("entry__system").get(token=sent)
        raise SentBefore(before.entry) from None
