from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.uploads import Upload
from alongside.foundation.ui.fields import Choice, Day, Line, Pick, Words, Yes

from .models import Gateway, Says


class SignForm(forms.Form):
    """One thing a source may say."""

    sign = Line(
        label=_("What may they say?"),
        help_text=_("In two or three words, such as: missed payment."),
        missing=_("Write what they may say"),
        called=_("What they may say"),
        most=60,
    )
    not_meant = Words(
        label=_("What does that not mean?"),
        help_text=_(
            "Whoever goes to the door reads this, and so does the person. For example: it does not "
            "mean they will not pay."
        ),
        missing=_("Write what it does not mean"),
        called=_("What it does not mean"),
        rows=3,
        most=600,
    )


class File(forms.FileField):
    """One CSV file. Answers it as it was handed over, in memory; it is kept nowhere."""

    MOST = 500_000

    def clean(self, data: Any, initial: Any = None) -> Upload:
        if data and data.size > self.MOST:
            raise forms.ValidationError(
                _("It is larger than %(most)s. Send it in parts."),
                params={"most": filesizeformat(self.MOST)},
            )
        given = super().clean(data, initial)
        return Upload(given.name or "", given.read())


class FileForm(forms.Form):
    """What a source noticed, out of a spreadsheet."""

    file = File(
        label=_("Which file?"),
        help_text=_(
            "A CSV file with the columns what, when, expires; and reference, or name and address, "
            "or name and born. A file with any other column is not read at all."
        ),
        widget=forms.FileInput({"accept": ".csv,text/csv"}),
        error_messages={"required": _("Choose a file"), "empty": _("That file is empty")},
    )


NOBODY = "nobody"


class SourceForm(SignForm):
    """Who may speak to this table, what they may say, and by what right."""

    name = Line(
        label=_("What is it called?"),
        help_text=_("The system that notices, such as: council tax."),
        missing=_("Write what it is called"),
        called=_("Its name"),
        most=80,
    )
    organisation = Pick(
        label=_("Whose is it?"),
        missing=_("Choose the organisation whose system it is"),
    )
    ground = Choice(
        label=_("By what right may they tell you?"),
        choices=[(each.value, capfirst(each.label)) for each in Gateway],
        hints={
            "law": _("It is heard for anybody the law lets them tell you about."),
            "agreed": _("It is heard only for somebody who said yes here to that organisation."),
        },
        missing=_("Choose by what right they may tell you"),
    )
    gateway = Words(
        label=_("Which law or agreement is that?"),
        help_text=_("By its name, so that anybody can look it up."),
        missing=_("Name the law or the agreement"),
        called=_("The law or agreement"),
        rows=2,
        most=400,
    )
    asked = Pick(
        label=_("Who could pause what it does to people?"),
        help_text=_(
            "Such as letters, or visits by agents. You can then ask them to; they owe an answer."
        ),
        missing=_("Choose a table, or that there is nothing to pause"),
    )
    pauses = Line(
        label=_("What can they pause?"),
        help_text=_("Such as: letters and visits about the debt."),
        called=_("What they can pause"),
        required=False,
        most=120,
    )
    pause_ground = Choice(
        label=_("By what right can you ask for that?"),
        choices=[
            (Gateway.LAW.value, capfirst(Gateway.LAW.label)),
            (Gateway.AGREED.value, _("Only with the person’s own yes, each time")),
        ],
        required=False,
    )
    pause_gateway = Line(
        label=_("Which law or agreement is that one?"),
        called=_("The law or agreement"),
        required=False,
        most=200,
    )
    field_order = [
        "name",
        "organisation",
        "sign",
        "not_meant",
        "ground",
        "gateway",
        "asked",
        "pauses",
        "pause_ground",
        "pause_gateway",
    ]

    def __init__(self, *args: Any, organisations: Any, tables: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nobody = (NOBODY, _("There is nothing to pause"))
        offered = {
            "organisation": [(str(one.pk), one.name) for one in organisations],
            "asked": [nobody, *((str(table.pk), table.name) for table in tables)],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, Pick):
                field.offer(choices)


class AskPauseForm(forms.Form):
    they_said_yes = Yes(
        label=_("They said yes to this"),
        missing=_("Ask them, then tick the box. Only their yes lets you tell the source."),
    )


class AnswerPauseForm(forms.Form):
    says = Choice(label=_("What do you say?"), choices=Says.choices, missing=_("Choose an answer"))
    until = Day(
        label=_("If it is paused, until when?"),
        help_text=_("Leave this empty if there is no last day."),
        required=False,
    )
    because = Words(
        label=_("If it cannot be paused, which law or rule is in the way?"),
        help_text=_("The person will read this."),
        called=_("The reason"),
        required=False,
        rows=3,
        most=600,
    )
