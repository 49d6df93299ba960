"""Stories: reading them, telling one, and the card its teller takes home."""

import csv
import time
from collections.abc import Iterator
from io import StringIO
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.foundation.kit import paging
from alongside.foundation.kit.clocks import on_day
from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import excerpt, for_spreadsheet
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook import rules as reading
from alongside.foundation.logbook import stubs
from alongside.foundation.logbook.addressing import open_to
from alongside.foundation.logbook.models import BEYOND, Ceiling, Entry, Promise
from alongside.foundation.logbook.reading import attachments_of, fetch, words_of
from alongside.foundation.logbook.visible import newest
from alongside.foundation.people.models import Person, Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems.models import Reader, System
from alongside.human.listening import actions, rules
from alongside.human.listening.forms import TellForm, how_used
from alongside.human.listening.models import STORY, VISIT, Story, Visit

from .tables import named, status_of, table

EXCERPT = 240
NOTHING = (None, "")  # in the place of a story that was taken back
AT_ONCE = 1_000
# In the session: codes that have not been shown yet. Elsewhere only their hash is kept, so here,
# where they wait in plain text, they are gone once shown and open no page after ten minutes.
CARDS, CARD_WAITS = "listening cards", 10 * 60


@require_safe
def stories(request: Request, pk: UUID) -> HttpResponse:
    """What was told at a table, newest first."""
    reader = Reader.of(request.user)
    system = table(reader, pk)
    with looking(by=request.user.pk, why="listening:stories") as look:
        before = paging.before(request.GET.get("before"))
        page = newest(reader, systems=[pk], kinds=[STORY], before=before)
        words = words_of(page.items, look, ["words"])
        told = [(e, excerpt(words[e.pk]["words"], EXCERPT)) for e in page.items]
        taken_back = stubs.gone(reader, system=pk, kind=STORY, page=page, before=before)
        context = {
            "system": named(system, look),
            "page": page,
            "stories": [line or NOTHING for _pk, line in stubs.in_place(page, told, taken_back)],
            "may_tell": reader.takes_part(pk),
            "is_first": before is None,
            "about_a_life": system.is_life,
        }
        return render(request, "listening/stories.html", context)


