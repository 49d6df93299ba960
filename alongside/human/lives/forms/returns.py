"""What an office asks for, drafted, for somebody to check and put right."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from alongside.foundation.ui.fields import Day, Line, Pick, Several, Yes
from alongside.human.lives.drafting import DAY, ONE, SEVERAL, Draft

PREFIX = "asked_"


class ReturnForm(forms.Form):
    """One question for each thing asked for, with where its draft came from. Any may stay empty."""

    def __init__(self, *args: Any, drafts: Sequence[Draft], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drafts = drafts
        for draft in drafts:
            self.fields[PREFIX + draft.asked.code] = _field(draft)
        self.fields["checked"] = Yes(
            label=_("I have checked each line, with the person where I could"),
            missing=_("Check each line first"),
        )

    @property
    def lines(self) -> list[tuple[Draft, forms.BoundField]]:
        return [(draft, self[PREFIX + draft.asked.code]) for draft in self.drafts]

    def row(self) -> list[tuple[str, str]]:
        """What each column says, as it was checked."""
        said = self.cleaned_data
        return [(d.asked.code, _written(said[PREFIX + d.asked.code])) for d in self.drafts]


def _field(draft: Draft) -> forms.Field:
    asked = draft.asked
    given: dict[str, Any] = {"label": asked.label, "help_text": asked.note, "required": False}
    answers = [(answer.code, answer.label) for answer in asked.answers]
    if asked.kind == DAY:
        return Day(initial=date.fromisoformat(str(draft.value)) if draft.value else None, **given)
    if asked.kind == ONE:
        return Pick(choices=answers, nothing=_("Nothing said"), initial=draft.value, **given)
    if asked.kind == SEVERAL:
        return Several(choices=answers, initial=draft.value, **given)
    return Line(initial=draft.value, most=1_000, **given)


def _written(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return value.isoformat() if isinstance(value, date) else str(value or "")
