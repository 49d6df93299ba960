"""Erasing a life: what goes, what stays, what stands in the way, and that it is gone."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems.models import Reader, System
from alongside.human.lives import actions, rules
from alongside.human.lives.forms.erasing import EraseForm
from alongside.human.lives.models import ErasureWish, HeldApart, one_person

from .life import life_of, named


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: Request, pk: UUID) -> HttpResponse:
    """Say that a life is to be erased, and erase it once everybody whose it is has said so."""
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    require(
        rules.can_ask_to_erase(reader, life),
        _("Only the person themself can have this erased. Ask them."),
    )
    own_life = rules.speaks_here(reader, life)
    form = EraseForm(request.POST if request.method == "POST" else None, own_life=own_life)
    if form.is_valid() and (done := _said(request, life, form)):
        return done
    with looking(by=request.user.pk, why="lives:erase") as look:
        context = _shown(reader, named(life, look), look)
        context |= {"form": form, "own_life": own_life, "about_a_life": True}
        return render(request, "lives/erase.html", context, status=status_of(form))


def _shown(reader: Reader, life: System, look: Look) -> dict[str, Any]:
    wish = ErasureWish.objects.filter(life=life).select_related("by").order_by("at").first()
    return {
        "life": life,
        "wish": wish,
        "mine": ErasureWish.objects.filter(life=life, by=reader.person).exists(),
        "waits_for": rules.waits_for(life) if wish else [],
        "ready": rules.may_go_on(life),
        "from_when": wish.at + rules.SLEPT_OVER if wish else None,
        "held": _held(reader, life, look),
        "looked_into": rules.is_being_looked_into(reader, life),
        "here_twice": len(one_person(reader, life.pk)) > 1,
    }


def _held(reader: Reader, life: System, look: Look) -> list[dict[str, Any]]:
    """Which law keeps something, for whom, and until when; and where it can be read now."""
    rows = list(rules.held_by_law(life))
    readable = Entry.objects.visible_to(reader).filter(pk__in=[row.older_id for row in rows])
    entries = {entry.pk: entry for entry in readable}
    words = words_of(entries.values(), look, ["law"])
    return [
        {
            "law": words.get(row.older_id, {}).get("law", ""),
            "until": row.kept_until,
            "by": row.organisation.name if row.organisation else "",
            "entry": entries.get(row.older_id),
        }
        for row in rows
    ]


def _said(request: Request, life: System, form: EraseForm) -> HttpResponse | None:
    """Written down that it is to go; and gone, if nobody else has to say so."""
    try:
        if not ErasureWish.objects.filter(life=life, by=request.user).exists():
            actions.ask_to_erase(life=life, by=request.user)
        if rules.may_go_on(life) is None:
            return redirect("lives:erase", pk=life.pk)
        list(messages.get_messages(request))  # what was last said here is not to be shown later
        actions.erase(life=life, by=request.user)
    except Refused as reason:
        form.add_error(None, str(reason))
        return None
    return redirect("lives:erased")


@require_POST
def keep_after_all(request: Request, pk: UUID) -> HttpResponse:
    """A life that was to be erased stays."""
    life = life_of(Reader.of(request.user), pk)
    try:
        actions.keep_after_all(life=life, by=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("It stays."))
    return redirect(life)


@require_safe
def erased(request: Request) -> HttpResponse:
    """That it is gone. This page knows of no life: anybody who signs in may open it."""
    context = {
        "may_close": not Reader.of(request.user).seats,
        "kept": HeldApart.objects.visible_to(request.user).exists(),
        "about_a_life": True,
    }
    return render(request, "lives/erased.html", context)


@require_POST
def close_sign_in(request: Request) -> HttpResponse:
    """Somebody who has no seat here any more goes for good."""
    try:
        actions.close_sign_in(by=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect("lives:erased")
    logout(request)
    messages.success(request, _("It is closed. Nobody can sign in as you here."))
    return redirect(settings.LOGIN_URL)
