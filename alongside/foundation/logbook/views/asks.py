"""What one table asks another to change, and what it was answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook import actions, rules
from alongside.foundation.logbook.forms import AnswerAskForm, AskForm
from alongside.foundation.logbook.models import ASK, Answer, Ask, Because, Entry
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems import tree
from alongside.foundation.systems.models import Reader, System, name_all

MOST = 100  # of what is asked in each direction, so many are on the page
MANY = 20  # tables to choose from, before there is a box to find one
ASKED = 200


@dataclass
class Shown:
    """
    Something asked, as a page shows it.

    :param words: none of a life's, on a page outside that life.
    :param asker: the name of the table that asks, unless it is a life.
    """

    ask: Ask
    words: dict[str, str] = field(default_factory=dict)
    asker: str = ""
    asked: str = ""
    answers: list[tuple[Answer, dict[str, str]]] = field(default_factory=list)

    @property
    def entry(self) -> Entry:
        return self.ask.entry


def shown(asks: Iterable[Ask], reader: Reader, look: Look, life: UUID | None = None) -> list[Shown]:
    """These asks with their words, their tables and the answers the reader may read."""
    asks = list(asks)
    rows = Answer.objects.filter(ask__in=asks, entry__in=Entry.objects.visible_to(reader))
    answers = list(rows.select_related("entry__by", "entry__system").order_by("-entry_id"))
    entries = [ask.entry for ask in asks] + [answer.entry for answer in answers]
    open_here = [entry for entry in entries if not entry.of_life or entry.system_id == life]
    words = words_of(open_here, look)
    tables = {ask.of_id: ask.of for ask in asks}
    tables |= {ask.entry.system_id: ask.entry.system for ask in asks if not ask.entry.of_life}
    names = {system.pk: system.name for system in name_all(tables.values())}
    return [
        Shown(
            ask=ask,
            words=words.get(ask.entry_id, {}),
            asker=names.get(ask.entry.system_id, ""),
            asked=names.get(ask.of_id, ""),
            answers=[(a, words.get(a.entry_id, {})) for a in answers if a.ask_id == ask.pk],
        )
        for ask in asks
    ]


@require_safe
def asks(request: Request, pk: UUID) -> HttpResponse:
    """What others ask of a table and what it asks of others, unanswered first."""
    reader = Reader.of(request.user)
    system = get_object_or_404(System.objects.shown_to(reader), pk=pk)
    life = system.pk if system.is_life else None
    with looking(by=request.user.pk, why="logbook:asks") as look:
        if life:
            look.saw(life, [])
        context = {
            "system": name_all([system])[0],
            "of_us": shown(_asks(reader, of=system), reader, look, life),
            "by_us": shown(_asks(reader, entry__system=system), reader, look, life),
            "may_ask": rules.can_ask(request.user, system),
            "may_answer": reader.sits_at(pk),
            "about_a_life": system.is_life,
        }
        return render(request, "logbook/asks.html", context)


def _asks(reader: Reader, **which: System) -> list[Ask]:
    """Unanswered first, the one that has waited longest on top; then the newest answered."""
    rows = Ask.objects.filter(**which, entry__in=Entry.objects.visible_to(reader))
    rows = rows.select_related("entry__system", "entry__by", "of")
    return list(rows.order_by(F("answered_at").desc(nulls_first=True), "entry_id")[:MOST])


@require_safe
def ask(request: Request, pk: UUID) -> HttpResponse:
    """Something one table asks another to change: what, why, and what they say."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="logbook:ask") as look:
        entry = fetch(reader, pk, ASK)
        asked = Ask.objects.filter(entry=entry).select_related("of").first()
        if asked is not None:
            asked.entry = entry
        [this] = shown([asked], reader, look, entry.system_id) if asked else [None]
        context = {
            "entry": entry,
            "this": this,
            # Shared from another table, it has words and nobody it is asked of.
            "words": this.words if this else words_of([entry], look).get(entry.pk, {}),
            "because": _because_of(entry, reader),
            "may_answer": asked is not None and rules.can_answer_ask(request.user, asked),
            "may_withdraw": rules.can_withdraw(request.user, entry),
            # Who asks from a life is not named to whom they ask.
            "writer": entry.by if not entry.of_life or reader.sits_at(entry.system_id) else None,
            "about_a_life": entry.of_life,
        }
        return render(request, "logbook/ask.html", context)


