"""What a life keeps beside its words: who speaks with the person, and who reads one thing."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.clocks import on_day
from alongside.foundation.record.actions import Look
from alongside.foundation.systems.models import Reader, System

from .freedoms import Backing
from .voices import SpeaksWith
from .whole import Kept, also_kept


@also_kept
def voices_kept(_reader: Reader, life: System, _look: Look) -> Kept:
    """Who spoke with them, why, and from when until when."""
    rows = SpeaksWith.objects.filter(life=life).select_related("person").order_by("since")
    said = gettext("%(who)s, because %(why)s, from %(since)s until %(until)s")
    return Kept(
        _("Who spoke with you"),
        [
            said
            % {
                "who": one.person.name,
                "why": one.get_because_display(),
                "since": on_day(one.since),
                "until": on_day(one.ended_at or one.until),
            }
            for one in rows
        ],
    )


@also_kept
def backings_kept(_reader: Reader, life: System, _look: Look) -> Kept:
    """Who was asked to stand behind something, since when until when, and what they said."""
    rows = Backing.objects.filter(freedom__entry__system=life).select_related("person")
    return Kept(_("Who read one thing you want to do"), list(map(_line, rows.order_by("at"))))


def _line(one: Backing) -> str:
    until = on_day(one.taken_back_at) if one.taken_back_at else ""
    since = f"{on_day(one.at)} – {until}" if until else on_day(one.at)
    return " · ".join(filter(None, [one.person.name, since, str(one.get_says_display())]))
