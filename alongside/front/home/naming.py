"""What systems are called, how words may be used, and the colour of things, as somebody reads."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.logbook.models import ASK, Ceiling, Entry
from alongside.foundation.systems.models import Part, Reader, System, name_all

# What the teller said, as somebody else reads it.
USES = {
    Ceiling.CLOSE: gettext_lazy("Kept close"),
    Ceiling.LEARN: gettext_lazy("To learn from, not to repeat"),
    Ceiling.QUOTED: gettext_lazy("Quoted without a name"),
    Ceiling.OPEN: gettext_lazy("Open"),
}


def colour_of(entry: Entry) -> str:
    """The station whose colour an entry wears; what is asked of others has its own."""
    return "ask" if entry.kind == ASK else entry.station


def may_be_used(entry: Entry) -> str:
    """How the teller lets these words be used."""
    return str(USES[Ceiling(entry.ceiling)]) if entry.ceiling else ""


def named(reader: Reader, systems: Iterable[System], opening: System | None = None) -> list[System]:
    """
    The same systems with their names; a life where the reader has no seat stays without one.

    :param opening: the system whose own page this is. Of any other life its name alone is opened.
    """
    systems = list(systems)
    lives = [s for s in systems if s.is_life and s is not opening]
    for life in lives:
        life.name, life.purpose, life.boundary = _("a life"), None, None
    name_all([life for life in lives if reader.sits_at(life.pk)], [Part.NAME])
    name_all([s for s in systems if not s.is_life or s is opening])
    return systems
