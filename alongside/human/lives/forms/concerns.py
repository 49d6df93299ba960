"""A look does not seem right: what is asked, of whom, how it was, and the answer."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.people.models import Person
from alongside.foundation.ui.fields import Pick, Words
from alongside.human.lives.rules import colleagues_of


class _OfForm(forms.Form):
    """Asked of somebody with a name."""

    def __init__(self, *args: Any, people: Iterable[Person], about: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        beside = colleagues_of(about)
        asked: Any = self.fields["asked"]
        works = _("%(who)s, who works with %(about)s")
        asked.offer(
            [
                (
                    pk,
                    works % {"who": one.name, "about": about.name}
                    if one.pk in beside
                    else one.name,
                )
                for pk, one in self.people.items()
            ]
        )
        if self.people and all(one.pk in beside for one in self.people.values()):
            asked.help_text = _(
                "Everybody here who could look into it works with them. You can first ask who "
                "walks with you to find somebody else."
            )

    def clean_asked(self) -> Person:
        return self.people[self.cleaned_data["asked"]]


class ConcernForm(_OfForm):
    words = Words(
        label=_("What does not seem right?"),
        help_text=_("In your words. A few are enough."),
        missing=_("Write what does not seem right"),
        called=_("What you write"),
        draft="concern",
        rows=4,
    )
    asked = Pick(
        label=_("Who should look into it?"),
        help_text=_("They see your words, and these looks. They see nothing else of you."),
        missing=_("Choose who should look into it"),
        nothing=_("Choose somebody"),
    )


class AnotherForm(_OfForm):
    asked = Pick(
        label=_("Who should look into it now?"),
        missing=_("Choose who should look into it"),
        nothing=_("Choose somebody"),
    )


class AccountForm(forms.Form):
    words = Words(
        label=_("How was it?"),
        help_text=_("What you opened it for, as you would tell the person."),
        missing=_("Write how it was"),
        called=_("What you write"),
        draft="account",
        rows=4,
    )


class AnswerForm(forms.Form):
    to_tellers = Words(
        label=_("Your answer to the person"),
        help_text=_("What you found, and what happens now. Plain words: they read this, whole."),
        missing=_("Write your answer"),
        called=_("Your answer"),
        draft="concern-answer",
        rows=5,
    )
