"""What an office asks for, drafted, for somebody to check and put right."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from alongside.foundation.ui.fields import Day, Line, Pick, Several, Yes
from alongside.human.lives.drafting import DAY, LINE, ONE, SEVERAL, Draft, Said

PREFIX, SAID = "asked_", "said_"


class ReturnForm(forms.Form):
    """
    One question for each thing asked for, with where its draft came from. Any may stay empty.

    Where it is asked for in words, words that were said can be chosen; where it is not, they stand
    beside it, for somebody to answer by.
    """

    def __init__(self, *args: Any, drafts: Sequence[Draft], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drafts = drafts
        for draft in drafts:
            self.fields[PREFIX + draft.asked.code] = _field(draft)
            if draft.quotes and draft.asked.kind == LINE:
                self.fields[SAID + draft.asked.code] = _words_of(draft)
        self.fields["checked"] = Yes(
            label=_("I have checked each line, with the person where I could"),
            missing=_("Check each line first"),
        )

    @property
    def lines(self) -> list[tuple[Draft, forms.BoundField, forms.BoundField | None]]:
        return [
            (draft, self[PREFIX + code], self[SAID + code] if SAID + code in self.fields else None)
            for draft in self.drafts
            for code in [draft.asked.code]
        ]

    def row(self) -> list[tuple[str, str]]:
        """What each column says, as it was checked."""
        return [(draft.asked.code, self._of(draft)) for draft in self.drafts]

    def _of(self, draft: Draft) -> str:
        code, said = draft.asked.code, self.cleaned_data
        chosen = said.get(SAID + code, [])
        quotes = [f"“{quote.words}”" for quote in draft.quotes if quote.slug in chosen]
        return "; ".join(filter(None, [_written(said[PREFIX + code]), *quotes]))


def _field(draft: Draft) -> forms.Field:
    asked = draft.asked
    given: dict[str, Any] = {"label": asked.label, "help_text": asked.note, "required": False}
    answers = [(answer.code, answer.label) for answer in asked.answers]
    if asked.kind == DAY:
        return Day(initial=date.fromisoformat(draft.value) if draft.value else None, **given)
    if asked.kind == ONE:
        return Pick(choices=answers, nothing=_("Nothing said"), **given)
    if asked.kind == SEVERAL:
        return Several(choices=answers, **given)
    return Line(initial=draft.value, most=1_000, **given)


def _words_of(draft: Draft) -> Several:
    return Several(
        label=_("Use words that were said here"),
        choices=[(quote.slug, f"“{quote.words}”") for quote in draft.quotes],
        hints={quote.slug: _whose(quote) for quote in draft.quotes},
        required=False,
    )


def _whose(quote: Said) -> str:
    return " · ".join(filter(None, [quote.when, quote.whose]))


def _written(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return value.isoformat() if isinstance(value, date) else str(value or "")
