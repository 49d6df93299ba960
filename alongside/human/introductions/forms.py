from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.systems.models import Category
from alongside.foundation.systems.rules import NOBODY_TO_NAME, somebody_at
from alongside.foundation.ui.fields import Choice, Day, Email, Line, Pick, Several, Words, Yes

from .models import Duty

# What stands for life in general where an empty answer would be none.
GENERAL = "general"
NOW = "now"


def _named(categories: Iterable[str]) -> list[tuple[str, Any]]:
    return [(value or GENERAL, capfirst(Category(value).label)) for value in categories]


def _meant(value: str) -> str:
    return "" if value == GENERAL else value


class LookForm(forms.Form):
    """Who can help: about what, and any words."""

    about = Pick(
        label=_("What is it about?"),
        choices=_named(Category.values),
        nothing=_("Anything"),
        required=False,
    )
    words = Line(
        label=_("Any words to look for?"),
        help_text=_("For example, appeal, or the name of somebody or of where they work."),
        called=_("What you look for"),
        required=False,
        most=80,
    )

    @property
    def about_what(self) -> str | None:
        """The category that was chosen, if one was."""
        chosen = self.cleaned_data.get("about", "") if self.is_bound else ""
        return _meant(chosen) if chosen else None


class WhomForm(forms.Form):
    """Somebody by their whole address, who may not have said yet what they can help with."""

    email = Email(
        label=_("The e-mail address of somebody who is here"),
        help_text=_("The whole address, exactly. They are told nothing by this."),
        missing=_("Write their e-mail address"),
    )

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        self.person = somebody_at(email, self.by)
        if self.person is None:
            raise forms.ValidationError(NOBODY_TO_NAME)
        return email


