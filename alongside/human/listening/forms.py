from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.logbook.models import Ceiling, Reach
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Category, System
from alongside.foundation.ui.fields import Choice, Day, Files, Line, Once, Pick, Words

from .models import QUADRANTS, Says, Standing, Visit, Whose

MOST_WORDS = 20_000

# What each way of using a story means, as it is said to whoever told it.
HOW = {
    Ceiling.CLOSE: gettext_lazy("Only the few who hold this table read it. Nobody repeats it."),
    Ceiling.LEARN: gettext_lazy(
        "The people around the table read it and learn from it. It is not repeated elsewhere."
    ),
    Ceiling.QUOTED: gettext_lazy(
        "The people around the table read it. It may be quoted to others, never with a name."
    ),
    Ceiling.OPEN: gettext_lazy(
        "The people around the table read it. It may be shown to others as it stands."
    ),
}
IN_A_LIFE = {
    Ceiling.CLOSE: gettext_lazy(
        "Only whose life it is and whoever walks alongside read it. Nobody repeats it."
    ),
    Ceiling.LEARN: gettext_lazy(
        "The people around this life read it and learn from it. It is not repeated elsewhere."
    ),
    Ceiling.QUOTED: gettext_lazy(
        "The people around this life read it. It may be quoted to others, never with a name."
    ),
    Ceiling.OPEN: gettext_lazy(
        "The people around this life read it. It may be shown to others as it stands."
    ),
}


def how_used(ceiling: str, *, of_life: bool) -> str:
    """What this way of using a story means, in a sentence or two."""
    return str((IN_A_LIFE if of_life else HOW)[Ceiling(ceiling)])


def _ceilings() -> list[tuple[str, str]]:
    return [(value, str(label)[:1].upper() + str(label)[1:]) for value, label in Ceiling.choices]


def _offer(field: Any, answers: list[tuple[str, Any]], hints: Mapping[Any, Any]) -> None:
    """What can be answered, once a form knows whom it asks, with a sentence beneath each."""
    field.choices, field.widget.hints = answers, hints


def _ask_what_about(form: forms.Form, about: Sequence[str], *, always: bool = False) -> None:
    """
    :param about: the categories that whoever is asked may write about here.
    :param always: where what it is about matters to who reads it; else only whose seat is for some.
    """
    general = Category.GENERAL in about
    if always or not general:
        form.fields["category"] = Pick(
            label=_("What is it about?"),
            choices=[(c.value, c.label) for c in Category if c.value and c.value in about],
            nothing=_("Life in general") if general else "",
            missing=_("Choose what it is about"),
            required=not general,
        )


