"""What offices ask for, drafted from what was already said, so that nobody is asked twice."""

import csv
from datetime import datetime
from io import StringIO
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.foundation.kit.refusals import status_of
from alongside.foundation.kit.text import for_spreadsheet
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems.models import Reader, System
from alongside.human.lives import actions, rules
from alongside.human.lives.drafting import Draft, Return, Said, Unusable, draft, known_of, read
from alongside.human.lives.forms.returns import ReturnForm
from alongside.human.lives.models import (
    IDENTITY,
    Ended,
    Line,
    PutRight,
    Relationship,
    matters,
    one_person,
)

from .life import life_of, named, there_if

# Parts of an entry that say something about its words: who was there, who helped, which law.
BESIDE = {"there", "supported_by", "law"}
OURS = Path(__file__).parent.parent / "returns"


def _files() -> dict[str, Path]:
    """The lists there are, by name; a place's own take the place of ours."""
    folders = [OURS, *([Path(settings.RETURNS)] if settings.RETURNS else [])]
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}


@require_safe
def returns(request: Request, pk: UUID) -> HttpResponse:
    """Which returns can be drafted."""
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    there_if(rules.can_draft_return(reader, life))
    found: list[Return] = []
    unusable: list[str] = []
    for path in _files().values():
        try:
            found.append(read(path))
        except Unusable as reason:
            unusable.append(str(reason))
    with looking(by=request.user.pk, why="lives:returns") as look:
        context = {
            "life": named(life, look),
            "returns": found,
            "unusable": unusable,
            "about_a_life": True,
        }
        return render(request, "lives/returns.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def draft_return(request: Request, pk: UUID, slug: str) -> HttpResponse:
    """One return, drafted; checked, it is a CSV file. Nothing of it is kept here."""
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    there_if(rules.can_draft_return(reader, life))
    asked = _asked(slug)
    with looking(by=request.user.pk, why="lives:draft_return") as look:
        drafts = _drafts(reader, life, asked, look)
        form = ReturnForm(request.POST if request.method == "POST" else None, drafts=drafts)
        if not form.is_valid():
            context = {
                "life": named(life, look),
                "asked": asked,
                "form": form,
                "about_a_life": True,
            }
            return render(request, "lives/draft_return.html", context, status=status_of(form))
        named(life, look)
    actions.take_return(life=life, slug=slug, by=request.user)
    return _as_csv(form, slug)


def _asked(slug: str) -> Return:
    path = _files().get(slug)
    if path is None:
        raise Http404
    try:
        return read(path)
    except Unusable as reason:
        raise Http404 from reason


def _drafts(reader: Reader, life: System, asked: Return, look: Look) -> list[Draft]:
    """From what they are known by, and from what was said; only what is shown is a look."""
    lives = one_person(reader, life.pk)
    folded = PutRight.objects.values("older")
    theirs = Entry.objects.visible_to(reader).filter(system__in=lives).exclude(pk__in=folded)
    entries = list(theirs.select_related("by").order_by("-pk"))
    unseen = Look(look.by, look.why)
    words = words_of(entries, unseen)
    identity = next((words.get(entry.pk, {}) for entry in entries if entry.kind == IDENTITY), {})
    known = known_of(
        identity.get("name", ""),
        identity.get("born", ""),
        identity.get("postcode", ""),
        timezone.localdate(life.founded_at).isoformat(),
        _since(life),
    )
    drafts = draft(asked, known, _said(entries, words))
    _name_them(drafts, entries, look)
    return drafts


def _since(life: System) -> str:
    """The day this walk began. Another worker takes it over: nothing begins by that."""
    began: datetime | None = None
    for each in Relationship.objects.filter(life=life).order_by("-since", "-pk"):
        if each.until is not None and (began is None or each.ended != Ended.CHANGED):
            break
        began = each.since
    return timezone.localdate(began).isoformat() if began else ""


def _said(entries: list[Entry], words: dict[UUID, dict[str, str]]) -> list[Said]:
    """Words that were said, with what they are about and whose they are; the newest first."""
    rows = Line.objects.filter(entry__in=entries).select_related("entry__by")
    lines = {one.entry.pk: one for one in matters.said(rows, words)}
    said = []
    for entry in entries:
        line = lines.get(entry.pk)
        whose = line.whose if line else _written_by(entry)
        heading = line.line.heading if line else ""
        about = entry.category or "general"
        for part, text in words.get(entry.pk, {}).items():
            if entry.kind != IDENTITY and part not in BESIDE:
                here = "duty" if part == "duty" else about
                said.append(Said(entry.when, text, str(entry.pk), whose, here, heading, part))
    return said


def _written_by(entry: Entry) -> str:
    return _("written down by %(name)s") % {"name": entry.by.name} if entry.by else ""


def _name_them(drafts: list[Draft], entries: list[Entry], look: Look) -> None:
    """The look names what a draft came from: what they are known by, and each thing quoted."""
    quoted = {quote.of for each in drafts for quote in each.quotes}
    for entry in entries:
        if entry.kind == IDENTITY or str(entry.pk) in quoted:
            look.saw(entry.system_id, [entry.pk])


def _as_csv(form: ReturnForm, slug: str) -> HttpResponse:
    out = StringIO()
    out.write("\ufeff")  # spreadsheets read UTF-8 only when told so
    writer = csv.writer(out)
    writer.writerow([for_spreadsheet(code) for code, _value in form.row()])
    writer.writerow([for_spreadsheet(value) for _code, value in form.row()])
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="return.csv"'
    return response
