"""
Which rows of audiences and of stubs reach a reader, written out as SQL over a row ``a``.

Nearly every query asks it, and somebody may have many seats. Each seat is matched whole.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from alongside.foundation.kit.ids import among, as_stored
from alongside.foundation.systems.models import INNER, Reader

# The values of ``models.Reach``.
US, TABLE, ANYONE = "us", "table", "anyone"


def addressed_to(reader: Reader) -> tuple[str, list[Any]]:
    """
    That a row ``a`` of audiences or of stubs reaches this reader. Each seat is matched whole.

    Written out, because nearly every query asks it, and somebody may have many seats.
    """
    parts, params = [f"a.reach = '{ANYONE}'"], list[Any]()
    whole = [seat for seat in reader.seats if not seat.categories]
    inner = [seat for seat in whole if seat.role in INNER]
    for reach, seats in ((TABLE, whole), (US, inner)):
        if seats:
            these, ids = among(seat.system_id for seat in seats)
            parts.append(f"a.reach = '{reach}' AND a.system_id {these}")
            params += ids
    for seat in reader.seats:
        if seat.categories:
            about = f"a.category IN ({_marks(seat.categories)})"
            parts.append(f"a.system_id = %s AND a.reach = '{TABLE}' AND {about}")
            params += [as_stored(seat.system_id), *seat.categories]
    return " OR ".join(f"({part})" for part in parts), params


def stubbed_for(reader: Reader) -> tuple[str, list[Any]]:
    """That a stub ``a`` is of something this reader could read: they sat there when it was left."""
    parts, params = [f"a.reach = '{ANYONE}'"], list[Any]()
    for seat in reader.seats:
        reaches = [TABLE, US] if seat.role in INNER else [TABLE]
        part = f"a.system_id = %s AND a.reach IN ({_marks(reaches)}) AND a.at >= %s"
        params += [as_stored(seat.system_id), *reaches, _moment(seat.since)]
        if seat.categories:
            part += f" AND a.category IN ({_marks(seat.categories)})"
            params += seat.categories
        parts.append(part)
    return " OR ".join(f"({part})" for part in parts), params


def _moment(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))
