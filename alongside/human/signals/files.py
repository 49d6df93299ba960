"""
Signs out of a spreadsheet's file: the same checks as of a message, a row at a time. A calculation.

    layout = look_at(Path("signs.csv"))
    for row in read(Path("signs.csv"), layout, {"missed payment": "missed-payment"}, today): ...
"""

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import blake2b

from alongside.foundation.kit import csvfiles
from alongside.foundation.kit.csvfiles import Known, Layout, Rejected, Wrong, day_written
from alongside.foundation.kit.uploads import File
from alongside.foundation.kit.words import gettext as _

from . import signs
from .signs import Saying

DAYS = ("when", "expires", "born")
KNOWN = Known(
    {
        "what": "what sign signal event kind|what happened",
        "when": "when date on day|happened on|date of event",
        "expires": "expires expiry until|expires on|goes away on",
        "reference": "reference ref account|account number|reference number|account ref",
        "name": "name|full name",
        "address": "address|home address",
        "born": "born dob|date of birth|birth date",
    },
    {"what": "what happened", "when": "the day it happened", "expires": "the day it goes away"},
)


def look_at(file: File, renamed: Mapping[str, str] | None = None) -> Layout:
    """
    Which column is what. A file with an amount or a score in it is not read at all, whoever says
    that column is left out.

    :raises Unusable: if it is no such file.
    :raises Wrong: if a column is not one of those asked for.
    """
    layout = csvfiles.look_at(file, KNOWN, renamed or {})
    signs.only(layout.unread, KNOWN.fields)
    return layout


def read(
    file: File, layout: Layout, may_say: Mapping[str, str], today: date
) -> Iterator[tuple[str, Saying] | Rejected]:
    """
    Each row as a message with a key of its own, so that the same row is the same message. What is
    wrong is told by its line, never by its words.

    :param may_say: the signs agreed with the source, by their words in small letters.
    """
    for line, cells in csvfiles.records(file, layout):
        if isinstance(cells, Rejected):
            yield cells
            continue
        try:
            saying = _saying(csvfiles.said_in(cells, layout), may_say, today)
        except (Wrong, signs.Wrong) as wrong:
            yield Rejected(line, str(wrong))
        else:
            key = f"{saying.what}|{saying.on}|{saying.until}|{saying.who.written()}"
            yield f"row {blake2b(key.encode(), digest_size=16).hexdigest()}", saying


def _saying(said: dict[str, str], may_say: Mapping[str, str], today: date) -> Saying:
    what = said.get("what", "").strip()
    saying = signs.saying(
        {**said, "what": may_say.get(what.casefold(), what), **_days(said)}, today
    )
    if saying.what not in may_say.values():
        raise signs.Wrong(_("That is none of the signs agreed with this source."))
    return saying


def _days(said: Mapping[str, str]) -> dict[str, str]:
    """Days as a spreadsheet writes them, as a message has them."""
    written = {field: day_written(said.get(field, "").strip()) for field in DAYS}
    return {field: day.isoformat() for field, day in written.items() if day is not None}
