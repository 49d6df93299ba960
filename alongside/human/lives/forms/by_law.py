"""Because a law asks: what the one who walks alongside is asked."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Category
from alongside.foundation.ui.fields import Day, Email, Pick, Several
from alongside.human.lives.models import Basis

from .naming import NamingForm


class ByLawForm(NamingForm):
    """Which law, who there, about what, and until when."""

    basis = Pick(
        label=gettext_lazy("Which law asks for it?"),
        help_text=gettext_lazy("Those that organisations wrote down here, and nobody can stop."),
        missing=gettext_lazy("Choose which law asks for it"),
    )
    email = Email(
        label=gettext_lazy("Who there has to know? Their e-mail address"),
        help_text=gettext_lazy("Leave it empty if it is everybody who works there."),
        required=False,
    )
    about = Several(
        label=gettext_lazy("What do they have to know about?"),
        help_text=gettext_lazy("Only for what the law asks for. Tick the least."),
        choices=[(value or "general", capfirst(label)) for value, label in Category.choices],
        missing=gettext_lazy("Tick what the law asks them to know about"),
    )
    day = Day(
        label=gettext_lazy("Until when?"),
        help_text=gettext_lazy("A year from now at most. For example, 31 3 2027"),
        missing=gettext_lazy("Write the last day"),
    )

    def __init__(self, *args: Any, by: Person, laws: Iterable[Basis], **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.laws = {str(basis.pk): basis for basis in laws}
        basis: Any = self.fields["basis"]
        basis.offer([(pk, f"{each.organisation}: {each.law}") for pk, each in self.laws.items()])

    def clean_day(self) -> datetime:
        day: date = self.cleaned_data["day"]
        if not timezone.localdate() < day <= timezone.localdate() + timedelta(days=364):
            raise forms.ValidationError(_("Choose a day after today, within a year"))
        return timezone.make_aware(datetime.combine(day, time.max))

    def terms(self) -> dict[str, Any]:
        basis = self.laws[self.cleaned_data["basis"]]
        about = self.cleaned_data["about"]
        return {
            "basis": basis,
            "recipient": self.person or basis.organisation,
            "categories": ["" if each == "general" else each for each in about],
            "until": self.cleaned_data["day"],
        }
