"""Noting a conversation on a phone, and reading it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.foundation.kit import paging
from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook import visible
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import attachments_of, fetch, words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader, System
from alongside.human.lives import actions, rules
from alongside.human.lives.forms.matters import NoteForm
from alongside.human.lives.models import CONVERSATION, Line, PutRight, matters

from .life import life_of, named
from .matters import of_one

# Only this page may ask for the microphone.
MAY_LISTEN = "camera=(), geolocation=(), microphone=(self)"


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: Request, pk: UUID) -> HttpResponse:
    """Write or say what was talked about: one box, under two minutes."""
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    require(rules.can_note(reader, life))
    own = rules.speaks_here(reader, life)
    posted = request.method == "POST"
    form = NoteForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        system=life,
        reader=reader,
        own=own,
    )
    with looking(by=request.user.pk, why="lives:note") as look:
        if form.is_valid() and (entry := _noted(request, life, form)):
            messages.success(request, _("The conversation is kept."))
            return redirect(f"{entry.get_absolute_url()}?read-back")
        context = {"system": named(life, look), "form": form, "own": own, "about_a_life": True}
        page = render(request, "lives/note.html", context, status=status_of(form))
        page.headers["Permissions-Policy"] = MAY_LISTEN
        return page


def _noted(request: Request, life: System, form: NoteForm) -> Entry | None:
    try:
        return actions.note(life=life, by=request.user, **form.cleaned_data)
    except Refused as reason:
        form.add_error(None, str(reason))
        return None
    except logbook.SentBefore as sent:
        return sent.entry


@require_safe
def conversation(request: Request, pk: UUID) -> HttpResponse:
    """A conversation, what matters in it, and putting it right; just noted, it is read back."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="lives:conversation") as look:
        entry = fetch(reader, pk, CONVERSATION)
        lines = list(
            Line.objects.filter(entry__because__of=entry)
            .visible_to(reader)
            .leading()
            .select_related("entry__by")
        )
        words = words_of([entry, *(line.entry for line in lines)], look)
        context = of_one(request, reader, entry, look)
        context |= {
            "words": words.get(entry.pk, {}),
            "lines": matters.said(lines, words),
            "attachments": attachments_of([entry], look).get(entry.pk, []),
            "read_back": "read-back" in request.GET and context["put_right"] is None,
        }
        return render(request, "lives/conversation.html", context)


@require_safe
def conversations(request: Request, pk: UUID) -> HttpResponse:
    """Conversations, newest first."""
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    with looking(by=request.user.pk, why="lives:conversations") as look:
        page = visible.newest(
            reader,
            systems=[life.pk],
            kinds=[CONVERSATION],
            before=paging.before(request.GET.get("before")),
        )
        entries = [entry for entry in page.items if entry.system_id == life.pk]
        folded = set(PutRight.objects.filter(older__in=entries).values_list("older", flat=True))
        entries = [entry for entry in entries if entry.pk not in folded]
        words = words_of(entries, look)
        context = {
            "system": named(life, look),
            "page": page,
            "conversations": [(entry, words.get(entry.pk, {})) for entry in entries],
            "own": rules.speaks_here(reader, life),
            "about_a_life": True,
        }
        return render(request, "lives/conversations.html", context)
