"""Who is up for trying it: asking by name, and answering."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.foundation.kit.refusals import require, status_of
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.people.models import Request
from alongside.foundation.systems.models import Reader
from alongside.learning.experiments import actions, rules
from alongside.learning.experiments.forms import AnswerForm, InviteForm
from alongside.learning.experiments.models import TRY, Invited, Says

from .adding import posted, tried_as
from .planning import did

SEVERAL = 200


@require_http_methods(["GET", "HEAD", "POST"])
def up_for_it(request: Request, pk: UUID) -> HttpResponse:
    """Who is up for it, who was asked, and asking others by name."""
    reader = Reader.of(request.user)
    tried = fetch(reader, pk, TRY)
    in_a_life = str(rules.NOT_IN_A_LIFE) if tried.of_life else ""
    require(rules.can_invite(request.user, tried), in_a_life)
    experiment = tried_as(tried)
    rows = list(
        Invited.objects.filter(experiment=pk)
        .select_related("person")
        .order_by("at", "pk")[:SEVERAL]
    )
    asked = {one.person_id for one in rows}
    left = [one for one in rules.around(tried.system, reader) if one.pk not in asked]
    left = [one for one in left if one.pk != request.user.pk]
    form = InviteForm(posted(request), people=left)
    if form.is_valid():
        said = _("They are asked.")
        if did(request, form, said, actions.invite, experiment=experiment, **form.cleaned_data):
            return redirect("experiments:up_for_it", pk)
    context = {
        "form": form if left else None,
        "alone": not left and not rows,
        "tried": tried,
        "words": words_of([tried]).get(pk, {}),
        "up_for_it": [{"name": one.person.name} for one in rows if one.says == Says.YES],
        # Who said no stands here like those who have said nothing: nobody is shown which.
        "asked": [{"name": one.person.name} for one in rows if one.says != Says.YES],
    }
    return render(request, "experiments/up_for_it.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: Request, pk: UUID) -> HttpResponse:
    """Somebody is asked whether they are up for it. Nobody else sees this page."""
    reader = Reader.of(request.user)
    mine = Invited.objects.filter(person=request.user)
    this = get_object_or_404(mine.select_related("by", "experiment__entry__system"), pk=pk)
    tried = fetch(reader, this.experiment_id, TRY)
    require(rules.can_answer(request.user, this))
    form = AnswerForm(posted(request), initial={"says": this.says})
    if form.is_valid() and did(
        request, form, "", actions.answer, invited=this, says=form.cleaned_data["says"]
    ):
        messages.success(request, _thanks(form.cleaned_data["says"]))
        return redirect(tried)
    words = words_of([tried]).get(tried.pk, {})
    context = {"form": form, "invited": this, "tried": tried, "words": words}
    return render(request, "experiments/invited.html", context, status=status_of(form))


def _thanks(says: str) -> str:
    if says == Says.YES:
        return _("You are up for it. Those around the table see your name.")
    return _("Thank you. Nobody is shown what you said.")
