"""
What came of it, for the one who told it: by sign-in, or by the code on a card.

A code opens the words written for its teller and nothing else: no story, no name of a table.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import IPv4Address, ip_address
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.foundation.kit import paging
from alongside.foundation.kit.paging import PAGE, Page
from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook import rules as reading
from alongside.foundation.logbook.codes import code_hash
from alongside.foundation.logbook.models import Ceiling, Entry, News, Promise, Teller
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.logbook.threads import TO_TELLERS, for_tellers
from alongside.foundation.people.models import Person, Request
from alongside.foundation.record.actions import Look, looking
from alongside.human.listening.forms import CodeForm, LessForm, how_used

from .tables import status_of

# In the session: whose card was opened, with which code, by whom if signed in, and until when.
TELLER = "listening teller"
OPEN_FOR = 30 * 60
# So many wrong codes from one address in a quarter of an hour, and it is asked to wait.
WRONG, WINDOW = 10, 15 * 60


# --- by the code on a card ---------------------------------------------------------------------


@login_not_required
@sensitive_post_parameters("code")
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Type the code on a card."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        attempt = _one_more(request)
        if attempt is None:
            form.add_error(None, _("There have been many tries. Wait a quarter of an hour."))
            return render(request, "listening/code.html", {"form": form}, status=429)
        if teller := _teller_with(form.cleaned_data["code"]):
            cache.delete_many([attempt])
            _open(request, teller)
            return redirect("listening:news")
        form.add_error(
            "code",
            _("This code opens nothing. Check each letter, or ask whoever gave you the card."),
        )
    return render(request, "listening/code.html", {"form": form}, status=status_of(form))


def _teller_with(typed: str) -> Teller | None:
    """Whoever holds this card, unless all they told was taken back."""
    told = Teller.objects.filter(code=code_hash(typed), voices__entry__withdrawn_at=None)
    return told.distinct().first()


def _open(request: HttpRequest, teller: Teller) -> None:
    request.session.cycle_key()
    request.session[TELLER] = {"until": time.time() + OPEN_FOR, **_opened_with(request, teller)}


def _opened_with(request: HttpRequest, teller: Teller) -> dict[str, str]:
    """
    What has to be the same at every page: a new card shuts what the one before opened, and so does
    signing in on the browser a card was opened on, which may be somebody else's turn at it.
    """
    who = str(request.user.pk) if request.user.is_authenticated else ""
    return {"id": str(teller.pk), "code": bytes(teller.code or b"").hex()[:16], "who": who}


def _one_more(request: HttpRequest) -> str | None:
    """
    One of the tries this address has, taken before the code is looked at and given back if it was
    right; nothing once all are taken. To add is the one thing the cache does for one asker only:
    counting up reads, and then writes what others have counted meanwhile.
    """
    address = sha256(_address(request).encode()).hexdigest()[:32]
    window = int(time.time() // WINDOW)
    tries = [f"listening:code:{address}:{window}:{number}" for number in range(WRONG)]
    taken = cache.get_many(tries)
    return next((one for one in tries if one not in taken and cache.add(one, True, WINDOW)), None)


def _address(request: HttpRequest) -> str:
    """Where somebody asks from. One household has a whole /64 of the newer addresses."""
    address = ip_address(get_adapter(request).get_client_ip(request))
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or f"{int(address) >> 64:x}/64")


@login_not_required
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """What came of what the holder of a card said."""
    teller = _teller_of(request)
    if teller is None:
        return redirect("listening:code")
    entries = Entry.objects.filter(voices__teller=teller, withdrawn_at=None).order_by("-pk")
    with looking(by=teller.pk, why="listening:news") as look:
        told = sorted(_told(entries[:PAGE], look), key=lambda each: not each.has_news)
        context = {"told": told, "has_news": _has_news(told), "about_a_life": True}
        return render(request, "listening/news.html", context)


@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Put the card away."""
    request.session.pop(TELLER, None)
    return redirect("listening:code")


def _teller_of(request: HttpRequest) -> Teller | None:
    kept = request.session.get(TELLER)
    if not kept:
        return None
    teller = Teller.objects.filter(pk=kept["id"]).exclude(code=None).first()
    as_it_was = teller is not None and kept.items() >= _opened_with(request, teller).items()
    if as_it_was and kept["until"] >= time.time():
        return teller
    request.session.pop(TELLER)
    return None


# --- by sign-in --------------------------------------------------------------------------------


