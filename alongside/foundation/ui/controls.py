"""What a field's template needs to know of it: its control's HTML, what describes it, its shape."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.widgets import Input
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Control:
    html: SafeString
    described_by: str
    optional: bool
    single: bool
    secret: bool
    counts: int
    most: str
    choose_again: bool


@dataclass(frozen=True)
class Mistake:
    """A sentence in the error summary, and where on the page it is put right."""

    sentence: str
    anchor: str = ""


_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.RadioSelect, ""),
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.PasswordInput, "govuk-input govuk-password-input__input govuk-js-password-input-input"),
    (forms.FileInput, "govuk-file-upload"),
    (Input, "govuk-input"),
)


def control(field: BoundField) -> Control:
    widget = field.field.widget
    counts = getattr(field.field, "most", 0) if isinstance(widget, forms.Textarea) else 0
    described_by = _described_by(field, counts)
    attrs: dict[str, Any] = {"placeholder": False, "class": _classes(field, counts)}
    if field.errors and isinstance(widget, forms.MultiWidget):
        attrs["data-wrong"] = _wrong(field)
    if described_by and not field.use_fieldset:
        attrs["aria-describedby"] = described_by
    return Control(
        html=field.as_widget(attrs={k: v for k, v in attrs.items() if v != ""}),
        described_by=described_by,
        # A form may say once for many boxes that they may stay empty.
        optional=not field.field.required and not getattr(field.field, "said_optional", False),
        single=isinstance(widget, forms.CheckboxInput),
        secret=isinstance(widget, forms.PasswordInput),
        counts=counts,
        most=f"{counts:,}",
        # A browser sends files once: what came with a refused form is not there any more.
        choose_again=isinstance(widget, forms.FileInput) and bool(field.data and field.form.errors),
    )


def _classes(field: BoundField, counts: int) -> str:
    widget = field.field.widget
    ours = next((classes for kind, classes in _CLASSES if isinstance(widget, kind)), "")
    if not ours:
        return ""
    own = [ours, str(widget.attrs.get("class", ""))]
    if field.errors:
        own.append(ours.split()[0] + "--error")
    if counts:
        own.append("govuk-js-character-count")
    return " ".join(filter(None, own))


def _described_by(field: BoundField, counts: int) -> str:
    ids = [f"{field.auto_id}_helptext"] if field.help_text else []
    if field.errors:
        ids.append(f"{field.auto_id}_error")
    if counts:
        ids.append(f"{field.auto_id}-info")
    return " ".join(ids)


def mistakes(form: forms.BaseForm) -> list[Mistake]:
    """Every sentence of a refused form, those about the whole of it first."""
    found = [Mistake(str(sentence)) for sentence in form.non_field_errors()]
    for field in [*form.hidden_fields(), *form.visible_fields()]:
        anchor = "" if field.is_hidden else _anchor(field)
        found += [Mistake(str(sentence), anchor) for sentence in field.errors]
    return found


def _anchor(field: BoundField) -> str:
    """The control to go to: the first answer of several, the first wrong box of a date."""
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"{field.auto_id}_0"
    if isinstance(widget, forms.MultiWidget):
        names = ("day", "month", "year")
        return f"{field.auto_id}_{min(names.index(name) for name in _wrong(field))}"
    return field.id_for_label or field.auto_id


def _wrong(field: BoundField) -> tuple[str, ...]:
    codes = {part for error in field.errors.as_data() for part in str(error.code).split("-")}
    return tuple(n for n in ("day", "month", "year") if n in codes) or ("day", "month", "year")
