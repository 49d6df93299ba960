"""The questions asked when something is begun."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.addressing import AddressedForm
from alongside.foundation.systems.models import System
from alongside.foundation.ui.fields import Choice, Day, Words


class TryForm(AddressedForm):
    words = Words(
        label=_("What are you going to try?"),
        help_text=_("Small enough to begin soon. You can change it as you learn."),
        missing=_("Write what you are going to try"),
        called=_("What you are going to try"),
        draft="try",
        rows=4,
    )
    legal = Words(
        label=_("Is it legal?"),
        help_text=_("A few words. If a law stands in the way, say which: that is learning too."),
        missing=_("Is it legal? Answer in a few words"),
        called=_("The answer"),
        draft="try-legal",
        rows=2,
        most=2_000,
    )
    safe = Words(
        label=_("Is it safe?"),
        help_text=_(
            "A few words, for everybody it touches: what could go wrong, what we’ll put in place, "
            "and what goes wrong if nobody does anything."
        ),
        missing=_("Is it safe? Answer in a few words"),
        called=_("The answer"),
        draft="try-safe",
        rows=2,
        most=2_000,
    )
    their_say = Words(
        label=_("What does the person say about trying it?"),
        help_text=_("In their words."),
        missing=_("Write what the person says about trying it"),
        called=_("What they say"),
        draft="try-say",
        rows=2,
        most=2_000,
    )
    hope = Words(
        label=_("What do you hope to see?"),
        help_text=_("How would you notice that it helps, and that it makes something else worse?"),
        called=_("What you hope"),
        required=False,
        draft="try-hope",
        rows=3,
        most=2_000,
    )
    because = Choice(
        label=_("Because of what?"),
        missing=_("Choose one of these, or a hunch"),
        required=False,
    )
    until = Day(
        label=_("When shall we look at it again?"),
        help_text=_("For example, 3 3 2027. Nothing happens by itself on that day."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        system: System,
        reasons: Sequence[tuple[str, str, str]],
        own: bool,
        **kwargs: Any,
    ) -> None:
        """:param reasons: the id and the words of each reason, and what it is."""
        super().__init__(*args, system=system, **kwargs)
        reason: Any = self.fields["because"]
        offered = [(pk, words) for pk, words, _what in reasons]
        reason.choices = [*offered, ("", _("A hunch, or nothing in particular"))]
        reason.widget.hints = {pk: what for pk, _words, what in reasons}
        if not system.is_life:
            del self.fields["their_say"]
        elif own:
            say = self.fields["their_say"]
            say.label = _("What do you say about trying it?")
            say.help_text = _("It is your life: your own words.")
            say.error_messages["required"] = _("Write what you say about trying it")

    def keep(self, typed: Mapping[str, Any]) -> None:
        """What is typed so far stays in the boxes, asked for nothing yet."""
        for name, field in self.fields.items():
            self.initial[name] = field.widget.value_from_datadict(typed, {}, name)

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until is not None and until < timezone.localdate():
            raise forms.ValidationError(_("The day to look again must be today or later"))
        return until
