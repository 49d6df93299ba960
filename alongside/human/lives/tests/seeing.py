"""Who sees an entry, and an override that waits to be looked at."""

from datetime import timedelta

from django.utils import timezone

from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader
from alongside.human.lives.models import Override


def sees(who: Person, entry: Entry) -> bool:
    return Entry.objects.visible_to(Reader.of(who)).filter(pk=entry.pk).exists()


def waited(override: Override, days: int = 2) -> Override:
    """Whoever was named has had it for so long."""
    Override.objects.filter(pk=override.pk).update(at=timezone.now() - timedelta(days=days))
    override.refresh_from_db()
    return override
