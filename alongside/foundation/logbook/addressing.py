"""Whom something is written for: the question every room asks alike, and what bounds it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.functional import Promise as Lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.systems.models import Category, Reader, System
from alongside.foundation.ui.fields import Choice, Pick, Several

from .models import Audience, Entry, Reach

# What stands for life in general in a form, where an empty answer would be none.
GENERAL = "general"

HINTS: dict[str, str | Lazy] = {
    Reach.US: gettext_lazy("The stewards of this table only."),
    Reach.TABLE: gettext_lazy("Everyone with a seat at this table."),
    Reach.ANYONE: gettext_lazy("Everyone who signs in here. Say nothing that gives somebody away."),
}
IN_A_LIFE: dict[str, tuple[str | Lazy, str | Lazy]] = {
    Reach.US: (
        gettext_lazy("Just us"),
        gettext_lazy("Whose life it is, and who walks alongside."),
    ),
    Reach.TABLE: (
        gettext_lazy("The people alongside"),
        gettext_lazy("Everyone with a seat in this life."),
    ),
}


def addressed(entry: Entry) -> tuple[str, list[System]]:
    """How far an entry reaches at its own table, and the others it is addressed to by name."""
    rows = list(Audience.objects.filter(entry=entry).select_related("system").order_by("pk"))
    own = {row.reach for row in rows if row.system_id == entry.system_id}
    reach = next((r for r in (Reach.ANYONE, Reach.TABLE) if r in own), Reach.US)
    return reach, [row.system for row in rows if row.system_id != entry.system_id]


def may_reach(reader: Reader, system: System, reach: str, others: Sequence[System]) -> bool:
    """
    "Just us" is for the few who hold a table. What is written in a life reaches no further than
    the people alongside it: beyond that, it is shared more widely, with the person's yes.
    """
    if reach == Reach.US:
        return reader.is_inner(system.pk) and not others
    return not system.is_life or (reach == Reach.TABLE and not others)


def may_rest_on(system: System, because: Iterable[Entry]) -> bool:
    """What was said in a life stays in it, until it is shared more widely with the person's yes."""
    return all(not of.of_life or of.system_id == system.pk for of in because)


def open_to(reader: Reader, system: System) -> list[str]:
    """What somebody may write about at a table: everything, or what their seats are for."""
    seats = [seat for seat in reader.seats if seat.system_id == system.pk]
    if any(not seat.categories for seat in seats):
        return list(Category.values)
    named = {category for seat in seats for category in seat.categories}
    return [category for category in Category.values if category in named]


def others_near(reader: Reader, system: System) -> list[System]:
    """
    The other tables something here may be addressed to by name: those the reader sits at, and
    those this one sits within or that sit within it. Never a life.
    """
    near = (
        Q(pk__in=reader.systems)
        | Q(holds__inner=system)
        | Q(sits_within__outer=system)
        | Q(sits_within__outer__holds__inner=system)
    )
    found = System.objects.not_lives().filter(near).exclude(pk=system.pk)
    return list(found.distinct().order_by("pk"))


def let_through(
    reader: Reader,
    system: System,
    *,
    because: Iterable[Entry] = (),
    reach: str = Reach.TABLE,
    others: Sequence[System] = (),
    category: str = "",
) -> None:
    """:raises Refused: if it would leave a life, or is for whom its writer may not write."""
    if not may_rest_on(system, because):
        raise Refused(
            _(
                "Some of this was said in somebody’s life, and stays there. With their yes, share "
                "it more widely first, and then choose what was shared."
            )
        )
    if not may_reach(reader, system, reach, others) or any(other.is_life for other in others):
        raise Refused(_("It cannot be written for them from here. Choose who can read this."))
    if category not in open_to(reader, system):
        raise Refused(_("Choose what this is about: something your seat here is for."))


class AddressedForm(forms.Form):
    """What a form asks about who can read something, as far as there is a choice."""

    def __init__(
        self, *args: Any, system: System, reader: Reader, near: Sequence[System] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.near = {str(other.pk): other for other in near}
        self._ask_what_about(system, open_to(reader, system))
        self._ask_who_reads(system, reader)

    def _ask_what_about(self, system: System, about: Sequence[str]) -> None:
        if not system.is_life and Category.GENERAL in about:
            return
        labels = dict(Category.choices)
        choices = [(value or GENERAL, capfirst(labels[value])) for value in about]
        self.fields["category"] = Pick(
            label=_("What is it about?"),
            help_text=_("Somebody whose seat is for one thing only reads what is about that."),
            choices=choices,
            missing=_("Choose what it is about"),
            initial=choices[0][0] if choices else "",
        )

    def _ask_who_reads(self, system: System, reader: Reader) -> None:
        reaches = [reach for reach in Reach if may_reach(reader, system, reach, [])]
        if len(reaches) > 1:
            life = system.is_life
            self.fields["reach"] = Choice(
                label=_("Who can read this?"),
                choices=[
                    (r.value, IN_A_LIFE[r][0] if life else capfirst(r.label)) for r in reaches
                ],
                hints={r.value: IN_A_LIFE[r][1] if life else HINTS[r] for r in reaches},
                missing=_("Choose who can read this"),
                initial=Reach.TABLE.value,
            )
        if self.near and not system.is_life:
            self.fields["others"] = Several(
                label=_("And these other tables?"),
                choices=[(pk, other.name) for pk, other in self.near.items()],
                missing=_("Choose tables from the list"),
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "category" in data:
            data["category"] = "" if data["category"] == GENERAL else data["category"]
        data["others"] = [self.near[pk] for pk in data.get("others") or []]
        return data
