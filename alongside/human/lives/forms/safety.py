"""Acting without somebody's yes: why, about what, who looks at it too, and whether they know."""

import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Category
from alongside.foundation.ui.fields import Choice, Day, Email, Line, Pick, Several, Words, Yes
from alongside.human.lives.identifiers import Identifiers
from alongside.human.lives.models import Basis, NotYet, ToldHow
from alongside.human.lives.rules import can_be_second

from .naming import NamingForm

NOT_TOLD = "not_yet"
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
WEEK = timedelta(days=7)


class NotToldForm(forms.Form):
    """Why they are not told yet, and when that is looked at again."""

    not_yet = Pick(
        label=gettext_lazy("Why not yet?"),
        choices=[(value, capfirst(label)) for value, label in NotYet.choices],
        missing=gettext_lazy("Choose why not yet"),
    )
    because = Words(
        label=gettext_lazy("Say more about why not yet"),
        missing=gettext_lazy("Say why not yet"),
        called=gettext_lazy("Why not yet"),
        most=1_000,
        rows=2,
    )
    look_again = Day(
        label=gettext_lazy("When do you look at that again?"),
        help_text=gettext_lazy("Within a week."),
        missing=gettext_lazy("Write when you look at it again"),
    )

    def clean_look_again(self) -> date | None:
        day: date | None = self.cleaned_data["look_again"]
        today = timezone.localdate()
        if day is not None and not today <= day <= today + WEEK:
            raise forms.ValidationError(_("Choose a day within a week"))
        return day


class TellForm(forms.Form):
    told_how = Choice(
        label=gettext_lazy("How were they told?"),
        choices=[(value, capfirst(label)) for value, label in ToldHow.choices],
        missing=gettext_lazy("Choose how they were told"),
    )
    words = Words(
        label=gettext_lazy("What did you tell them, and what did they say?"),
        help_text=gettext_lazy("They read this on their own page."),
        missing=gettext_lazy("Write what you told them"),
        called=gettext_lazy("What you told them"),
        most=2_000,
        rows=4,
    )


class LookBackForm(forms.Form):
    words = Words(
        label=gettext_lazy("How does it look to you?"),
        help_text=gettext_lazy(
            "Was there another way? What would you do again? The person reads this too, once they "
            "were told."
        ),
        missing=gettext_lazy("Write how it looks to you"),
        called=gettext_lazy("How it looks"),
        most=2_000,
        rows=4,
    )


class AnotherForm(NamingForm):
    """Who else looks at what was done."""

    second = Email(
        label=gettext_lazy("Who else could look at it? Their e-mail address"),
        help_text=gettext_lazy("Somebody whose organisation may act like this too."),
        missing=gettext_lazy("Write who could look at it"),
    )

    def clean_second(self) -> str:
        return self.named(self.cleaned_data["second"])


class SafeForm(NamingForm, NotToldForm):
    """The same for everybody who may act, whoever it is about, and whether or not they are here."""

    address = Line(
        label=gettext_lazy("The address of their page here, if you have it"),
        help_text=gettext_lazy("Or else two things about them, below."),
        required=False,
        most=300,
    )
    name = Line(label=gettext_lazy("Their whole name"), required=False, most=120)
    born = Day(
        label=gettext_lazy("Their date of birth"),
        help_text=gettext_lazy("For example, 9 3 1984"),
        required=False,
        past=True,
    )
    postcode = Line(label=gettext_lazy("Their postcode"), required=False, most=12)
    phone = Line(label=gettext_lazy("Their phone number"), required=False, most=30)
    basis = Pick(
        label=gettext_lazy("Under which law do you act?"),
        missing=gettext_lazy("Choose under which law you act"),
    )
    why = Words(
        label=gettext_lazy("Who could come to harm, and why can it not wait for a yes?"),
        help_text=gettext_lazy("What you saw or heard, plainly. Another looks at it with you."),
        missing=gettext_lazy("Write why it cannot wait"),
        called=gettext_lazy("Why it cannot wait"),
        most=2_000,
        rows=4,
    )
    about = Several(
        label=gettext_lazy("What do you have to know about?"),
        help_text=gettext_lazy("Only what you need to keep someone safe today."),
        choices=[(value or "general", capfirst(label)) for value, label in Category.choices],
        missing=gettext_lazy("Tick what you have to know about"),
    )
    second = Email(
        label=gettext_lazy("Who looks at this with you? Their e-mail address"),
        help_text=gettext_lazy(
            "Somebody else whose organisation may act like this too. Only they can give you "
            "another day."
        ),
        missing=gettext_lazy("Write who looks at it with you"),
    )
    told = Choice(
        label=gettext_lazy("Have you told the person?"),
        choices=[
            *((value, capfirst(label)) for value, label in ToldHow.choices),
            (NOT_TOLD, gettext_lazy("Not yet")),
        ],
        missing=gettext_lazy("Choose whether you told them"),
    )
    sure = Yes(
        label=gettext_lazy(
            "I know that this is recorded, that another looks at it, and that the person is told"
        ),
        missing=gettext_lazy("Read this and tick it"),
    )
    field_order = [
        "address", "name", "born", "postcode", "phone", "basis", "why", "about", "second", "told",
        "not_yet", "because", "look_again", "sure",
    ]  # fmt: skip

    def __init__(self, *args: Any, by: Person, bases: Iterable[Basis], **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.bases = {str(basis.pk): basis for basis in bases}
        offered: Any = self.fields["basis"]
        offered.offer([(pk, f"{b.law} ({b.organisation})") for pk, b in self.bases.items()])
        if len(self.bases) == 1:
            self.fields["basis"].initial = next(iter(self.bases))
        for name in ("not_yet", "because", "look_again"):
            self.fields[name].required = False

    def clean_address(self) -> UUID | None:
        address: str = self.cleaned_data["address"]
        found = _ID.search(address)
        if address and not found:
            raise forms.ValidationError(_("That is not the address of a page here"))
        return UUID(found[0]) if found else None

    def clean_second(self) -> str:
        email = self.named(self.cleaned_data["second"])
        # Asked before it is looked for whom it is about: a mistake in the form tells nothing.
        if self.person is None or not can_be_second(self.person, self.by):
            raise forms.ValidationError(
                _("Name somebody else, whose organisation may act like this too")
            )
        return email

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("told") == NOT_TOLD:
            for name in ("not_yet", "because", "look_again"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Say why not yet, and when you look at that again"))
        if not self.errors and not given.get("address") and not self.identifiers.are_enough:
            self.add_error("name", _("Give two things about them, such as name and date of birth"))
        return given

    @property
    def identifiers(self) -> Identifiers:
        given = self.cleaned_data
        return Identifiers(
            name=given.get("name", ""),
            born=given.get("born"),
            postcode=given.get("postcode", ""),
            phone=given.get("phone", ""),
        )

    def looked_for(self) -> dict[str, Any]:
        """Whom it is about, as looking for somebody is recorded and limited everywhere here."""
        organisation = self.bases[self.cleaned_data["basis"]].organisation
        return {"organisation": organisation, **asdict(self.identifiers)}

    def terms(self) -> dict[str, Any]:
        given = self.cleaned_data
        told = given["told"] != NOT_TOLD
        return {
            "basis": self.bases[given["basis"]],
            "why": given["why"],
            "categories": ["" if each == "general" else each for each in given["about"]],
            "second": self.person,
            "told_how": given["told"] if told else "",
            "not_yet": "" if told else given["not_yet"],
            "because": "" if told else given["because"],
            "look_again": None if told else given["look_again"],
        }
