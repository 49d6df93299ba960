"""The questions of a story of money over time: a few words, and as many amounts as there are."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.logbook.addressing import AddressedForm
from alongside.foundation.systems.models import System
from alongside.foundation.ui.fields import Choice, Pick, Words
from alongside.foundation.ui.fields import Line as OneLine
from alongside.learning.experiments.money import (
    FIELDS,
    MIGHT,
    MOST_LINES,
    SPENT,
    Line,
    Unclear,
    money_from,
    said,
    when_from,
)

FEW = 2
SORTS = [
    (SPENT, gettext_lazy("It was spent")),
    (MIGHT, gettext_lazy("It might have come instead")),
]


class When(OneLine):
    """A year, a month or a day, as exactly as somebody knows."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return when_from(text) if text else ""
        except Unclear:
            raise ValidationError(
                _("Write when it was like “2019”, “March 2019” or “21 March 2019”")
            ) from None


class Money(OneLine):
    """An amount, as people write it."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return money_from(text) if text else None
        except Unclear:
            raise ValidationError(_("Write how much like “20,000” or “20 thousand”")) from None


def _line_fields() -> dict[str, forms.Field]:
    return {
        "when": When(
            label=gettext_lazy("When?"),
            help_text=gettext_lazy("A year, or a month and a year: March 2019."),
            called=gettext_lazy("When it was"),
            required=False,
            most=40,
            widget=forms.TextInput({"class": "govuk-input govuk-input--width-10"}),
        ),
        "what": OneLine(
            label=gettext_lazy("What for?"), called=gettext_lazy("What it was for"), required=False
        ),
        "amount": Money(
            label=gettext_lazy("How much, in pounds?"),
            called=gettext_lazy("How much"),
            required=False,
            most=30,
            widget=forms.TextInput({"class": "govuk-input govuk-input--width-10"}),
        ),
        "sort": Choice(
            label=gettext_lazy("Was it spent?"), choices=SORTS, required=False, initial=SPENT
        ),
        "source": OneLine(
            label=gettext_lazy("Where does this figure come from?"),
            help_text=gettext_lazy("An account, a published cost, somebody’s estimate: say whose."),
            called=gettext_lazy("Where it comes from"),
            required=False,
        ),
    }


class CostsForm(AddressedForm):
    words = Words(
        label=gettext_lazy("What happened, and what might have happened instead?"),
        help_text=gettext_lazy("As you would tell it to somebody. The money comes after."),
        missing=gettext_lazy("Write what happened"),
        called=gettext_lazy("What happened"),
        draft="costs",
        rows=5,
    )
    learnt = Words(
        label=gettext_lazy("What do you make of it?"),
        called=gettext_lazy("What you make of it"),
        required=False,
        draft="costs-learnt",
        rows=3,
        most=2_000,
    )
    their_say = Words(
        label=gettext_lazy("What does the person say about writing this down?"),
        help_text=gettext_lazy("In their words. Without their yes it is not written."),
        missing=gettext_lazy("Write what the person says about writing this down"),
        called=gettext_lazy("What they say"),
        draft="costs-say",
        rows=2,
        most=2_000,
    )
    because = Pick(
        label=gettext_lazy("Because of what?"),
        nothing=gettext_lazy("Nothing in particular"),
        missing=gettext_lazy("Choose from the list, or nothing in particular"),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        system: System,
        reasons: Sequence[tuple[str, str]],
        own: bool,
        lines: int = FEW,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, system=system, **kwargs)
        reason: Any = self.fields["because"]
        reason.offer(reasons)
        if not system.is_life:
            del self.fields["their_say"]
        elif own:
            say = self.fields["their_say"]
            say.label = _("What do you say about writing this down?")
            say.help_text = _("It is your life: your own words.")
            say.error_messages["required"] = _("Write what you say about writing this down")
        self.count = min(max(lines, 1), MOST_LINES)
        for number in range(1, self.count + 1):
            for name, field in _line_fields().items():
                field.said_optional = True  # type: ignore[attr-defined]
                self.fields[f"{name}-{number}"] = field

    def lines(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The questions about each amount, with its number."""
        return [
            (number, [self[f"{name}-{number}"] for name in FIELDS])
            for number in range(1, self.count + 1)
        ]

    @property
    def is_full(self) -> bool:
        return self.count >= MOST_LINES

    def keep(self, typed: Mapping[str, Any]) -> None:
        """What is typed so far stays in the boxes, asked for nothing yet."""
        for name, field in self.fields.items():
            self.initial[name] = field.widget.value_from_datadict(typed, {}, name)
        for number in range(1, self.count + 1):
            self.initial[f"sort-{number}"] = self.initial[f"sort-{number}"] or SPENT

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        lines = [self._line(number, data) for number in range(1, self.count + 1)]
        data["lines"] = [line for line in lines if line]
        if not data["lines"] and not self.errors:
            self.add_error("when-1", _("Write at least one amount: when, what for and how much"))
        return {name: value for name, value in data.items() if "-" not in name}

    def _line(self, number: int, data: dict[str, Any]) -> Line | None:
        """One amount; None for boxes that were left empty, and if something is missing."""
        typed: dict[str, Any] = {name: data.get(f"{name}-{number}") for name in FIELDS}
        wrong = any(f"{name}-{number}" in self.errors for name in FIELDS)
        if wrong or not any(typed[name] for name in FIELDS if name != "sort"):
            return None
        typed["sort"] = typed["sort"] or SPENT
        missing = [name for name in FIELDS if not typed[name]]
        for name in missing:
            self.add_error(f"{name}-{number}", MISSING[name])
        return None if missing else Line(**typed)


MISSING = {
    "when": gettext_lazy("Write when it was"),
    "what": gettext_lazy("Write what it was for"),
    "amount": gettext_lazy("Write how much it was"),
    "source": gettext_lazy("Write where this figure comes from"),
}


def as_typed(parts: Mapping[str, str], lines: Sequence[Line]) -> dict[str, str]:
    """What was told before, back in the boxes."""
    typed = {name: parts.get(name, "") for name in ("words", "learnt")}
    for number, line in enumerate(lines, 1):
        typed |= {
            f"when-{number}": line.said_when,
            f"what-{number}": line.what,
            f"amount-{number}": said(Decimal(line.amount)).lstrip("£"),
            f"sort-{number}": line.sort,
            f"source-{number}": line.source,
        }
    return typed