@require_safe
def mine(request: Request) -> HttpResponse:
    """What somebody who signs in has told themself, and what came of it."""
    entries = Entry.objects.filter(voices__teller__person=request.user, withdrawn_at=None)
    if before := paging.before(request.GET.get("before")):
        entries = entries.filter(pk__lt=before)
    found = list(entries.distinct().order_by("-pk")[: PAGE + 1])
    page = Page(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)
    with looking(by=request.user.pk, why="listening:mine") as look:
        words = words_of(page.items, look, ["words"])
        told = _told(page.items, look)
        for each in told:
            each.words = words.get(each.entry.pk, {}).get("words", "")
        context = {"told": told, "has_news": _has_news(told), "page": page, "about_a_life": True}
        return render(request, "listening/mine.html", context)


# --- both --------------------------------------------------------------------------------------


@dataclass
class Came:
    """Words written for a teller in something that came of what they told."""

    entry: Entry
    words: str
    had: News | None


@dataclass
class Told:
    """
    Something somebody told, who will bring them news of it, and what came of it so far, newest
    first: what they have not had stands before what they know.
    """

    entry: Entry
    promise: Promise | None
    came: list[Came]
    how: str
    words: str = ""

    @property
    def has_news(self) -> bool:
        return self.promise is not None and not all(came.had for came in self.came)


def _told(entries: Iterable[Entry], look: Look) -> list[Told]:
    """In as many queries whatever their number."""
    entries = list(entries)
    ids = [entry.pk for entry in entries]
    came = for_tellers(ids)
    later = Entry.objects.in_bulk({pk for each in came.values() for pk in each})
    words = words_of(later.values(), look, [TO_TELLERS])
    promises = {p.entry_id: p for p in Promise.objects.select_related("by").filter(entry__in=ids)}
    brought = News.objects.filter(promise__entry__in=ids).select_related("promise")
    had = {(one.promise.entry_id, one.entry_id): one for one in brought}
    return [
        Told(
            entry=entry,
            promise=promises.get(entry.pk),
            came=[
                Came(later[pk], words[pk][TO_TELLERS], had.get((entry.pk, pk)))
                for pk in reversed(came[entry.pk])
                if pk in words
            ],
            how=how_used(entry.ceiling, of_life=entry.of_life) if entry.ceiling else "",
        )
        for entry in entries
    ]


def _has_news(told: Iterable[Told]) -> bool:
    return any(each.has_news for each in told)


def _voiced(request: HttpRequest, pk: UUID) -> tuple[Entry, Person | Teller]:
    """
    Something that whoever asks told themself, by their card or by sign-in.

    :raises Http404: if they did not, the same as if it were not there.
    """
    entry = get_object_or_404(Entry, pk=pk, withdrawn_at=None)
    person = request.user if isinstance(request.user, Person) else None
    for who in (_teller_of(request), person):
        if who is not None and reading.is_voice_of(who, entry):
            return entry, who
    raise Http404


def _back(who: Person | Teller) -> HttpResponse:
    return redirect("listening:news" if isinstance(who, Teller) else "listening:mine")


@login_not_required
@require_POST
def mark_read(request: HttpRequest, pk: UUID, came: UUID) -> HttpResponse:
    """The teller has read the words written for them."""
    entry, who = _voiced(request, pk)
    promise = get_object_or_404(Promise, entry=entry)
    if came not in for_tellers([pk])[pk]:
        raise Http404  # the same for what is there and is none of theirs
    try:
        logbook.read_news(promise=promise, entry=get_object_or_404(Entry, pk=came), by=who)
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("Thank you. They will see that you have read it."))
    return _back(who)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def less(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The teller lets their words be used less than before."""
    entry, who = _voiced(request, pk)
    if entry.ceiling in ("", Ceiling.CLOSE):
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = LessForm(posted, now=entry.ceiling, of_life=entry.of_life)
    if form.is_valid():
        try:
            logbook.lower(entry=entry, by=who, **form.cleaned_data)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("From now on your words are used as you said."))
            return _back(who)
    context = {
        "form": form,
        "now": Ceiling(entry.ceiling).label,
        "by_card": isinstance(who, Teller),
        "about_a_life": True,
    }
    return render(request, "listening/less.html", context, status=status_of(form))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The teller takes their words back, once they have said so twice."""
    entry, who = _voiced(request, pk)
    if request.method != "POST":
        context = {"by_card": isinstance(who, Teller), "about_a_life": True}
        return render(request, "listening/take_back.html", context)
    try:
        logbook.withdraw(entry=entry, by=who)
    except Refused as reason:
        messages.error(request, str(reason))
        return _back(who)
    messages.success(request, _("Your words are taken back. They are deleted here."))
    if isinstance(who, Teller) and not who.voices.filter(entry__withdrawn_at=None).exists():
        request.session.pop(TELLER, None)
        return redirect("listening:code")
    return _back(who)
