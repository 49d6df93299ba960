"""Who may speak to a table, what they may say, and how often they were wrong."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.people.models import Organisation, Request
from alongside.foundation.systems import tree
from alongside.foundation.systems.models import Reader, System, name_all
from alongside.human.signals import actions, alarms, rules
from alongside.human.signals.actions import NewSign
from alongside.human.signals.forms import NOBODY, SignForm, SourceForm
from alongside.human.signals.models import SOURCE, Month, Source, Token, said_of


@require_safe
def sources(request: Request, pk: UUID) -> HttpResponse:
    """The sources a table keeps, for anyone to read: what a place listens for is no secret."""
    table = get_object_or_404(System.objects.not_lives(), pk=pk)
    reader = Reader.of(request.user)
    kept = Source.objects.filter(entry__system=table).select_related("organisation", "entry")
    context = {
        "table": name_all([table])[0],
        "sources": said_of(kept.order_by("ended_at", "entry_id")),
        "may_keep": rules.can_keep_sources(reader, table),
        "may_knock": rules.can_see_knocks(reader, table),
    }
    return render(request, "signals/sources.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def begin_source(request: Request, pk: UUID) -> HttpResponse:
    """Let a source speak to this table."""
    table = get_object_or_404(System.objects.not_lives(), pk=pk)
    require(rules.can_keep_sources(request.user, table))
    tables = tree.named()
    form = SourceForm(
        request.POST if request.method == "POST" else None,
        organisations=Organisation.objects.order_by("name"),
        tables=tables,
    )
    if form.is_valid() and (begun := _begin(request, table, form)):
        messages.success(request, _("It is written down. It is heard once it has a token."))
        return redirect(begun.entry)
    context = {"form": form, "table": name_all([table])[0]}
    return render(request, "signals/begin_source.html", context, status=status_of(form))


def _begin(request: Request, table: System, form: SourceForm) -> Source | None:
    said = dict(form.cleaned_data)
    sign = NewSign(said.pop("sign"), said.pop("not_meant"))
    whose = get_object_or_404(Organisation, pk=said.pop("organisation"))
    asked = said.pop("asked")
    if asked == NOBODY:
        said |= {"pauses": "", "pause_ground": "", "pause_gateway": ""}
    of = None if asked == NOBODY else get_object_or_404(System.objects.not_lives(), pk=asked)
    try:
        return actions.begin_source(
            table=table, organisation=whose, asked=of, signs=[sign], by=request.user, **said
        )
    except Refused as reason:
        form.add_error(None, str(reason))
        return None


@require_safe
def source(request: Request, pk: UUID) -> HttpResponse:
    """One source: what it may say and what that does not mean, by what right, how often wrong."""
    reader = Reader.of(request.user)
    entry = fetch(reader, pk, SOURCE)
    if not Source.objects.filter(pk=entry.pk).exists():
        # Shared from another table: what that one keeps, in words.
        words = words_of([entry]).get(entry.pk, {})
        return render(request, "signals/source_elsewhere.html", {"entry": entry, "words": words})
    return _page(request, reader, _of(entry.pk))


def _page(
    request: Request, reader: Reader, source: Source, status: int = 200, **more: Any
) -> HttpResponse:
    [said] = said_of([source])
    may_keep = rules.can_keep_sources(reader, source.entry.system)
    tables = [source.entry.system, *([source.asked] if source.asked else [])]
    name_all(tables)
    context = {
        "source": said,
        "entry": source.entry,
        "table": source.entry.system,
        "may_keep": may_keep,
        "may_pause_all": rules.can_ask_pause_for_all(reader, source),
        "may_make": (may_make := rules.can_speak_for(reader, source)),
        "tokens": source.tokens.filter(stopped_at=None).order_by("made_at")
        if may_keep or may_make
        else [],
        "most_tokens": rules.TOKENS,
        "months": _months(source) if rules.can_see_knocks(reader, source.entry.system) else [],
        **more,
    }
    return render(request, "signals/source.html", context, status=status)


def _months(source: Source) -> list[dict[str, object]]:
    """How often it was wrong, newest first, with small numbers left out."""
    rows = Month.objects.filter(sign__source=source).order_by("-on", "sign__n")[:24]
    named = {sign.pk: sign.words for sign in source.says}
    return [
        {
            "on": row.on,
            "sign": named.get(row.sign_id, ""),
            "learnt": alarms.learnt(row.opened, row.false_alarms),
        }
        for row in rows
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def add_sign(request: Request, pk: UUID) -> HttpResponse:
    """Let a source say one thing more."""
    source = _kept(request, pk)
    form = SignForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = NewSign(form.cleaned_data["sign"], form.cleaned_data["not_meant"])
        try:
            actions.add_sign(source=source, sign=said, by=request.user)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("They may say that from now on."))
            return redirect(source.entry)
    context = {"form": form, "source": said_of([source])[0]}
    return render(request, "signals/add_sign.html", context, status=status_of(form))


@sensitive_variables()
@require_POST
def make_token(request: Request, pk: UUID) -> HttpResponse:
    """Make a token. It is on this one answer and nowhere else: in no session, in no message."""
    source = there(request, pk)
    try:
        token = actions.make_token(source=source, by=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect(source.entry)
    return _page(request, Reader.of(request.user), source, token=token)


@require_POST
def stop_token(request: Request, pk: UUID, token: UUID) -> HttpResponse:
    source = there(request, pk)
    require(rules.can_stop_token(request.user, source))
    kept = Token.objects.select_related("source__entry__system")
    stopping = get_object_or_404(kept, pk=token, source=source)
    return _then(
        request, source, _("That token opens nothing any more."),
        lambda: actions.stop_token(token=stopping, by=request.user),
    )  # fmt: skip


@require_POST
def hold_source(request: Request, pk: UUID) -> HttpResponse:
    source = _kept(request, pk)
    return _then(
        request, source, _("Nobody listens to it for now, and it is told so."),
        lambda: actions.hold_source(source=source, by=request.user),
    )  # fmt: skip


@require_POST
def take_up_source(request: Request, pk: UUID) -> HttpResponse:
    source = _kept(request, pk)
    return _then(
        request, source, _("It is listened to again."),
        lambda: actions.take_up_source(source=source, by=request.user),
    )  # fmt: skip


@require_POST
def end_source(request: Request, pk: UUID) -> HttpResponse:
    source = _kept(request, pk)
    return _then(
        request, source, _("It has ended. What stands already stands until its day."),
        lambda: actions.end_source(source=source, by=request.user),
    )  # fmt: skip


def _then(request: Request, source: Source, sentence: str, verb: Any) -> HttpResponse:
    try:
        verb()
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, sentence)
    return redirect(source.entry)


def _of(pk: UUID) -> Source:
    rows = Source.objects.select_related("entry__system", "organisation", "asked")
    return get_object_or_404(rows, pk=pk)


def there(request: Request, pk: UUID) -> Source:
    """One they may read, which is anybody; what they may do is asked of the rules."""
    fetch(Reader.of(request.user), pk, SOURCE)
    return _of(pk)


def _kept(request: Request, pk: UUID) -> Source:
    """One of a table they hold; of another's they may read, not change."""
    source = there(request, pk)
    require(rules.can_keep_sources(request.user, source.entry.system))
    return source
