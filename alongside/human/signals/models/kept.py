"""What this room keeps of a life, for the person to have with everything else."""

import json

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.clocks import on_day
from alongside.foundation.record.actions import Look
from alongside.foundation.systems.models import Reader, System
from alongside.human.lives.models import Kept, also_kept

from .knocks import Knock
from .sealing import BECAUSE, WHO, open_sealed
from .sources import said_of


@also_kept
def signs_kept(reader: Reader, life: System, look: Look) -> Kept:
    """What somebody was told about this life, whole and in the words it was sent in."""
    knocks = list(
        Knock.objects.visible_to(reader)
        .filter(life=life)
        .select_related("source__entry", "source__organisation", "sign", "pause")
        .order_by("pk")
    )
    sources = said_of({knock.source_id: knock.source for knock in knocks}.values())
    names = {source.pk: source.name for source in sources}
    signs = {sign.pk: sign.words for source in sources for sign in source.says}
    look.saw(life.pk, [knock.pk for knock in knocks])
    rows = [_kept_of(knock, names[knock.source_id], signs[knock.sign_id]) for knock in knocks]
    return Kept(_("Why somebody came, and what they were told"), rows)


def _kept_of(knock: Knock, source: str, sign: str) -> str:
    said = [f"{source}, {knock.source.organisation.name}: {sign}", on_day(knock.on)]
    if knock.sealed:
        said.append(_plain(open_sealed(knock.key, knock.pk, WHO, knock.sealed)))
    if knock.ended:
        said.append(str(knock.get_ended_display()))
    pause = getattr(knock, "pause", None)
    if pause is not None:
        said.append(str(pause.get_says_display() or _("They were asked to pause it")))
        if pause.because:
            said.append(open_sealed(pause.key, pause.pk, BECAUSE, pause.because))
    until = gettext("It goes away on %(day)s") % {"day": on_day(knock.until)}
    return " · ".join([*said, until])


def _plain(who: str) -> str:
    return ", ".join(json.loads(who).values())
