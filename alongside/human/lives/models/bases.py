"""The law each organisation works under, apart from what the person said yes to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.people.models import Membership, Organisation, Person
from alongside.foundation.systems.models import Seat


class Purpose(models.TextChoices):
    """What an organisation may have to know something for."""

    SUPPORT = "support", _("to walk alongside somebody")
    HOME = "home", _("to keep or find a home")
    MONEY = "money", _("to put money and benefits right")
    HEALTH = "health", _("to give health or social care")
    SAFETY = "safety", _("to keep somebody safe from harm")
    SIGN = "sign", _("to knock when life may have got harder")
    RETURN = "return", _("to send the returns the law asks for")
    LEARN = "learn", _("to learn what would work better")


class LawfulGround(models.TextChoices):
    """The grounds of Article 6 of the UK GDPR, in plain words."""

    CONSENT = "consent", _("your yes, and nothing else")
    CONTRACT = "contract", _("an agreement you made with them")
    LEGAL_OBLIGATION = "obligation", _("the law says they must")
    VITAL = "vital", _("somebody’s life is at stake")
    PUBLIC_TASK = "public_task", _("their public task, which the law gives them")
    LEGITIMATE = "legitimate", _("a fair interest, weighed against yours")
    SAFEGUARDING = "safeguarding", _("a recognised interest: keeping somebody at risk safe")
    EMERGENCY = "emergency", _("a recognised interest: an emergency")
    PUBLIC_REQUEST = "request", _("a recognised interest: a public body asked for its task")


class Condition(models.TextChoices):
    """What Article 9 and Schedule 1 ask for besides, of health and other special things."""

    NONE = "", _("nothing of that kind")
    EXPLICIT = "explicit", _("your yes, said out loud")
    CARE = "care", _("health or social care, by somebody sworn to keep it close")
    RISK = "risk", _("keeping a child or an adult at risk safe")
    LIFE = "life", _("somebody’s life, when they cannot say yes")
    BENEFITS = "benefits", _("social security and social protection law")
    CLAIMS = "claims", _("a claim or a court")
    PUBLIC = "public", _("a substantial public interest named in law")


# Nobody can stop these by saying no; a page that said so would not be true.
CANNOT_BE_STOPPED = (
    LawfulGround.LEGAL_OBLIGATION,
    LawfulGround.VITAL,
    LawfulGround.SAFEGUARDING,
    LawfulGround.EMERGENCY,
    LawfulGround.PUBLIC_REQUEST,
)
# On these alone somebody may be let in without a yes, to keep someone safe.
LETS_ACT = (*CANNOT_BE_STOPPED[:4], LawfulGround.PUBLIC_TASK)


class Bases(models.QuerySet["Basis"]):
    def current(self) -> Bases:
        now = timezone.now()
        return self.filter(Q(until=None) | Q(until__gt=now), superseded_at=None, since__lte=now)

    def lets_act(self) -> Bases:
        """Those on which somebody may be let in without a yes, to keep someone safe."""
        return self.current().filter(allows_acting_without_yes=True)

    def asks(self) -> Bases:
        """Those on which the law asks, whatever the person says."""
        return self.current().filter(ground__in=CANNOT_BE_STOPPED, can_the_person_stop_it=False)


class Basis(models.Model):
    """
    On what ground of law one organisation knows things, for one purpose, said so that people can
    read it. A change is a new row: what was said before stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=8, choices=Purpose)
    in_plain_words = models.CharField(max_length=400)
    ground = models.CharField(max_length=12, choices=LawfulGround)
    condition = models.CharField(max_length=8, choices=Condition, blank=True)
    law = models.CharField(max_length=200)
    talk_to = models.CharField(max_length=200)
    can_the_person_stop_it = models.BooleanField(default=False)
    allows_acting_without_yes = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Bases.as_manager()

    class Meta:
        verbose_name_plural = "bases"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "purpose"],
                condition=Q(superseded_at=None),
                name="one_basis_a_purpose",
            ),
            models.CheckConstraint(
                condition=Q(can_the_person_stop_it=False) | ~Q(ground__in=CANNOT_BE_STOPPED),
                name="what_the_law_requires_nobody_stops",
            ),
            models.CheckConstraint(
                condition=~Q(ground=LawfulGround.CONSENT) | Q(can_the_person_stop_it=True),
                name="what_rests_on_a_yes_can_be_stopped",
            ),
            models.CheckConstraint(
                condition=Q(allows_acting_without_yes=False)
                | Q(
                    purpose=Purpose.SAFETY,
                    ground__in=LETS_ACT,
                    can_the_person_stop_it=False,
                ),
                name="acting_without_a_yes_is_for_safety",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="basis_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} of {self.organisation_id}"


class Namings(models.QuerySet["MayAct"]):
    def current(self) -> Namings:
        return self.filter(until=None)

    def who_left(self) -> Namings:
        """Those still written down who have left meanwhile, whether or not they came back."""
        mine = Membership.objects.current().filter(
            person=OuterRef("person"), organisation=OuterRef("organisation")
        )
        return self.current().filter(~Exists(mine.filter(since__lte=OuterRef("since"))))


class MayAct(models.Model):
    """
    Somebody who may act for an organisation without a yes, to keep someone safe: named, and written
    down by somebody else. To belong there is not enough, or whoever brings people in names them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    named_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Namings.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(person=F("named_by")), name="nobody_names_themself_to_act"
            ),
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(until=None),
                name="named_to_act_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.organisation_id}"


class SeatsByLaw(models.QuerySet["ByLaw"]):
    def current(self) -> SeatsByLaw:
        return self.filter(seat__until__gt=timezone.now())

    def still_asked(self) -> SeatsByLaw:
        """Those whose organisation says to this day that the law asks, for the same purpose."""
        asks = Basis.objects.asks().filter(
            organisation=OuterRef("basis__organisation"), purpose=OuterRef("basis__purpose")
        )
        return self.current().filter(Exists(asks))


class ByLaw(models.Model):
    """A seat somebody has in a life because a law asks, with the law: it stays while that does."""

    seat = models.OneToOneField(Seat, models.CASCADE, primary_key=True, related_name="+")
    basis = models.ForeignKey(Basis, models.PROTECT, related_name="+")

    objects: ClassVar[Any] = SeatsByLaw.as_manager()

    def __str__(self) -> str:
        return f"{self.basis_id} lets in {self.seat_id}"
