from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from alongside.foundation.systems.models import System
from alongside.foundation.ui.fields import Choice, Line, Pick, Words

from .models import Ceiling, Reach, Says, Way

NOT_TOLD = "not"


class AskForm(forms.Form):
    """What one table asks another to change."""

    of = Pick(label=_("Whom do you ask?"), missing=_("Choose whom you ask"))
    words = Words(
        label=_("What do you ask them to change?"),
        help_text=_("One thing, as you would say it to them across a table."),
        missing=_("Write what you ask them to change"),
        called=_("What you ask"),
        most=1_000,
        rows=3,
        draft="ask",
    )
    why = Words(
        label=_("Why?"),
        help_text=_("What you heard and learnt that makes you ask. They can walk back from it."),
        missing=_("Write why you ask"),
        called=_("Why"),
        draft="ask-why",
    )

    def __init__(self, *args: Any, systems: Iterable[System], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of: Any = self.fields["of"]
        of.offer([(str(system.pk), system.name) for system in systems])


SAYS_HINTS = {Says.NOT_YET: _("Say why, and who could change it: that is an answer too.")}


class _AnswerForm(forms.Form):
    says = Choice(
        label=_("What is the answer?"),
        choices=Says.choices,
        hints=SAYS_HINTS,
        missing=_("Choose what the answer is"),
    )
    because = Words(
        label=_("Why?"),
        help_text=_("It cannot change yet, because …"),
        called=_("Why"),
        rows=3,
        draft="answer-because",
        required=False,
    )
    who_could = Line(
        label=_("Who could change it?"),
        help_text=_("A person or a table, by name."),
        called=_("Who could change it"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("because", "who_could"):  # asked where it cannot change yet, and needed there
            self.fields[name].said_optional = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("says") == Says.NOT_YET:
            missing = {
                "because": _("Write why it cannot change yet"),
                "who_could": _("Write who could change it"),
            }
            for name, sentence in missing.items():
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return given


class AnswerAskForm(_AnswerForm):
    words = Words(
        label=_("What will you do, or not do?"),
        missing=_("Write your answer"),
        called=_("Your answer"),
        rows=4,
        draft="answer",
    )
    to_tellers = Words(
        label=_("What should the people whose voices lie behind this hear?"),
        help_text=_(
            "A sentence or two, to them. Of all you write here, it is what reaches them: in the "
            "app, on paper or told in person."
        ),
        missing=_("Write a sentence to the people whose voices lie behind this"),
        called=_("What they should hear"),
        most=1_000,
        rows=3,
        draft="answer-to-tellers",
    )
    field_order = ["says", "words", "because", "who_could", "to_tellers"]

    def __init__(self, *args: Any, rests_on_something: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_tellers"].required = rests_on_something


class AnswerVoiceForm(_AnswerForm):
    to_tellers = Words(
        label=_("What do you tell them?"),
        help_text=_("To them, in words you would say at their door. This is what they will read."),
        missing=_("Write what you tell them"),
        called=_("What you tell them"),
        most=1_000,
        rows=4,
        draft="answer-voice",
    )
    way = Choice(
        label=_("Have you told them already?"),
        choices=[
            (NOT_TOLD, _("Not yet")),
            (Way.IN_PERSON, _("Yes, in person")),
            (Way.ON_PAPER, _("Yes, on paper")),
        ],
        initial=NOT_TOLD,
        missing=_("Choose whether you have told them"),
    )
    field_order = ["says", "to_tellers", "because", "who_could", "way"]

    def clean_way(self) -> str:
        way: str = self.cleaned_data["way"]
        return "" if way == NOT_TOLD else way


class WidenForm(forms.Form):
    into = Pick(label=_("Share it with which table?"), missing=_("Choose a table to share it with"))
    reach = Choice(
        label=_("Who can read it there?"),
        choices=[(Reach.TABLE, _("Around their table"))],
        initial=Reach.TABLE,
        missing=_("Choose who can read it there"),
    )
    words = Words(
        label=_("The words, as the others will read them"),
        help_text=_("Take out names, streets and days: whatever would say whose words they are."),
        missing=_("Write the words as the others will read them"),
        called=_("The words"),
        most=20_000,
        rows=8,
        draft="widen",
    )
    agreed = Line(
        label=_("How did they agree to this?"),
        help_text=_("For example, “we read it together on Tuesday and she said yes”. Stays here."),
        missing=_("Ask them first, then write how they agreed"),
        called=_("How they agreed"),
    )

    def __init__(
        self, *args: Any, systems: Iterable[System], mine: Collection[UUID] = (), **kwargs: Any
    ) -> None:
        """:param mine: the tables whose own people may share it with anyone: the asker's."""
        super().__init__(*args, **kwargs)
        into: Any = self.fields["into"]
        self.tables = {str(system.pk): system for system in systems}
        into.offer([(pk, system.name) for pk, system in self.tables.items()])
        self.mine = {pk for pk, system in self.tables.items() if system.pk in mine}
        if self.mine:
            reach: Any = self.fields["reach"]
            reach.choices = [*reach.choices, (Reach.ANYONE, _("Anyone"))]
            reach.widget.hints = {
                Reach.ANYONE: _("Only from a table you sit at: those around it decide that.")
            }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        far = given.get("reach") == Reach.ANYONE and "into" in given
        if far and given["into"] not in self.mine:
            self.add_error(
                "reach",
                _("Share it with the table; those around it can share it with anyone."),
            )
        return given


CEILING_HINTS = {
    Ceiling.CLOSE: _("Only the few who hold this table read it."),
    Ceiling.LEARN: _("The table reads it and learns; nobody repeats it elsewhere."),
    Ceiling.QUOTED: _("It may be quoted elsewhere, without a name."),
}


class LowerForm(forms.Form):
    ceiling = Choice(
        label=_("How may this be used from now on?"),
        hints=CEILING_HINTS,
        missing=_("Choose how this may be used from now on"),
    )

    def __init__(self, *args: Any, now: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        closer = list(Ceiling)[: list(Ceiling).index(Ceiling(now))]
        ceiling: Any = self.fields["ceiling"]
        ceiling.choices = [(each.value, capfirst(each.label)) for each in closer]
