"""
The questions a form can ask, in plain words. Every room's forms.py uses these.

Each takes ``label``, ``help_text``, ``required``, ``initial`` like any Django field, and:
``missing``: the sentence when nothing was answered ("Write what you heard").
None of them trusts what a browser sends: control characters, characters that reorder text, wrong
types and over-long answers end in a cleaned answer or in a sentence, never in an error page.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit import files
from alongside.foundation.kit.files.sorts import ACCEPTED
from alongside.foundation.kit.refusals import Refused
from alongside.foundation.kit.text import clean
from alongside.foundation.ui.widgets import (
    DayBoxes,
    FileBox,
    ManyWithHints,
    OneWithHints,
    figures,
    text_of,
)

Wording = str | Promise
Choices = Iterable[tuple[Any, Any]] | Callable[[], Iterable[tuple[Any, Any]]]


class Line(forms.CharField):
    """
    One line of words. ``most``: how many characters; ``called``: what the sentence calls it.

    >>> Line(label=_("What is it called?"), missing=_("Write what it is called"), most=120)
    """

    default_most = 200

    def __init__(
        self, *, missing: Wording = "", called: Wording = "", most: int = 0, **kwargs: Any
    ) -> None:
        self.most = most or self.default_most
        self.called = called or _("What you write")
        kwargs.setdefault("error_messages", {"required": missing or _("Write an answer")})
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        words = text_of(value)
        # Cleaning takes time; what could not fit however it is cleaned is not worth it.
        if len(words) <= self.most * 8 + 1000:
            words = self.tidy(words)
        if len(words) > self.most:
            raise ValidationError(self.too_long(len(words)), code="max_length")
        return words

    def tidy(self, words: str) -> str:
        return " ".join(clean(words).split())

    def too_long(self, typed: int) -> str:
        return _("%(called)s must be %(most)s characters or fewer. You have typed %(typed)s.") % {
            "called": self.called,
            "most": f"{self.most:,}",
            "typed": f"{typed:,}",
        }


class Words(Line):
    """
    Words as people say them, in as many lines as they like.

    ``draft``: a name under which what is typed is kept on this device until it is sent;
    ``rows``: how tall the box is at first.

    >>> Words(label=_("What did you hear?"), missing=_("Write what you heard"), draft="story")
    """

    default_most = 4_000

    def __init__(self, *, rows: int = 6, draft: str = "", **kwargs: Any) -> None:
        attrs: dict[str, Any] = {"rows": rows}
        if draft:
            attrs["data-draft"] = draft
        super().__init__(widget=forms.Textarea(attrs=attrs), **kwargs)

    def tidy(self, words: str) -> str:
        return clean(words)


class Once(forms.CharField):
    """
    Not a question: a token nobody sees, another in every form that is shown, so that what was sent
    twice is kept once (``logbook.actions.once``).
    """

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, initial=lambda: uuid4().hex)

    def to_python(self, value: Any) -> str:
        return text_of(value)[:32]


class Email(Line):
    """An e-mail address."""

    def __init__(self, *, missing: Wording = "", **kwargs: Any) -> None:
        widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
        super().__init__(
            missing=missing or _("Write an e-mail address"),
            called=_("The e-mail address"),
            most=254,
            widget=widget,
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        address = super().to_python(value)
        if address:
            try:
                validate_email(address)
            except ValidationError:
                raise ValidationError(
                    _("Write an e-mail address like name@example.org"), code="invalid"
                ) from None
        return address


def _wordings(missing: Wording) -> dict[str, Any]:
    asked = missing or _("Choose one of the answers")
    return {"required": asked, "invalid_choice": asked, "invalid_list": asked}


class Choice(forms.ChoiceField):
    """
    One answer of a few, all in sight. ``hints``: a sentence under an answer, by its value.

    >>> Choice(label=_("How may this be used?"), choices=Ceiling.choices, hints={"close": _("…")})
    """

    def __init__(
        self,
        *,
        choices: Choices = (),
        missing: Wording = "",
        hints: Mapping[Any, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("error_messages", _wordings(missing))
        super().__init__(choices=choices, widget=OneWithHints(hints=hints), **kwargs)

    def to_python(self, value: Any) -> str:
        return text_of(value)


class Several(forms.MultipleChoiceField):
    """Any number of answers of a few, all in sight."""

    def __init__(
        self,
        *,
        choices: Choices = (),
        missing: Wording = "",
        hints: Mapping[Any, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("error_messages", _wordings(missing))
        super().__init__(choices=choices, widget=ManyWithHints(hints=hints), **kwargs)

    def to_python(self, value: Any) -> list[str]:
        answers = value if isinstance(value, list | tuple) else [value] if value else []
        return list(dict.fromkeys(text_of(answer) for answer in answers))


class Pick(forms.ChoiceField):
    """One answer of many, from a list that opens. ``nothing``: what the empty first line says."""

    def __init__(
        self, *, choices: Choices = (), missing: Wording = "", nothing: Wording = "", **kwargs: Any
    ) -> None:
        self.nothing = nothing or _("Choose…")
        kwargs.setdefault("error_messages", _wordings(missing))
        super().__init__(choices=self._with_nothing(choices), **kwargs)

    def _with_nothing(self, choices: Choices) -> Choices:
        if callable(choices):
            return lambda: [("", self.nothing), *choices()]
        return [("", self.nothing), *choices]

    def offer(self, choices: Iterable[tuple[Any, Any]]) -> None:
        """Set what can be picked, once a form knows whom it asks."""
        self.choices = [("", self.nothing), *choices]

    def to_python(self, value: Any) -> str:
        return text_of(value)


class Yes(forms.BooleanField):
    """A single box to tick. ``missing`` is said when it has to be ticked and is not."""

    def __init__(self, *, missing: Wording = "", **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": missing or _("Tick the box to go on")})
        super().__init__(**kwargs)


class Files(forms.FileField):
    """
    Files to attach: a picture, a PDF, a text, a recording. Answers a list of ``files.Handed``.

    ``accept``: what a browser's dialogue offers, such as ``audio/*`` for a voice note.

    >>> Files(label=_("Anything to go with it?"), help_text=_("A picture, a letter, a recording."))
    """

    def __init__(self, *, missing: Wording = "", accept: str = ACCEPTED, **kwargs: Any) -> None:
        asked = {"required": missing or _("Choose a file"), "empty": _("That file is empty.")}
        kwargs.setdefault("error_messages", asked)
        kwargs.setdefault("required", False)
        super().__init__(widget=FileBox({"accept": accept}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = [one for one in data if one] if isinstance(data, list) else []
        if self.required and not given:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(given) > files.MOST_FILES:
            raise ValidationError(
                _("Choose at most %(most)s files.") % {"most": files.MOST_FILES}, code="too_many"
            )
        return [self._prepared(one) for one in given]

    def _prepared(self, upload: Any) -> files.Handed:
        try:
            return files.prepare(upload.name or "", upload.read(), upload.size)
        except Refused as reason:
            raise ValidationError(str(reason), code="refused") from reason


MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


class Day(forms.Field):
    """
    A day, asked as day, month and year. ``past``: today at the latest.

    >>> Day(label=_("When did you go?"), help_text=_("For example, 3 3 2026"), past=True)
    """

    widget = DayBoxes

    def __init__(self, *, missing: Wording = "", past: bool = False, **kwargs: Any) -> None:
        self.past = past
        kwargs.setdefault("error_messages", {"required": missing or _("Write the date")})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date) or value is None:
            return value
        parts = [clean(text_of(part)[:40]) for part in value] if isinstance(value, list) else []
        if not any(parts):
            return None
        return self._day_from(parts)

    def _day_from(self, parts: list[str]) -> date:
        names = dict(zip(("day", "month", "year"), parts, strict=False))
        if empty := [name for name in ("day", "month", "year") if not names.get(name)]:
            raise ValidationError(_MUST_HAVE[empty[0]], code="-".join(empty))
        if len(names["year"]) != 4 or not figures(names["year"]):
            raise ValidationError(_("The year must be four figures, like 2026"), code="year")
        try:
            day = date(figures(names["year"]), _month(names["month"]), figures(names["day"]))
        except ValueError:
            raise ValidationError(
                _("The date must be a real date"), code="day-month-year"
            ) from None
        if self.past and day > timezone.localdate():
            raise ValidationError(_("The date must be today or before"), code="day-month-year")
        return day


_MUST_HAVE = {
    "day": _("The date must have a day"),
    "month": _("The date must have a month"),
    "year": _("The date must have a year"),
}


def _month(text: str) -> int:
    """A month as a number or as its English name, whole or shortened; 0 for nonsense."""
    word = text.lower()
    named = [n for n, month in enumerate(MONTHS, 1) if len(word) >= 3 and month.startswith(word)]
    return named[0] if named else figures(text)
