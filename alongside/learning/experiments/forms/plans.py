"""The questions of a plan: a few at a time, each on a page of its own."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from alongside.foundation.ui.fields import Choice, Day, Pick, Several, Words
from alongside.learning.experiments.models import LEAST, MOST_BEFORE, AsWhat, Direction, Rules

from .numbers import Figure

DIRECTIONS: dict[str, str | Lazy] = {
    Direction.UP: _("It goes up"),
    Direction.DOWN: _("It goes down"),
    Direction.NEITHER: _("Neither: it stays about where it is"),
}
AS_WHAT: dict[str, str | Lazy] = {
    AsWhat.MAIN: _("One for each plan. What you expect is said of this one."),
    AsWhat.PROCESS: _("Look here first: if the change was not made, nothing else says much."),
    AsWhat.BALANCING: _("Something that could be harmed while the rest goes well."),
    AsWhat.EXPERIENCE: _("What people say of it."),
}
RULES: dict[str, tuple[str | Lazy, str | Lazy]] = {
    Rules.ANHOEJ: (
        _("Has it shifted?"),
        _("A run chart around the middle. It seldom cries wolf. From %d points before."),
    ),
    Rules.MDC: (
        _("Which points stand out?"),
        _("A chart with limits. It sees more, and cries wolf more often. From %d points before."),
    ),
}
WHY_NOW = _("Why do you change it now?")


class IdeaForm(forms.Form):
    """What is changed, and why people think it could work."""

    change = Words(
        label=_("What do you change?"),
        help_text=_("One thing, so that somebody new would know what to do differently."),
        missing=_("Write what you change"),
        called=_("What you change"),
        draft="plan-change",
        rows=3,
        most=2_000,
    )
    theory = Words(
        label=_("Why do you think it could work?"),
        help_text=_("If we do this, then that happens, because… A hunch is enough."),
        called=_("Why it could work"),
        required=False,
        draft="plan-theory",
        rows=4,
        most=4_000,
    )


class BeginPlanForm(IdeaForm):
    because = Several(
        label=_("Because of what?"),
        missing=_("Choose from the list"),
        required=False,
    )

    def __init__(self, *args: Any, reasons: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        because: Any = self.fields["because"]
        because.choices = list(reasons)
        if not reasons:
            del self.fields["because"]


class Why(forms.Form):
    """Once a plan is locked, every change of it says why."""

    def __init__(self, *args: Any, locked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if locked:
            self.fields["why"] = Words(
                label=WHY_NOW,
                help_text=_("The plan is locked. What changes is kept, and everybody sees why."),
                missing=_("Write why you change it now"),
                called=_("Why you change it"),
                rows=3,
                most=2_000,
            )


class SayAnewForm(Why, IdeaForm):
    pass


class ChooseForm(Why):
    measure = Pick(label=_("What do you look at?"), missing=_("Choose from the list"))
    as_what = Choice(
        label=_("What for?"),
        choices=AsWhat.choices,
        hints=AS_WHAT,
        missing=_("Choose what you look at it for"),
    )

    def __init__(
        self, *args: Any, measures: Sequence[tuple[str, str]], main: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        measure: Any = self.fields["measure"]
        measure.offer(measures)
        if main:
            as_what: Any = self.fields["as_what"]
            as_what.choices = [one for one in AsWhat.choices if one[0] != AsWhat.MAIN]


class NoBalancingForm(forms.Form):
    words = Words(
        label=_("Why do you look at nothing that might get worse?"),
        help_text=_(
            "Whatever changes takes time or care from something else. What did you think of?"
        ),
        missing=_("Write why you look at nothing that might get worse"),
        called=_("Why"),
        rows=3,
        most=2_000,
    )


class ExpectForm(forms.Form):
    direction = Choice(
        label=_("Which way do you expect it to go?"),
        choices=list(DIRECTIONS.items()),
        missing=_("Choose which way you expect it to go"),
    )
    low = Figure(label=_("By at least"), required=False)
    high = Figure(label=_("By at most"), missing=_("Write by how much at most"))
    starts_on = Day(
        label=_("When does the change begin?"),
        help_text=_(
            "For example, 3 3 2027. What was counted before that day shows what was ordinary."
        ),
        missing=_("Write the day the change begins"),
    )
    by_when = Day(
        label=_("By when do you expect to see it?"),
        help_text=_("For example, 3 6 2027. Nothing happens by itself on that day."),
        missing=_("Write by when you expect to see it"),
    )
    why = Words(
        label=_("Why do you expect it?"),
        missing=_("Write why you expect it"),
        called=_("Why you expect it"),
        draft="plan-why",
        rows=3,
        most=2_000,
    )

    def __init__(self, *args: Any, unit: str, later: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if unit:
            said = _("In %(unit)s.") % {"unit": _("percentage points") if unit == "%" else unit}
            self.fields["low"].help_text = self.fields["high"].help_text = said
        if later:
            del self.fields["starts_on"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        low, high = data.get("low"), data.get("high")
        if low is not None and high is not None and low > high:
            self.add_error("low", _("The least must not be more than the most"))
        starts, by_when = data.get("starts_on"), data.get("by_when")
        if starts and by_when and by_when < starts:
            self.add_error("by_when", _("By when must be after the change begins"))
        return data


class FixForm(Why):
    by_rules = Choice(
        label=_("How will you read the chart?"),
        choices=[(rules, label) for rules, (label, _hint) in RULES.items()],
        missing=_("Choose how you will read the chart"),
    )
    baseline = Figure(
        label=_("How many points before the change?"),
        help_text=_("They show what was ordinary. Write 0 if nothing was counted before."),
        whole=True,
        missing=_("Write how many points before the change, or 0"),
    )
    decide_on = Day(
        label=_("On which day do you decide what to do with it?"),
        help_text=_(
            "For example, 3 7 2027. You may stop sooner, at any time, to keep people safe."
        ),
        missing=_("Write the day you decide"),
    )

    field_order = ["by_rules", "baseline", "decide_on", "why"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget: Any = self.fields["by_rules"].widget
        widget.hints = {
            str(rules): str(hint) % LEAST[Rules(rules)] for rules, (_label, hint) in RULES.items()
        }

    def clean_baseline(self) -> int | None:
        baseline: int | None = self.cleaned_data["baseline"]
        if baseline is not None and baseline > MOST_BEFORE:
            says = _("Write a number of points up to %(most)s")
            raise forms.ValidationError(says % {"most": f"{MOST_BEFORE:,}"})
        return baseline


class ReasonForm(Why):
    """A button, and, once the plan is locked, why."""


class LockForm(forms.Form):
    """One button."""
