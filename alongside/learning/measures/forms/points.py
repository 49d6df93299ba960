"""Questions about what was counted: typed in, pasted, and answered when something is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.kit.csvfiles import Rejected, Unclear, Unusable
from alongside.foundation.kit.uploads import Upload
from alongside.foundation.ui.fields import Choice, Line, Words
from alongside.learning.measures import points_files, workbooks
from alongside.learning.measures.counted import Counted, Counting
from alongside.learning.measures.figures import COMMA, EITHER, POINT, written
from alongside.learning.measures.points_files import Row, Sheet

ROWS, MORE, MOST_TYPED = 4, 4, 60
NOBODY = "missing"
WRITTEN = [
    (EITHER, gettext_lazy("Find out from the rows")),
    (POINT, gettext_lazy("1,234.5 (a point before the decimals)")),
    (COMMA, gettext_lazy("1.234,5 (a comma before the decimals)")),
]


@dataclass(frozen=True)
class Typed:
    """One row of the form, for the page."""

    number: int
    fields: list[Any]
    nobody: Any
    wrong: bool


class PointsForm(forms.Form):
    """
    A few points, a row each: when, and the number. A row without a number says nothing, unless
    somebody ticks that nobody counted then.
    """

    def __init__(
        self,
        *args: Any,
        counting: Counting,
        offered: Sequence[Counted | date] = (),
        rows: int = ROWS,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.counting = counting
        self.names = points_files.fields_of(counting)
        self.many = min(max(self._sent(), rows, len(offered)), MOST_TYPED)
        for number in range(self.many):
            self._add_row(number)
        for number, each in enumerate(offered):
            self.initial = {**self.initial, **self._offer(number, each)}

    def _sent(self) -> int:
        """How many rows came with this answer: as many as there were on the page."""
        return sum(name.startswith("period-") for name in self.data) if self.is_bound else 0

    def _add_row(self, number: int) -> None:
        labels = _labels(self.counting)
        for name in self.names:
            field = Line(label=labels[name], required=False, most=60)
            field.widget.attrs |= {"autocomplete": "off"}
            if name != "period":
                field.widget.attrs |= {"inputmode": "decimal"}
            self.fields[f"{name}-{number}"] = field
        box = forms.BooleanField(label=_("Nobody counted then"), required=False)
        self.fields[f"nobody-{number}"] = box

    def _offer(self, number: int, each: Counted | date) -> dict[str, Any]:
        if isinstance(each, date):
            return {f"period-{number}": written(each, self.counting.often)}
        said = {"period": written(each.period, self.counting.often)}
        for name in self.names[1:]:
            known = getattr(each, name)
            said[name] = "" if known is None else f"{known:.10g}"
        return {f"{name}-{number}": text for name, text in said.items()} | {
            f"nobody-{number}": each.missing
        }

    def sheet(self) -> Sheet:
        """What was typed, as rows of cells."""
        rows = []
        for number in range(self.many):
            cells = [self.cleaned_data.get(f"{name}-{number}", "") for name in self.names]
            if self.cleaned_data.get(f"nobody-{number}") and not any(cells[1:]):
                cells[1:] = [NOBODY] * len(cells[1:])
            if any(cells[1:]):
                rows.append((number + 1, cells))
        return Sheet({name: at for at, name in enumerate(self.names)}, rows)

    def points(self, today: date) -> list[Counted]:
        """What was typed, as points; what is wrong is said beside its row."""
        read = points_files.read(self.sheet(), self.counting, today)
        for wrong in read:
            if isinstance(wrong, Rejected):
                self.add_error(f"{self.names[1]}-{wrong.line - 1}", wrong.reason)
        if not read and not self.errors:
            self.add_error(None, _("Write at least one number, or tick that nobody counted."))
        return [row.point for row in read if isinstance(row, Row)]

    def typed(self) -> list[Typed]:
        rows = []
        for number in range(self.many):
            names = [f"{name}-{number}" for name in self.names]
            wrong = self.is_bound and any(name in self.errors for name in names)
            fields = [self[name] for name in names]
            rows.append(Typed(number + 1, fields, self[f"nobody-{number}"], wrong))
        return rows


def _labels(counting: Counting) -> Mapping[str, str]:
    return {
        "period": _("When"),
        "value": _("How many") if counting.shape == "count" else _("The number"),
        "numerator": _("How many"),
        "denominator": _("Out of"),
    }


class PasteForm(forms.Form):
    """Rows out of a spreadsheet, looked at before they are kept."""

    rows = Words(
        label=gettext_lazy("The rows"),
        help_text=gettext_lazy("A line for each, with a line of headings or without."),
        missing=gettext_lazy("Paste the rows"),
        called=gettext_lazy("What you paste"),
        most=points_files.MOST_PASTED,
        rows=10,
        draft="points",
    )
    decimals = Choice(
        label=gettext_lazy("How are the numbers written?"),
        choices=WRITTEN,
        required=False,
        initial=EITHER,
    )
    # What was looked at last: it is kept only as it was seen.
    looked = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)

    @property
    def as_seen(self) -> str:
        """What these very rows, read this way, are known by."""
        said = f"{self.cleaned_data['decimals']}|{self.cleaned_data['rows']}"
        return sha256(said.encode()).hexdigest()

    @property
    def was_seen(self) -> bool:
        return bool(self.cleaned_data["looked"] == self.as_seen)


class Sheets(forms.FileField):
    """One file out of a spreadsheet. Answers it as it was handed over, in memory."""

    def clean(self, data: Any, initial: Any = None) -> Upload:
        most = workbooks.MOST_IN_A_PAGE.size
        if data and data.size > most:
            raise forms.ValidationError(
                gettext_lazy("It is larger than %(most)s. Keep only the columns with the points."),
                params={"most": filesizeformat(most)},
            )
        given = super().clean(data, initial)
        return Upload(given.name or "", given.read())


class FileForm(forms.Form):
    """A file of points, looked at before it is kept."""

    file = Sheets(
        label=gettext_lazy("Which file?"),
        help_text=gettext_lazy(
            "A CSV file or an .xlsx, with a line of headings. You look at it before it is kept."
        ),
        widget=forms.FileInput({"accept": ".csv,.tsv,.txt,.xlsx"}),
        error_messages={
            "required": gettext_lazy("Choose a file"),
            "empty": gettext_lazy("That file is empty"),
        },
    )
    sheet = Line(
        label=gettext_lazy("Which sheet?"),
        help_text=gettext_lazy("Only if it is not the first one of the file."),
        called=gettext_lazy("What the sheet is called"),
        required=False,
    )

    def read(self, counting: Counting) -> Sheet | None:
        """The rows in it; what is wrong with it is said beside it."""
        try:
            return points_files.of_file(
                self.cleaned_data["file"],
                counting,
                sheet=self.cleaned_data["sheet"],
                most=workbooks.MOST_IN_A_PAGE,
            )
        except Unclear:
            self.add_error("file", _no_columns(counting))
        except Unusable as reason:
            self.add_error("file", str(reason))
        return None


def _no_columns(counting: Counting) -> str:
    names = ", ".join(f"“{name}”" for name in points_files.fields_of(counting))
    says = _("There is no telling which column is which. Call them %(names)s in the first line.")
    return says % {"names": names}


class AnswerForm(forms.Form):
    words = Words(
        label=gettext_lazy("What do you make of it?"),
        help_text=gettext_lazy("Everybody who can read the chart can read your answer."),
        missing=gettext_lazy("Write what you make of it"),
        called=gettext_lazy("The answer"),
        draft="answer",
    )
