"""Beginning, choosing who walks alongside, leaving, ending, coming back."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.systems.models import System
from alongside.foundation.ui.fields import Choice, Day, Email, Line, Pick, Words, Yes
from alongside.human.lives.models import Means, Offer

from .naming import NamingForm

NAME, SAID_BY = 120, 200
THEIRS, MINE = "theirs", "mine"
STAYS, STOPS = "stays", "stops"


class BeginForm(forms.Form):
    """How a life begins here: a name to be called by, and their yes. Nothing else is needed."""

    whose = Choice(
        label=_("Whose life is it?"),
        choices=[(THEIRS, _("Somebody I walk alongside")), (MINE, _("My own"))],
        hints={MINE: _("You choose who walks alongside you, when you like.")},
        missing=_("Choose whose life it is"),
        initial=THEIRS,
    )
    name = Line(
        label=_("What do they like to be called?"),
        help_text=_("Only the name they like to be called by. No surname, no number."),
        missing=_("Write what they like to be called"),
        called=_("The name"),
        most=NAME,
    )
    purpose = Words(
        label=_("What matters to them?"),
        help_text=_("In their own words. It can wait until you have sat down together."),
        called=_("What matters to them"),
        most=500,
        rows=3,
        draft="purpose-life",
        required=False,
    )
    as_what = Line(
        label=_("What are you to them?"),
        help_text=_("For example, “her key worker” or “a neighbour”."),
        called=_("What you are to them"),
        most=NAME,
        required=False,
    )
    knows = Yes(
        label=_("They know this is kept here, and said yes"),
        missing=_("Ask them first, then tick the box"),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given.pop("knows", None)
        return given


def _organisations() -> list[tuple[str, str]]:
    rows = Organisation.objects.order_by("name").values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows]


class _Optional(Email):
    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class _Whom(Pick):
    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class WishForm(NamingForm):
    """Somebody by name, or an organisation that is to find somebody."""

    use_required_attribute = False
    email = _Optional(
        label=_("Somebody you know: their e-mail address"),
        help_text=_("They see that you ask, and nothing else."),
    )
    organisation = _Whom(
        label=_("Or: somebody else, please find them"),
        help_text=_("It is asked without a name. They see that somebody asks, and since when."),
        choices=_organisations,
        nothing=_("No organisation"),
        missing=_("Choose an organisation from the list"),
    )
    meanwhile = Choice(
        label=_("Until then"),
        missing=_("Choose what happens until then"),
        initial=STAYS,
    )

    def __init__(self, *args: Any, by: Person, worker: str, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        if not worker:
            del self.fields["meanwhile"]
            return
        meanwhile: Any = self.fields["meanwhile"]
        meanwhile.choices = [
            (STAYS, _("%(name)s stays until somebody is found") % {"name": worker}),
            (STOPS, _("%(name)s stops today") % {"name": worker}),
        ]

    def clean_organisation(self) -> Organisation | None:
        pk = self.cleaned_data["organisation"]
        return Organisation.objects.filter(pk=UUID(pk)).first() if pk else None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and bool(given.get("email")) == bool(given.get("organisation")):
            self.add_error("email", _("Ask one person, or one organisation"))
        return given

    def asked(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "person": self.person,
            "organisation": given["organisation"],
            "stop_today": given.get("meanwhile") == STOPS,
        }


class ChooseForm(forms.Form):
    """One of those who said yes."""

    offer = Choice(label=_("Who shall walk with you?"), missing=_("Choose somebody"))
    weeks = Choice(
        label=_("Shall both be there for a while?"),
        missing=_("Choose how long both are there"),
        initial="2",
    )

    def __init__(
        self, *args: Any, offers: Iterable[Offer], worker: str, own: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {str(offer.pk): offer for offer in offers}
        offer: Any = self.fields["offer"]
        offer.choices = [(pk, each.by.name) for pk, each in self.offers.items()]
        if not own:
            offer.label = _("Who shall walk with them?")
        if not worker:
            del self.fields["weeks"]
            return
        weeks: Any = self.fields["weeks"]
        weeks.choices = [
            ("2", _("Yes: %(name)s is there for two more weeks") % {"name": worker}),
            ("6", _("Yes: %(name)s is there for six more weeks") % {"name": worker}),
            ("0", _("No: %(name)s stops today") % {"name": worker}),
        ]

    def chosen(self) -> dict[str, Any]:
        weeks = int(self.cleaned_data.get("weeks") or 0)
        until: date | None = timezone.localdate() + timedelta(weeks=weeks) if weeks else None
        return {"offer": self.offers[self.cleaned_data["offer"]], "stays_until": until}


class TriedForm(forms.Form):
    """One more try to reach somebody."""

    means = Choice(
        label=_("How did you try?"), choices=Means.choices, missing=_("Choose how you tried")
    )
    on = Day(
        label=_("On what day?"),
        help_text=_("For example, 3 3 2026"),
        past=True,
        missing=_("Write the day"),
    )
    words = Line(
        label=_("A sentence about it"),
        help_text=_("For example, “Left a message that the kettle is on.”"),
        missing=_("Write a sentence about it"),
        called=_("The sentence"),
    )


class EndForm(forms.Form):
    they_say_so = Yes(
        label=_("They said to me that it can end"),
        missing=_("Ask them first. It ends when both of you say so."),
    )


class CardForm(forms.Form):
    code = Line(
        label=_("The code on their card"),
        help_text=_("Sixteen letters and numbers. Capitals and dashes do not matter."),
        missing=_("Write the code on the card"),
        called=_("The code"),
        most=60,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "class": "govuk-input--width-20 govuk-input--extra-letter-spacing",
        }


class TooManyForm(forms.Form):
    """From which table, and of whom."""

    table = Pick(label=_("From which table?"), missing=_("Choose the table you ask from"))
    of = Pick(label=_("Who decides how many people you can be?"), missing=_("Choose whom you ask"))
    why = Words(
        label=_("What would help?"),
        help_text=_("Say nothing that gives somebody away, nor yourself."),
        called=_("What would help"),
        most=1_000,
        rows=3,
        draft="too-many",
        required=False,
    )

    def __init__(
        self, *args: Any, tables: Iterable[System], others: Iterable[System], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.tables = {str(table.pk): table for table in tables}
        self.others = {str(other.pk): other for other in others}
        for name, systems in (("table", self.tables), ("of", self.others)):
            pick: Any = self.fields[name]
            pick.offer([(pk, system.name) for pk, system in systems.items()])

    def asked(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "table": self.tables[given["table"]],
            "of": self.others[given["of"]],
            "why": given["why"],
        }