@require_safe
def story(request: Request, pk: UUID) -> HttpResponse:
    """One story: the words, how they may be used, and who will bring its teller news."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="listening:story") as look:
        entry = fetch(reader, pk, STORY)
        promise = _promise_of(entry)
        context = {
            "entry": entry,
            "system": named(entry.system, look),
            "words": words_of([entry], look, ["words"])[pk]["words"],
            "attachments": attachments_of([entry], look).get(pk, []),
            "how": how_used(entry.ceiling, of_life=entry.of_life) if entry.ceiling else "",
            "promise": promise,
            "visit": _visit_of(reader, entry),
            "may_draw": reader.takes_part(entry.system_id),
            "about_a_life": entry.of_life,
            **_may(request.user, entry, promise),
        }
        return render(request, "listening/story.html", context)


def _promise_of(entry: Entry) -> Promise | None:
    promises = Promise.objects.select_related("by", "first_by", "offered_by")
    promise: Promise | None = promises.filter(entry=entry).first()
    if promise is not None:
        promise.entry = entry
    return promise


def _visit_of(reader: Reader, entry: Entry) -> Visit | None:
    """The visit a story was heard on, if the reader may read of it."""
    people = ("visit__entry", "visit__first", "visit__second")
    told = Story.objects.select_related(*people).filter(pk=entry.pk).first()
    visit = told.visit if told else None
    if visit and Entry.objects.visible_to(reader).filter(pk=visit.pk).exists():
        return visit
    return None


def _may(person: Person, entry: Entry, promise: Promise | None) -> dict[str, bool]:
    may_withdraw = reading.can_withdraw(person, entry)
    is_mine = reading.is_voice_of(person, entry)
    owes = promise is not None and promise.by_id == person.pk
    return {
        "is_mine": is_mine,
        "owes": owes,
        "may_withdraw": may_withdraw,
        "may_lower": may_withdraw and entry.ceiling not in ("", Ceiling.CLOSE),
        "may_widen": reading.can_widen(person, entry),
        "may_card": reading.can_make_card(person, entry),
        "may_take_on": promise is not None and reading.can_take_on(person, promise),
        "may_offer": promise is not None and reading.can_offer(person, promise),
        "may_let_bring": promise is not None and reading.can_let_bring(person, promise),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: Request, pk: UUID) -> HttpResponse:
    """Write down a story: one's own, somebody's, or one heard on a visit."""
    reader = Reader.of(request.user)
    system = table(reader, pk)
    require(rules.can_tell(request.user, system), _("You have no seat at this table."))
    visit = _asked_visit(reader, request.GET.get("visit"))
    form = TellForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        system=system,
        about=open_to(reader, system),
        owed_by=rules.who_answers(system, teller=request.user),
        is_inner=reader.is_inner(pk),
        visit=visit,
    )
    with looking(by=request.user.pk, why="listening:tell") as look:
        if form.is_valid() and (told := _told(request, system, visit, form)):
            return told
        context = {
            "form": form,
            "system": named(system, look),
            "visit": visit,
            "where": words_of([visit.entry], look, ["where"])[visit.pk]["where"] if visit else "",
            "about_a_life": system.is_life,
        }
        return render(request, "listening/tell.html", context, status=status_of(form))


def _asked_visit(reader: Reader, asked: str | None) -> Visit | None:
    pk = paging.before(asked)
    if pk is None:
        return None
    entry = fetch(reader, pk, VISIT)
    return get_object_or_404(Visit.objects.select_related("entry", "first", "second"), pk=entry.pk)


def _told(
    request: Request, system: System, visit: Visit | None, form: TellForm
) -> HttpResponse | None:
    try:
        entry, code = actions.tell(system=system, by=request.user, visit=visit, **form.cleaned_data)
    except Refused as reason:
        form.add_error(None, str(reason))
        return None
    except logbook.SentBefore as sent:
        return _to_what_was_told(request, sent.entry)
    if reading.is_voice_of(request.user, entry):
        messages.success(request, _("Your story is kept."))
        return _to_what_was_told(request, entry)
    return _hand_over(request, entry.pk, code)


def _to_what_was_told(request: Request, entry: Entry) -> HttpResponse:
    """To one's own story; of another's, to the card whose code waits to be shown."""
    if not reading.is_voice_of(request.user, entry):
        return redirect("listening:card", pk=entry.pk)
    return redirect(entry if reading.can_read(request.user, entry) else "listening:mine")


# --- the card ----------------------------------------------------------------------------------


def _hand_over(request: Request, entry: UUID, code: str) -> HttpResponse:
    """A code goes to the page that shows it once through the session, never through an address."""
    new = {"code": code, "until": time.time() + CARD_WAITS}
    request.session[CARDS] = {**_waiting(request), str(entry): new}
    return redirect("listening:card", pk=entry)


def _waiting(request: Request) -> dict[str, dict[str, Any]]:
    kept: dict[str, dict[str, Any]] = request.session.get(CARDS, {})
    return {entry: card for entry, card in kept.items() if card["until"] >= time.time()}


def _for_a_card(request: Request, pk: UUID) -> tuple[Entry, Promise | None]:
    """
    A story whose teller this reader gives a card, for they wrote it down. Nothing of its words is
    on a card, so they need not be among the few who may read them.
    """
    entry = get_object_or_404(
        Entry.objects.select_related("system"), pk=pk, kind=STORY, withdrawn_at=None
    )
    if not reading.can_make_card(request.user, entry):
        fetch(Reader.of(request.user), pk, STORY)  # to others it is not there
        require(False, _("Only whoever wrote this down for its teller makes their card."))
    return entry, Promise.objects.select_related("by").filter(entry=entry).first()


@require_safe
def card(request: Request, pk: UUID) -> HttpResponse:
    """The card for a teller, to print or to copy. The code on it is shown this once."""
    entry, promise = _for_a_card(request, pk)
    waiting = _waiting(request)
    code = waiting.pop(str(pk), {}).get("code", "")
    if CARDS in request.session:
        request.session[CARDS] = waiting
    context = {
        "entry": entry,
        "code": code,
        "how": how_used(entry.ceiling, of_life=entry.of_life),
        "promise": promise,
        "address": request.build_absolute_uri(reverse("listening:code")),
        "may_read": reading.can_read(request.user, entry),
        "about_a_life": entry.of_life,
    }
    shown = "listening/card.html" if code else "listening/card_shown.html"
    return render(request, shown, context)


@require_POST
def make_card(request: Request, pk: UUID) -> HttpResponse:
    """A new code for a card that was lost; the one before opens nothing any more."""
    entry, _promise = _for_a_card(request, pk)
    try:
        code = logbook.make_card(entry=entry, by=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect(entry)
    return _hand_over(request, entry.pk, code)


# --- to take elsewhere -------------------------------------------------------------------------


@require_safe
def export(request: Request, pk: UUID) -> HttpResponse:
    """The stories the reader may read, for a spreadsheet; words only where they may be repeated."""
    reader = Reader.of(request.user)
    system = table(reader, pk)
    require(reader.takes_part(pk), _("You have no seat at this table."))
    with looking(by=request.user.pk, why="listening:export") as look:
        out = StringIO()
        out.write("\ufeff")  # spreadsheets read UTF-8 only when told so
        writer = csv.writer(out)
        writer.writerow([_("id"), _("told"), _("about"), _("may be used"), _("story")])
        for row in _rows(reader, system, look):
            writer.writerow([for_spreadsheet(cell) for cell in row])
        named(system, look)
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="stories.csv"'
    return response


def _rows(reader: Reader, system: System, look: Look) -> Iterator[list[str]]:
    before: UUID | None = None
    while True:
        page = newest(reader, systems=[system.pk], kinds=[STORY], before=before, size=AT_ONCE)
        words = words_of([e for e in page.items if e.ceiling in BEYOND], look, ["words"])
        for entry in page.items:
            told = entry.when if entry.month_only else on_day(entry.on or entry.at)
            how = Ceiling(entry.ceiling).label if entry.ceiling else ""
            said = words.get(entry.pk, {}).get("words", "")
            yield [str(entry.pk), told, entry.get_category_display(), str(how), said]
        before = page.older
        if before is None:
            return
