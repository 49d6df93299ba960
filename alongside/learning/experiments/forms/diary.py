"""What was noticed, and what is done with it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from alongside.foundation.systems.models import System
from alongside.foundation.ui.fields import Choice, Several, Words, Yes
from alongside.learning.experiments.models import AT_ONCE, How

Choices = dict[str, tuple[str | Lazy, str | Lazy]]
CHOICES: Choices = {
    How.KEEP: (_("Embed it"), _("It is how we work now, until we learn what changes it.")),
    How.CHANGE: (_("Adapt it"), _("And try it another way: you can begin that next.")),
    How.LET_GO: (_("Let it go"), _("It has taught us something, and we go on without it.")),
    How.PAUSE: (_("Pause it"), _("For now, to look and to talk. It can be gone on with.")),
    How.STOP: (_("Stop it"), _("At once: it does harm, or it is not safe or not legal after all.")),
    How.GO_ON: (_("Go on with it"), _("We have looked, and it goes on.")),
    How.OFFER: (
        _("Offer it to others as a principle"),
        _("What we would say to somebody who wants to try something like it, without copying it."),
    ),
}
IN_A_LIFE: Choices = {
    How.KEEP: (_("Keep it"), _("Until we learn something that changes it.")),
    How.CHANGE: (_("Change it"), _("And try it another way: you can begin that next.")),
    How.LET_GO: (_("Let it go"), _("It has taught us something, and we stop.")),
}


class LearnForm(forms.Form):
    happened = Words(label=_("What happened?"), called=_("What happened"), draft="happened", rows=4)
    surprised = Words(
        label=_("What surprised you?"), called=_("What surprised you"), draft="surprised", rows=3
    )
    good = Words(label=_("What is good about it?"), called=_("What is good"), draft="good", rows=3)
    hard = Words(
        label=_("What is hard, or has got worse?"),
        help_text=_("Here or somewhere else. It is all learning, and nobody’s fault."),
        called=_("What is hard"),
        draft="hard",
        rows=3,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(data.values()):
            self.add_error("happened", _("Write what you noticed, in one of the boxes or several"))
        return data


class ConcludeForm(forms.Form):
    words = Words(
        label=_("What have you learnt, and what do you do now?"),
        help_text=_("Good and bad: it is all learning. It can be said anew at any time."),
        missing=_("Write what you have learnt, and what you do now"),
        called=_("What you have learnt"),
        draft="conclusion",
    )
    how = Choice(
        label=_("What do you do with it now?"),
        choices=[(how, label) for how, (label, _hint) in CHOICES.items()],
        hints={how: hint for how, (_label, hint) in CHOICES.items()},
        missing=_("Choose what you do with it now"),
    )
    surprised = Words(
        label=_("What surprised you?"),
        help_text=_("Others read this first."),
        called=_("What surprised you"),
        required=False,
        draft="conclusion-surprised",
        rows=3,
    )
    good = Words(
        label=_("What is good about it?"),
        called=_("What is good"),
        required=False,
        draft="conclusion-good",
        rows=3,
    )
    hard = Words(
        label=_("What is hard, or has got worse?"),
        help_text=_("Here or somewhere else. It helps whoever tries something like it."),
        called=_("What is hard"),
        required=False,
        draft="conclusion-hard",
        rows=3,
    )
    others = Several(
        label=_("If you offer it, to whom?"),
        help_text=_("They read what you have learnt, and make their own of it."),
        missing=_("Choose tables from the list"),
        required=False,
    )
    anyone = Yes(label=_("Anyone who signs in here"), required=False)
    to_tellers = Words(
        label=_("What shall we tell the people whose stories these are?"),
        help_text=_(
            "Somebody told a story that this came of, and was promised news. A sentence or two "
            "written for them: they read this, and nothing else on this page."
        ),
        missing=_("Write what the people whose stories these are will read"),
        called=_("What you tell them"),
        rows=3,
        most=1_000,
        draft="conclusion-tellers",
    )

    def __init__(
        self,
        *args: Any,
        near: Sequence[System],
        voices: bool,
        of_life: bool,
        paused: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.near = {str(other.pk): other for other in near}
        if voices:
            self.fields["to_tellers"].required = self.data.get("how") not in AT_ONCE
        else:
            del self.fields["to_tellers"]
        others: Any = self.fields["others"]
        others.choices = [(pk, other.name) for pk, other in self.near.items()]
        how: Any = self.fields["how"]
        if of_life:
            self._keep_within_the_life()
        elif not self.near:
            del self.fields["others"]
        if not paused:
            how.choices = [(value, label) for value, label in how.choices if value != How.GO_ON]

    def _keep_within_the_life(self) -> None:
        how: Any = self.fields["how"]
        how.choices = [(value, label) for value, (label, _hint) in IN_A_LIFE.items()]
        how.widget.hints = {value: hint for value, (_label, hint) in IN_A_LIFE.items()}
        for name in ("others", "anyone", "surprised", "good", "hard"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["others"] = [self.near[pk] for pk in data.get("others") or []]
        offered = data["others"] or data.get("anyone")
        if data.get("how") == How.OFFER and not offered and not self.errors:
            where = "others" if "others" in self.fields else "anyone"
            self.add_error(where, _("Choose whom you offer it to, by name or anyone"))
        return data
