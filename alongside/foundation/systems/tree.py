"""What sits within what: systems as a list inside a list, never with a life in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from .models import System, Within, name_all


@dataclass(frozen=True)
class Row:
    """
    A system in the list.

    :param depth: how many systems it is shown within.
    :param again: it sits within several; what it holds is listed where it came first.
    :param opens: a list begins with it.
    :param holds: others follow within it.
    :param closes: one for each list that ends after this row.
    """

    system: System
    depth: int
    again: bool = False
    opens: bool = False
    holds: bool = False
    closes: tuple[int, ...] = ()


def named(text: str = "") -> list[System]:
    """Every system that is not a life, by name; only those that say all of ``text``, if any."""
    wanted = text.casefold().split()
    systems = name_all(System.objects.not_lives())
    found = [system for system in systems if all(word in _says(system) for word in wanted)]
    return sorted(found, key=lambda system: system.name.casefold())


def _says(system: System) -> str:
    purpose = system.purpose.words if system.purpose else ""
    return f"{system.name} {purpose}".casefold()


def links() -> list[tuple[UUID, UUID]]:
    """``(inner, outer)`` of everything but lives."""
    rows = Within.objects.filter(inner__in=System.objects.not_lives())
    return list(rows.values_list("inner_id", "outer_id"))


def around(systems: Sequence[System], pairs: Iterable[tuple[UUID, UUID]]) -> dict[UUID, list[str]]:
    """The names of what each system sits within."""
    by_id = {system.pk: system for system in systems}
    found: dict[UUID, list[str]] = {}
    for inner, outer in pairs:
        if outer in by_id:
            found.setdefault(inner, []).append(by_id[outer].name)
    return {inner: sorted(names) for inner, names in found.items()}


def grow(systems: Sequence[System], pairs: Iterable[tuple[UUID, UUID]]) -> list[Row]:
    """
    Systems under what they sit within, in the order given.

    One row a link: a system within several is unfolded once.
    """
    by_id = {system.pk: system for system in systems}
    order = {pk: n for n, pk in enumerate(by_id)}
    inside: dict[UUID, list[UUID]] = {}
    for inner, outer in pairs:
        if inner in by_id and outer in by_id:
            inside.setdefault(outer, []).append(inner)
    held = {pk for some in inside.values() for pk in some}
    rows, unfolded = list[Row](), set[UUID]()
    waiting = [(pk, 0) for pk in reversed(order) if pk not in held]
    while waiting:
        pk, depth = waiting.pop()
        within = [] if pk in unfolded else sorted(inside.get(pk, []), key=order.__getitem__)
        rows.append(Row(by_id[pk], depth, again=pk in unfolded and pk in inside))
        waiting += [(each, depth + 1) for each in reversed(within)]
        unfolded.add(pk)
    return _nested(rows)


def _nested(rows: list[Row]) -> list[Row]:
    """The same rows, saying where a list inside the list begins and where lists end."""
    depths = [-1, *(row.depth for row in rows), 0]
    return [
        replace(
            row,
            opens=row.depth > before,
            holds=after > row.depth,
            closes=tuple(range(row.depth - after)),
        )
        for row, before, after in zip(rows, depths, depths[2:], strict=False)
    ]
