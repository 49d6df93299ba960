"""What could go wrong, the signs at which people stop and talk, and the talks themselves."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.foundation.kit.refusals import require, status_of
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.people.models import Request
from alongside.foundation.systems.models import Reader, name_all
from alongside.learning.experiments import actions, rules
from alongside.learning.experiments.forms import (
    HandOverForm,
    HazardForm,
    ReasonForm,
    SeenForm,
    SignForm,
    TalkedForm,
)
from alongside.learning.experiments.models import TALK, Hazard, StopSign, Talk

from .adding import posted
from .planning import did, in_pairs, measures_of, step_page, to_plan
from .plans import alone
from .read import Read


@require_http_methods(["GET", "HEAD", "POST"])
def name_hazard(request: Request, pk: UUID) -> HttpResponse:
    """What could go wrong, what is put in place, what would show it and who'd notice."""
    reader, read = to_plan(request, pk)
    counted = measures_of(reader, read.plan)
    people = rules.around(read.plan.entry.system, reader)
    form = HazardForm(
        posted(request),
        people=people,
        measures=in_pairs(counted),
        initial={"noticer": str(request.user.pk)},
    )
    if form.is_valid():
        data: dict[str, Any] = dict(form.cleaned_data)
        asked = data.get("measure", "")
        data["measure"] = next((one for one in counted if str(one.pk) == asked), None)
        said = _("It is written down, and %(name)s looks out for it.") % {
            "name": data["noticer"].name
        }
        if did(request, form, said, actions.name_hazard, plan=read.plan, **data):
            return redirect(read.plan)
    return step_page(request, "experiments/name_hazard.html", read, form)


@require_http_methods(["GET", "HEAD", "POST"])
def let_hazard_go(request: Request, pk: UUID) -> HttpResponse:
    """Take something that could go wrong off the plan."""
    hazard = get_object_or_404(Hazard.objects.now(), pk=pk)
    _reader, read = to_plan(request, hazard.plan_id)
    form = ReasonForm(posted(request), locked=read.plan.is_locked)
    if form.is_valid():
        given = {"hazard": hazard, **form.cleaned_data}
        if did(request, form, _("It is taken off."), actions.let_hazard_go, **given):
            return redirect(read.plan)
    context = {"words": read.words.get(hazard.part("hazard"), "")}
    return step_page(request, "experiments/let_hazard_go.html", read, form, context)


@require_http_methods(["GET", "HEAD", "POST"])
def agree_sign(request: Request, pk: UUID) -> HttpResponse:
    """Agree a sign at which people stop and talk, and whose it is."""
    reader, read = to_plan(request, pk)
    people = rules.around(read.plan.entry.system, reader)
    form = SignForm(posted(request), people=people, initial={"owner": str(request.user.pk)})
    if form.is_valid():
        given = {"plan": read.plan, **form.cleaned_data}
        if did(request, form, _("It is agreed."), actions.agree_sign, **given):
            return redirect(read.plan)
    return step_page(request, "experiments/agree_sign.html", read, form)


@require_http_methods(["GET", "HEAD", "POST"])
def let_sign_go(request: Request, pk: UUID) -> HttpResponse:
    """Take a sign off the plan."""
    sign, _reader, read = _sign(request, pk)
    form = ReasonForm(posted(request), locked=read.plan.is_locked)
    if form.is_valid():
        given = {"sign": sign, **form.cleaned_data}
        if did(request, form, _("It is taken off."), actions.let_sign_go, **given):
            return redirect(read.plan)
    context = {"sign": sign, "words": read.words.get(sign.part, "")}
    return step_page(request, "experiments/let_sign_go.html", read, form, context)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_sign(request: Request, pk: UUID) -> HttpResponse:
    """Give a sign to somebody else, with what waits about it."""
    sign, reader, read = _sign(request, pk)
    people = [
        one for one in rules.around(read.plan.entry.system, reader) if one.pk != sign.owner_id
    ]
    form = HandOverForm(posted(request), locked=read.plan.is_locked, people=people)
    if form.is_valid():
        said = _("It is theirs now.")
        if did(request, form, said, actions.hand_over_sign, sign=sign, **form.cleaned_data):
            return redirect(read.plan)
    context = {"sign": sign, "words": read.words.get(sign.part, "")}
    return step_page(request, "experiments/hand_over_sign.html", read, form, context)


@require_http_methods(["GET", "HEAD", "POST"])
def stop_and_talk(request: Request, pk: UUID) -> HttpResponse:
    """Somebody sees the sign, and says so."""
    sign, _reader, read = _sign(request, pk)
    waiting = sign.talks.waiting().select_related("entry").first()
    if waiting is not None:
        return redirect(waiting)
    form = SeenForm(posted(request))
    if form.is_valid():
        said = _("%(name)s is told. Talk to them now if you can.") % {"name": sign.owner.name}
        if did(request, form, said, actions.stop_and_talk, sign=sign, **form.cleaned_data):
            return redirect(sign.talks.waiting().select_related("entry").get())
    context = {"sign": sign, "words": read.words.get(sign.part, "")}
    return step_page(request, "experiments/stop_and_talk.html", read, form, context)


def _sign(request: Request, pk: UUID) -> tuple[StopSign, Reader, Read]:
    sign = get_object_or_404(StopSign.objects.now().select_related("owner"), pk=pk)
    reader, read = to_plan(request, sign.plan_id)
    sign.plan = read.plan
    return sign, reader, read


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: Request, pk: UUID) -> HttpResponse:
    """What was seen, who owns the sign and how long they have had it; then what was decided."""
    reader = Reader.of(request.user)
    entry = fetch(reader, pk, TALK)
    nouns = ("owner", "talked_by", "sign__plan__entry", "sign__plan__experiment__entry__system")
    this = Talk.objects.select_related(*nouns).filter(pk=pk).first()
    if this is None or not _may_read_plan(reader, this):
        return alone(request, entry)
    this.entry = entry
    tried = this.sign.plan.experiment.entry
    may_say = rules.can_say_what_was_decided(request.user, tried) and not tried.is_withdrawn
    require(may_say or request.method != "POST")
    form = TalkedForm(posted(request))
    if form.is_valid():
        said = _("It is written down, and everybody sees it.")
        if did(request, form, said, actions.talked, talk=this, **form.cleaned_data):
            return redirect(this)
    plan_words = words_of([this.sign.plan.entry, entry])
    context = {
        "form": form if may_say and not this.decided else None,
        "entry": entry,
        "talk": this,
        "sign_words": plan_words.get(this.sign.plan_id, {}).get(this.sign.part, ""),
        "words": plan_words.get(pk, {}),
        "tried": None if tried.is_withdrawn else tried,
        "system": name_all([entry.system])[0],
        "mine": this.owner_id == request.user.pk,
    }
    return render(request, "experiments/talk.html", context, status=status_of(form))


def _may_read_plan(reader: Reader, this: Talk) -> bool:
    return bool(Entry.objects.visible_to(reader).filter(pk=this.sign.plan_id).exists())
