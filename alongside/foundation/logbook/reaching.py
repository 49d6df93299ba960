"""
Which rows of audiences and of stubs reach a reader, written out as SQL over a row ``a``.

Nearly every query asks it, and somebody may have many seats. Each seat is matched whole.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.foundation.kit.ids import among, as_array, as_stored, has_arrays
from alongside.foundation.systems.models import INNER, Reader

# The values of ``models.Reach``.
US, TABLE, ANYONE = "us", "table", "anyone"


def addressed_to(reader: Reader) -> tuple[str, list[Any]]:
    """
    That a row ``a`` of audiences or of stubs reaches this reader. Each seat is matched whole.

    Written out, because nearly every query asks it, and somebody may have many seats.
    """
    whole = [seat for seat in reader.seats if not seat.categories]
    narrow = [(seat.system_id, about) for seat in reader.seats for about in seat.categories]
    at_table, these = among(seat.system_id for seat in whole)
    close, few = among(seat.system_id for seat in whole if seat.role in INNER)
    about, some = _about_one_of(narrow)
    reaches = f"""
        a.reach = '{ANYONE}' OR (a.reach = '{TABLE}' AND (a.system_id {at_table} OR {about}))
        OR (a.reach = '{US}' AND a.system_id {close})
    """
    return reaches, [*these, *some, *few]


def _about_one_of(pairs: Sequence[tuple[UUID, str]]) -> tuple[str, list[Any]]:
    """
    "Is of one of these tables and about that", for seats that are about some things. As arrays
    where there are such, so that the question is the same for everybody.
    """
    if has_arrays():
        listed = "unnest(%s::uuid[], string_to_array(%s, ','))"
        # Life in general is the empty category, and an array of it alone would be an empty one.
        about = ",".join(f"c{category}" for _table, category in pairs)
        these = as_array(table for table, _category in pairs)
        return f"(a.system_id, 'c' || a.category) IN (SELECT * FROM {listed})", [these, about]
    one = "a.system_id = %s AND a.category = %s"
    values = [value for table, about in pairs for value in (as_stored(table), about)]
    return " OR ".join([f"({one})"] * len(pairs)) or "1 = 0", values


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