def _because_of(entry: Entry, reader: Reader) -> Sequence[Entry]:
    cited = Because.objects.filter(entry=entry).values("of")
    return list(Entry.objects.visible_to(reader).filter(pk__in=cited).order_by("pk")[:MOST])


@require_http_methods(["GET", "HEAD", "POST"])
def ask_of(request: Request, pk: UUID) -> HttpResponse:
    """Ask another table for a change, because of something or of nothing yet."""
    reader = Reader.of(request.user)
    system = get_object_or_404(System.objects.shown_to(reader), pk=pk)
    require(rules.can_ask(request.user, system))
    because = _cited(request, reader)
    q = clean(request.GET.get("q", ""))[:ASKED]
    everywhere = [table for table in tree.named() if table.pk != pk]
    found = {table.pk for table in tree.named(q)} if q else None
    tables = [table for table in everywhere if found is None or table.pk in found]
    form = AskForm(
        request.POST if request.method == "POST" else None,
        systems=tables if request.method != "POST" else everywhere,
        initial={"of": request.GET.get("of", "")},
    )
    with looking(by=request.user.pk, why="logbook:ask_of") as look:
        if form.is_valid() and (entry := _ask(request, system, form, because)):
            messages.success(request, _("You have asked them. They have it from now."))
            return redirect(entry)
        if system.is_life:
            look.saw(system.pk, [])
        context: dict[str, Any] = {
            "form": form,
            "system": name_all([system])[0],
            "because": because,
            "one_way": [entry for entry in because if entry.seen_one_way],
            "many": len(everywhere) > MANY,
            "q": q,
            "none_found": not tables,
            "about_a_life": system.is_life,
        }
        status = 422 if form.errors else 200
        return render(request, "logbook/ask_of.html", context, status=status)


def _cited(request: Request, reader: Reader) -> list[Entry]:
    """What ``?because=`` names, if it is the reader's to read; anything else is not there."""
    named = request.GET.get("because")
    if not named:
        return []
    try:
        return [fetch(reader, UUID(named))]
    except ValueError:
        raise Http404 from None


def _ask(request: Request, system: System, form: AskForm, because: list[Entry]) -> Entry | None:
    given = form.cleaned_data
    of = get_object_or_404(System.objects.not_lives(), pk=given["of"])
    words = {"words": given["words"], "why": given["why"]}
    try:
        return actions.ask(system=system, of=of, by=request.user, because=because, **words)
    except Refused as reason:
        form.add_error(None, str(reason))
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def answer_ask(request: Request, pk: UUID) -> HttpResponse:
    """Answer what another table asks: yes, partly, or not yet, because, and who could."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="logbook:answer_ask") as look:
        entry = fetch(reader, pk, ASK)
        asked = get_object_or_404(Ask.objects.select_related("of"), entry=entry)
        require(rules.can_answer_ask(request.user, asked))
        asked.entry = entry
        form = AnswerAskForm(
            request.POST if request.method == "POST" else None,
            rests_on_something=Because.objects.filter(entry=entry).exists(),
        )
        if form.is_valid() and (answer := _answer(request, asked, form)):
            messages.success(request, _("Your answer is with them."))
            return redirect(answer)
        [this] = shown([asked], reader, look, entry.system_id)
        context = {"form": form, "entry": entry, "this": this, "about_a_life": entry.of_life}
        status = 422 if form.errors else 200
        return render(request, "logbook/answer_ask.html", context, status=status)


def _answer(request: Request, asked: Ask, form: AnswerAskForm) -> Entry | None:
    try:
        return actions.answer_ask(ask=asked, by=request.user, **form.cleaned_data)
    except Refused as reason:
        form.add_error(None, str(reason))
        return None
