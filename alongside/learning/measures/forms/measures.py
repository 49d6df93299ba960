"""What is looked at, how it is counted, and whose burden that is."""

from typing import Any

from django import forms
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.addressing import AddressedForm
from alongside.foundation.ui.fields import Choice, Day, Line, Pick, Words, Yes
from alongside.learning.measures.models import FAMILY, Hoped, Kind, Measure, Often, Shape

KINDS: dict[str, tuple[str | Lazy, str | Lazy]] = {
    Kind.OUTCOME: (
        _("What changes for people"),
        _("What they would notice themselves: how long they wait, what comes right."),
    ),
    Kind.PROCESS: (
        _("Whether we do what we mean to"),
        _("How often the change was really made. Look here first."),
    ),
    Kind.BALANCING: (
        _("What might get worse elsewhere"),
        _("Something that could be harmed while the rest goes well."),
    ),
    Kind.EXPERIENCE: (
        _("How it is for those in it"),
        _("What people and staff say of it, counted with care."),
    ),
}
HOPES: dict[str, str | Lazy] = {
    Hoped.UNKNOWN: _("We do not know yet"),
    Hoped.UP: _("Up"),
    Hoped.DOWN: _("Down"),
    Hoped.NEITHER: _("Neither: we want it to stay about as it is"),
}
SHAPES: dict[str, tuple[str | Lazy, str | Lazy]] = {
    Shape.VALUE: (_("A number"), _("Days, pounds, minutes: 6.5 days in March.")),
    Shape.COUNT: (_("How many there were"), _("14 letters in March.")),
    Shape.SHARE: (_("So many out of so many"), _("40 of 50 were wrong in March.")),
    Shape.RATE: (_("So many for every so many"), _("3 falls for every 1,000 nights.")),
}


EVERY = (100, 1_000, 10_000, 100_000)


class Counted(forms.Form):
    """How it is counted: asked when it is begun, and when it is said anew."""

    definition = Words(
        label=_("How is it counted?"),
        help_text=_("So that two people would count alike: what counts, what does not, and when."),
        missing=_("Write how it is counted"),
        called=_("How it is counted"),
        draft="measure-definition",
        rows=3,
        most=2_000,
    )
    numerator = Line(
        label=_("What is counted?"),
        help_text=_("For example, claims that were wrong."),
        missing=_("Write what is counted"),
        required=False,
    )
    denominator = Line(
        label=_("Out of what?"),
        help_text=_("For example, all claims looked at that month."),
        missing=_("Write out of what it is counted"),
        required=False,
    )
    unit = Line(
        label=_("In what?"),
        help_text=_("The word that stands beside the number: days, letters, pounds."),
        called=_("The word"),
        most=40,
        required=False,
    )

    def out_of(self, shape: str, data: dict[str, Any]) -> None:
        """What is so many out of so many says so."""
        if shape not in (Shape.SHARE, Shape.RATE):
            return
        for name in ("numerator", "denominator"):
            if name not in self.errors and not data.get(name):
                self.add_error(name, str(self.fields[name].error_messages["required"]))


class BeginForm(Counted, AddressedForm):
    why = Words(
        label=_("What do you want to learn?"),
        help_text=_("The question comes first. Words from people may answer it better."),
        called=_("What you want to learn"),
        required=False,
        draft="measure-why",
        rows=2,
        most=1_000,
    )
    name = Line(
        label=_("What will you look at?"),
        help_text=_("For example, days until a claim is right."),
        missing=_("Write what you will look at"),
        called=_("What it is called"),
        most=120,
    )
    kind = Choice(
        label=_("What is it for?"),
        choices=[(kind.value, KINDS[kind][0]) for kind in FAMILY],
        hints={kind.value: KINDS[kind][1] for kind in FAMILY},
        missing=_("Choose what it is for"),
    )
    shape = Choice(
        label=_("What is one point?"),
        choices=[(shape.value, SHAPES[shape][0]) for shape in Shape],
        hints={shape.value: SHAPES[shape][1] for shape in Shape},
        missing=_("Choose what one point is"),
        initial=Shape.VALUE.value,
    )
    burden = Words(
        label=_("Who collects it, and what does that cost them?"),
        help_text=_("If it takes somebody’s time from people, is it worth that?"),
        missing=_("Write who collects it, and what that costs them"),
        called=_("Who collects it"),
        draft="measure-burden",
        rows=2,
        most=1_000,
    )
    hoped = Choice(
        label=_("Which way do you hope it goes?"),
        choices=list(HOPES.items()),
        missing=_("Choose which way you hope it goes, or that you do not know"),
        initial=Hoped.UNKNOWN.value,
    )
    often = Pick(
        label=_("How often is it counted?"),
        choices=Often.choices,
        nothing=_("Choose…"),
        missing=_("Choose how often it is counted"),
        initial=Often.MONTH.value,
    )
    per = Pick(
        label=_("For every how many?"),
        choices=[(str(many), f"{many:,}") for many in EVERY],
        nothing=_("It is not for every so many"),
        missing=_("Choose from the list"),
        required=False,
    )
    counts_people = Yes(
        label=_("Each one counted is a person, so small numbers are not shown"), required=False
    )
    source = Line(
        label=_("Where does it come from?"),
        help_text=_("For example, the diary of the visits."),
        called=_("Where it comes from"),
        required=False,
    )

    field_order = (
        "why",
        "name",
        "kind",
        "definition",
        "shape",
        "unit",
        "numerator",
        "denominator",
        "per",
        "counts_people",
        "burden",
        "often",
        "hoped",
    )

    def __init__(self, *args: Any, aid: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aid = aid
        if aid:
            del self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.out_of(data.get("shape", ""), data)
        data["per"] = int(data.get("per") or 0) or None
        if self.aid:
            data["kind"] = Kind.AID
        return data


class DefineForm(Counted):
    changed = Words(
        label=_("Why is it counted another way now?"),
        missing=_("Write why it is counted another way now"),
        called=_("Why"),
        draft="measure-changed",
        rows=2,
        most=1_000,
    )
    holds_from = Day(
        label=_("From which day?"),
        help_text=_("For example, 1 4 2026. Points from before stay counted as they were."),
        missing=_("Write from which day it holds"),
    )

    field_order = ("definition", "numerator", "denominator", "unit", "holds_from", "changed")

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure = measure
        if not measure.has_denominator:
            del self.fields["numerator"], self.fields["denominator"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.out_of(self.measure.shape, data)
        return data