class TellForm(forms.Form):
    once = Once()
    words = Words(
        label=gettext_lazy("The story"),
        help_text=gettext_lazy(
            "In the words of the person who tells it, as near as you can. No names of others."
        ),
        missing=gettext_lazy("Write the story"),
        called=gettext_lazy("The story"),
        most=MOST_WORDS,
        rows=9,
        draft="story",
    )
    teller = Choice(
        label=gettext_lazy("Whose story is it?"), missing=gettext_lazy("Choose whose story it is")
    )
    told_on = Day(
        label=gettext_lazy("When was it told?"),
        help_text=gettext_lazy("Leave this empty if it is today. For example, 3 3 2026"),
        past=True,
        required=False,
    )
    ceiling = Choice(
        label=gettext_lazy("How may it be used?"),
        help_text=gettext_lazy("The teller chooses, and can choose again or take it back."),
        missing=gettext_lazy("Choose how the story may be used; ask the teller"),
    )
    reach = Choice(
        label=gettext_lazy("Who can read it now?"),
        help_text=gettext_lazy("What is kept close is for “Just us”."),
        missing=gettext_lazy("Choose who can read it now"),
        initial=Reach.TABLE,
    )
    attached = Files(
        label=gettext_lazy("Anything that goes with it?"),
        help_text=gettext_lazy(
            "A picture, a letter or a recording: up to three. Where and when a picture was taken "
            "is removed from it."
        ),
    )

    def __init__(
        self,
        *args: Any,
        system: System,
        about: Sequence[str],
        owed_by: Person | None,
        is_inner: bool,
        visit: Visit | None = None,
        **kwargs: Any,
    ) -> None:
        """
        :param owed_by: who answers for the table.
        :param is_inner: whether whoever writes is of the few, and reads again what is for them.
        """
        super().__init__(*args, **kwargs)
        self._ask_whose(owed_by, from_a_visit=visit is not None)
        self._ask_who_reads(system, "" if is_inner or owed_by is None else owed_by.name)
        _offer(self.fields["ceiling"], _ceilings(), IN_A_LIFE if system.is_life else HOW)
        _ask_what_about(self, about, always=system.is_life)
        self.order_fields([name for name in self.fields if name != "attached"])
        if visit is not None:
            # What was begun for one visit is not offered at the next.
            self.fields["words"].widget.attrs["data-draft"] = f"story-{visit.pk}"

    def _ask_whose(self, owed_by: Person | None, *, from_a_visit: bool) -> None:
        if from_a_visit:
            del self.fields["teller"], self.fields["told_on"]
            return
        hints = {Whose.SOMEBODYS: _("You promise to bring them news of what comes of it.")}
        if owed_by is not None:
            hints[Whose.MINE] = _("%(name)s will bring you news of what comes of it.") % {
                "name": owed_by.name
            }
        answers = [(whose.value, whose.label) for whose in (Whose.SOMEBODYS, Whose.MINE)]
        _offer(self.fields["teller"], answers, hints)

    def _ask_who_reads(self, system: System, holder: str) -> None:
        table = _("The people around this life") if system.is_life else _("Around the table")
        few = (
            _("Whose life it is, and whoever walks alongside.")
            if system.is_life
            else _("The stewards, who hold this table.")
        )
        if holder:
            few = _(
                "%(few)s You are not one of them: you do not read it again here, and %(name)s, who "
                "does, promises the news in your place. Tell whoever told you."
            ) % {"few": few, "name": holder}
        answers = [(Reach.US.value, _("Just us")), (Reach.TABLE.value, table)]
        _offer(self.fields["reach"], answers, {Reach.US: few})

    def clean(self) -> dict[str, Any]:
        """What is kept close is for the few. Which of the two was meant is theirs to say."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("ceiling") == Ceiling.CLOSE and cleaned.get("reach") == Reach.TABLE:
            self.add_error(
                "reach",
                _(
                    "What is kept close is for “Just us”. Choose that, or ask the teller whether "
                    "the others may read it and learn from it"
                ),
            )
        return cleaned


class PlanForm(forms.Form):
    where = Line(
        label=gettext_lazy("Where will you go, or where did you go?"),
        missing=gettext_lazy("Write where you go"),
        called=gettext_lazy("Where you go"),
        most=140,
    )
    on = Day(
        label=gettext_lazy("On what day?"),
        help_text=gettext_lazy("For example, 3 3 2026. It may be still to come."),
        missing=gettext_lazy("Write the day of the visit"),
    )
    whom = Line(
        label=gettext_lazy("Whom will you listen to, or whom did you?"),
        help_text=gettext_lazy("Not their names. For example: people who were having tea"),
        missing=gettext_lazy("Write whom you listen to"),
        called=gettext_lazy("Whom you listen to"),
    )
    first = Pick(
        label=gettext_lazy("Who goes?"),
        missing=gettext_lazy("Choose who goes"),
    )
    first_standing = Line(
        label=gettext_lazy("What do they do?"),
        help_text=gettext_lazy("Their standing, in a word or two. For example: chief executive"),
        missing=gettext_lazy("Write what the first of the two does"),
        called=gettext_lazy("What they do"),
        most=80,
    )
    second = Pick(
        label=gettext_lazy("Who goes with them?"),
        nothing=gettext_lazy("Somebody who is not on this list"),
        required=False,
    )
    second_name = Line(
        label=gettext_lazy("If they are not on the list, what is their name?"),
        called=gettext_lazy("Their name"),
        required=False,
        most=120,
    )
    second_standing = Line(
        label=gettext_lazy("And what do they do?"),
        help_text=gettext_lazy("Somebody of another standing. For example: cleaner"),
        missing=gettext_lazy("Write what the second of the two does"),
        called=gettext_lazy("What they do"),
        most=80,
    )

    def __init__(
        self, *args: Any, people: list[Person], about: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _ask_what_about(self, about)
        self.people = {str(person.pk): person for person in people}
        for name in ("first", "second"):
            pick: Any = self.fields[name]
            pick.offer([(pk, person.name) for pk, person in self.people.items()])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ("first", "second"):
            if name in cleaned:
                cleaned[name] = self.people.get(cleaned[name])
        if "second" in cleaned and not cleaned["second"] and not cleaned.get("second_name"):
            self.add_error("second", _("Choose who goes with them, or write their name"))
        return cleaned


class BetweenForm(forms.Form):
    between = Words(
        label=gettext_lazy("What did it do between you?"),
        help_text=gettext_lazy(
            "What did you hear that the other did not? What has changed in how you see it?"
        ),
        missing=gettext_lazy("Write what it did between you"),
        called=gettext_lazy("What it did between you"),
        draft="between",
    )


class CodeForm(forms.Form):
    code = Line(
        label=gettext_lazy("The code on your card"),
        help_text=gettext_lazy("Sixteen letters and numbers. Capitals and dashes do not matter."),
        missing=gettext_lazy("Write the code on your card"),
        called=gettext_lazy("The code"),
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


class LessForm(forms.Form):
    ceiling = Choice(
        label=gettext_lazy("How may it be used from now on?"),
        missing=gettext_lazy("Choose how it may be used"),
    )

    def __init__(self, *args: Any, now: str, of_life: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        less = _ceilings()[: list(Ceiling).index(Ceiling(now))]
        hints = {ceiling: how_used(ceiling, of_life=of_life) for ceiling, _label in less}
        _offer(self.fields["ceiling"], less, hints)


# --- who’s up for listening? ---------------------------------------------------------------------


class InviteForm(forms.Form):
    words = Words(
        label=gettext_lazy("Where would you go, and whom would you listen to?"),
        help_text=gettext_lazy("People say for themselves that they are up for it."),
        missing=gettext_lazy("Write where you would go, or what you would listen for"),
        called=gettext_lazy("What you write"),
        most=1_000,
        rows=4,
        draft="up-for-listening",
    )


class ComeAlongForm(forms.Form):
    words = Line(
        label=gettext_lazy("What do you do?"),
        help_text=gettext_lazy("In a word or two of your own. For example: cleaner"),
        missing=gettext_lazy("Write what you do"),
        called=gettext_lazy("What you do"),
        most=80,
    )
    standing = Choice(
        label=gettext_lazy("From where do you listen?"),
        choices=Standing.choices,
        missing=gettext_lazy("Choose from where you listen"),
    )


class AsideForm(forms.Form):
    other = Pick(
        label=gettext_lazy("Of whom is this?"), missing=gettext_lazy("Choose of whom this is")
    )
    says = Choice(
        label=gettext_lazy("What do you say?"),
        missing=gettext_lazy("Choose what you say"),
        choices=[*Says.choices, ("nothing", gettext_lazy("Nothing any more"))],
        hints={
            Says.NOT_WITH: gettext_lazy("You two are never put together. They do not learn of it."),
            Says.WOULD_MEND: gettext_lazy(
                "If they say the same of you, you may be put together. If not, nobody learns of it."
            ),
        },
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        other: Any = self.fields["other"]
        other.offer([(pk, person.name) for pk, person in self.people.items()])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "other" in cleaned:
            cleaned["other"] = self.people[cleaned["other"]]
        if cleaned.get("says") == "nothing":
            cleaned["says"] = ""
        return cleaned


# --- what they say, think, do and feel -----------------------------------------------------------

QUESTIONS = {
    "says": (gettext_lazy("What do they say?"), gettext_lazy("The words that stayed with you.")),
    "thinks": (
        gettext_lazy("What do they think?"),
        gettext_lazy("And perhaps do not say. How do you know?"),
    ),
    "does": (gettext_lazy("What do they do?"), gettext_lazy("What you saw, or heard they do.")),
    "feels": (gettext_lazy("What do they feel?"), gettext_lazy("What made you notice?")),
}


class EmpathyForm(forms.Form):
    """The quadrants nobody has written in yet; none of them has to be answered."""

    def __init__(self, *args: Any, empty: Sequence[str] = QUADRANTS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in empty:
            question, hint = QUESTIONS[name]
            self.fields[name] = Words(
                label=question,
                help_text=hint,
                called=_("What you write"),
                most=1_000,
                rows=3,
                draft=f"empathy-{name}",
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            first = next(iter(self.fields), None)
            self.add_error(first, _("Write something in one of them; the others can stay empty"))
        return cleaned
