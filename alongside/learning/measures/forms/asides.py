"""What is written beside the points."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.clocks import on_day
from alongside.foundation.ui.fields import Day, Pick, Words, Yes


class NoteForm(forms.Form):
    words = Words(
        label=_("What happened, or what do others count?"),
        help_text=_("For example: the national figure was 92 in June, from the yearly survey."),
        missing=_("Write the note"),
        called=_("The note"),
        draft="measure-note",
        rows=3,
        most=1_000,
    )
    on = Day(
        label=_("When was it?"),
        help_text=_("For example, 3 3 2026. The note stands on the chart at that day."),
        missing=_("Write when it was"),
    )


class OfPeriods(forms.Form):
    """A form that asks about one of the points."""

    asks = ""

    def __init__(self, *args: Any, periods: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields[self.asks]
        field.offer([(day.isoformat(), on_day(day)) for day in reversed(periods)])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get(self.asks):
            data[self.asks] = date.fromisoformat(data[self.asks])
        return data


class AsideForm(OfPeriods):
    asks = "period"

    period = Pick(label=_("Which point?"), missing=_("Choose which point"))
    words = Words(
        label=_("Why is it set aside?"),
        help_text=_("Something that had nothing to do with the work, and will not come again."),
        missing=_("Write why it is set aside"),
        called=_("Why"),
        draft="measure-aside",
        rows=3,
        most=1_000,
    )


class FreezeForm(OfPeriods):
    asks = "base_until"

    base_until = Pick(
        label=_("Which was the last point before the change?"),
        missing=_("Choose the last point before the change"),
    )
    words = Words(
        label=_("What are you holding the limits still for?"),
        missing=_("Write what you hold the limits still for"),
        called=_("What it is for"),
        draft="measure-freeze",
        rows=2,
        most=1_000,
    )
    because = Pick(
        label=_("Is it something you are trying?"),
        nothing=_("No, or it is not written down here"),
        missing=_("Choose from the list, or no"),
        required=False,
    )

    def __init__(self, *args: Any, tries: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        because: Any = self.fields["because"]
        because.offer(tries)
        if not tries:
            del self.fields["because"]


class RollingForm(forms.Form):
    """
    Somebody's word that these are no rolling averages, or that they may be after all. The page says
    which of the two it asks, so that what was sent twice does not take itself back.
    """

    maybe = forms.BooleanField(required=False, widget=forms.HiddenInput)

    words = Words(
        label=_("How do you know?"),
        help_text=_("Everybody who looks at the chart can read it."),
        missing=_("Write how you know"),
        called=_("How you know"),
        draft="measure-rolling",
        rows=3,
        most=1_000,
    )


def _answer(label: Any, help_text: Any, draft: str) -> Words:
    return Words(
        label=label,
        help_text=help_text,
        missing=_("Answer in a few words; if it is not a yes, leave the limits as they are"),
        called=_("The answer"),
        draft=draft,
        rows=2,
        most=1_000,
    )


class ResetForm(OfPeriods):
    """Wheeler's four questions. Whether all four are a yes is for the verb to say."""

    asks = "starts"

    starts = Pick(
        label=_("From which point on?"),
        missing=_("Choose the first point of the new limits"),
    )
    differently = _answer(
        _("Do the points behave differently now?"),
        _("What you see: a long run, a step, less up and down."),
        "reset-differently",
    )
    reason = _answer(
        _("Do you know why?"),
        _("What changed, and how you know that it was this."),
        "reset-reason",
    )
    desirable = _answer(
        _("Is it what you want?"),
        _("If it is not, work on what made it so, and leave the limits."),
        "reset-desirable",
    )
    expected = _answer(
        _("Do you expect it to go on?"),
        _("What will keep it so, when nobody looks."),
        "reset-expected",
    )
    differently_yes = Yes(label=_("Yes, they do"), required=False)
    reason_yes = Yes(label=_("Yes, we know"), required=False)
    desirable_yes = Yes(label=_("Yes, it is"), required=False)
    expected_yes = Yes(label=_("Yes, we do"), required=False)

    QUESTIONS = ("differently", "reason", "desirable", "expected")

    def asked(self) -> list[tuple[Any, Any]]:
        """Each question with its box to tick."""
        return [(self[name], self[f"{name}_yes"]) for name in self.QUESTIONS]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        ticked = {name for name in self.QUESTIONS if data.pop(f"{name}_yes", False)}
        return data | {"yes": ticked}


class KeepForm(forms.Form):
    words = Words(
        label=_("Why do you keep it?"),
        help_text=_("For example: what we knew when we decided to go on."),
        called=_("Why"),
        required=False,
        draft="measure-keep",
        rows=2,
        most=1_000,
    )