class ProposeForm(forms.Form):
    words = Words(
        label=_("What would help?"),
        help_text=_("In the person’s own words, as near as you can. They read it first."),
        missing=_("Write what would help"),
        called=_("What would help"),
        most=1_000,
        rows=4,
        draft="introduction",
    )
    category = Pick(
        label=_("What is it about?"),
        help_text=_("They will see what is about this, and nothing else."),
        missing=_("Choose what it is about"),
    )
    organisation = Pick(
        label=_("Where would they do it from?"),
        missing=_("Choose where they would do it from"),
    )
    duty = Yes(
        label=_("The law asks for this too: telling a housing authority"),
        help_text=_(
            "Section 213B of the Housing Act 1996, in England. Only with the person’s yes, and the "
            "person chooses which authority."
        ),
        required=False,
    )
    duty_words = Line(
        label=_("Then which authority, and how can they be reached?"),
        called=_("Which authority it is"),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        about: Sequence[str],
        where: Sequence[Organisation],
        by_the_person: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.where = {str(each.pk): each for each in where}
        category: Any = self.fields["category"]
        category.offer(_named(about))
        if len(about) == 1:
            category.initial = about[0] or GENERAL
        self._ask_where()
        if by_the_person:
            self.fields["words"].help_text = _("In your own words.")
            del self.fields["duty"], self.fields["duty_words"]

    def _ask_where(self) -> None:
        if len(self.where) < 2:
            del self.fields["organisation"]
            return
        organisation: Any = self.fields["organisation"]
        organisation.offer([(pk, each.name) for pk, each in self.where.items()])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "category" in given:
            given["category"] = _meant(given["category"])
        only = next(iter(self.where.values()), None)
        chosen = given.get("organisation", "")
        given["organisation"] = self.where.get(chosen, only if not chosen else None)
        given["duty"] = Duty.HOMELESSNESS.value if given.get("duty") else ""
        if given["duty"] and not given.get("duty_words"):
            self.add_error("duty_words", _("Write which authority the person chose"))
        return given


class YesForm(forms.Form):
    until = Day(
        label=_("Until a day, at most?"),
        help_text=_(
            "Leave this empty, and it is until it is settled: three months at most, then you are "
            "asked again. You can take it back on any day."
        ),
        required=False,
    )

    def clean_until(self) -> datetime | None:
        day: date | None = self.cleaned_data["until"]
        if day is None:
            return None
        if day < timezone.localdate():
            raise forms.ValidationError(_("The day must be today or later"))
        return timezone.make_aware(datetime.combine(day, time(23, 59)))


class NothingForm(forms.Form):
    """A step that only has to be meant."""


class AcceptForm(forms.Form):
    words = Words(
        label=_("When and where could you meet?"),
        help_text=_("And anything they should know before: who you are, or what to bring."),
        called=_("What you write"),
        most=1_000,
        rows=4,
        draft="accept",
        required=False,
    )


class PassOnForm(forms.Form):
    words = Words(
        label=_("Who could it be, and how will you find them?"),
        help_text=_("The person can read this too, so write it as you would say it to them."),
        missing=_("Write who it could be, and what you will do to find them"),
        called=_("What you write"),
        most=1_000,
        rows=4,
        draft="pass-on",
    )


class MeetForm(forms.Form):
    words = Words(
        label=_("How was it?"),
        help_text=_("Only if somebody wants to say."),
        called=_("What you write"),
        most=1_000,
        rows=4,
        draft="meet",
        required=False,
    )


class SettleForm(forms.Form):
    words = Words(
        label=_("What makes it so?"),
        help_text=_("In the person’s own words, if they want to say."),
        called=_("What you write"),
        most=1_000,
        rows=3,
        draft="settle",
        required=False,
    )
    stays = Choice(
        label=_("And from now on?"),
        choices=[("yes", _("They stay alongside")), ("no", _("Their part is done"))],
        hints={
            "yes": _("They see what you said yes to, as long as you said."),
            "no": _("They see nothing more of it from now on."),
        },
        missing=_("Choose if they stay alongside"),
    )

    def clean_stays(self) -> bool:
        return bool(self.cleaned_data["stays"] == "yes")


class LetGoForm(forms.Form):
    stays_until = Day(
        label=_("Should both be there for a while?"),
        help_text=_("The last day for the one before, six weeks from now at most."),
        required=False,
    )


class FindForm(forms.Form):
    person = Pick(
        label=_("Whom have you found?"),
        nothing=_("Somebody who is not on this list"),
        required=False,
    )
    email = Email(
        label=_("Or their e-mail address, if they are here"),
        help_text=_("The whole address, exactly."),
        required=False,
    )

    def __init__(self, *args: Any, by: Person, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.people = {str(person.pk): person for person in people}
        pick: Any = self.fields["person"]
        pick.offer([(pk, person.name) for pk, person in self.people.items()])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        person = self.people.get(given.get("person", ""))
        email = given.pop("email", "")
        if person is None and email:
            person = somebody_at(email, self.by)
            if person is None:
                self.add_error("email", NOBODY_TO_NAME)
        elif person is None and not self.errors:
            self.add_error("person", _("Choose whom you have found, or write their address"))
        return {"person": person}


class OfferForm(forms.Form):
    categories = Several(
        label=_("What can you be pulled in for?"),
        choices=_named(Category.values),
        missing=_("Choose at least one thing you can help with"),
    )
    words = Line(
        label=_("In a sentence: how?"),
        help_text=_("For example: I go through benefit letters with people, at their table."),
        missing=_("Write a sentence on how you can help"),
        called=_("Your sentence"),
        most=240,
    )
    now = Choice(
        label=_("Just now?"),
        choices=[(NOW, _("Yes, now")), ("later", _("Not this month"))],
        missing=_("Choose if you can be pulled in just now"),
        initial=NOW,
    )

    def clean_categories(self) -> list[str]:
        return [_meant(value) for value in self.cleaned_data["categories"]]

    def clean_now(self) -> bool:
        return bool(self.cleaned_data["now"] == NOW)
