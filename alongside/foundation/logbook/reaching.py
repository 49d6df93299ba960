"""
Which rows of audiences and of stubs reach a reader, written out as SQL over a row ``a``.

Nearly every query asks it, and somebody may have many seats. Each seat is matched whole.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import connection

from alongside.foundation.kit.ids import among, as_array, as_stored, has_arrays
from alongside.foundation.systems.models import INNER, Held, Reader

# The values of ``models.Reach``.
US, TABLE, ANYONE = "us", "table", "anyone"


def addressed_to(reader: Reader) -> tuple[str, list[Any]]:
    """
    That a row ``a`` of audiences or of stubs reaches this reader. Each seat is matched whole.

    Written out, because nearly every query asks it, and somebody may have many seats.
    """
    whole = [seat for seat in reader.seats if not seat.categories]
    narrow = [seat for seat in reader.seats if seat.categories]
    at_table, these = among(seat.system_id for seat in whole)
    close, few = among(seat.system_id for seat in whole if seat.role in INNER)
    about, some = _about(narrow)
    reaches = f"""
        a.reach = '{ANYONE}' OR (a.reach = '{TABLE}' AND (a.system_id {at_table} OR {about}))
        OR (a.reach = '{US}' AND a.system_id {close})
    """
    return reaches, [*these, *some, *few]


def _about(seats: Sequence[Held]) -> tuple[str, list[Any]]:
    """
    That it is at the table of one of these and about something that this seat is about. As arrays
    where there are such, so that the question is the same for everybody.
    """
    if not has_arrays():
        each = [f"(a.system_id = %s AND a.category IN ({_marks(s.categories)}))" for s in seats]
        values = [[as_stored(seat.system_id), *seat.categories] for seat in seats]
        return " OR ".join(each) or "1 = 0", list(chain.from_iterable(values))
    listed = "unnest(%s::uuid[], string_to_array(%s, ',')) AS seat(system, categories)"
    # Life in general is the empty category, and an array of it alone would be an empty one.
    of_one = "'c' || a.category = ANY(string_to_array(seat.categories, ' '))"
    about = ",".join(" ".join([f"c{category}" for category in s.categories]) for s in seats)
    here = f"EXISTS (SELECT 1 FROM {listed} WHERE seat.system = a.system_id AND {of_one})"
    return here, [as_array(seat.system_id for seat in seats), about]


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
