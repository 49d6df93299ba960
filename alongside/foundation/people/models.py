from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from alongside.foundation.kit.ids import uuid7


class People(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who signs in: a person telling their story, a worker, a steward, a commissioner."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254, unique=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    welcomed_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    # When somebody was last here is nobody's business: no column, and nothing that fills it.
    last_login = None

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_an_address")]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class Organisations(models.QuerySet["Organisation"]):
    def saying(self, text: str) -> Organisations:
        """Those that have every one of these words in their name or in what they are."""
        found = self
        for word in text.split():
            found = found.filter(Q(name__icontains=word) | Q(about__icontains=word))
        return found


class Organisation(models.Model):
    """An organisation people belong to. It keeps its own identity and its own controls."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200, unique=True)
    about = models.TextField(blank=True)
    founded_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[Any] = Organisations.as_manager()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:organisation", args=[self.pk])

    @property
    def initial(self) -> str:
        """The letter it is under in a list."""
        return self.name[:1].upper()


class Memberships(models.QuerySet["Membership"]):
    def current(self) -> Memberships:
        """Those that have not ended."""
        return self.filter(Q(until=None) | Q(until__gt=timezone.now()))


class Membership(models.Model):
    """Where somebody belongs, as what, and since when."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    as_what = models.CharField(max_length=120, blank=True)
    brought_in_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = Memberships.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(until=None),
                name="one_current_membership",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="membership_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation}"


class Askings(models.QuerySet["Asking"]):
    def open(self) -> Askings:
        """Those no yes was said to yet, as whoever asked sees them: a no looks like no answer."""
        return self.exclude(yes=True).filter(taken_back_at=None)

    def said_yes(self) -> Askings:
        return self.filter(yes=True, taken_back_at=None)

    def waiting_for(self, person: Person) -> Askings:
        """What somebody is asked and has not answered; nobody who was told no asks it again."""
        told_no = Asking.objects.filter(person=person, yes=False)
        asked = self.filter(person=person, yes=None, taken_back_at=None)
        of_people = told_no.filter(organisation=None).values("by")
        of_places = told_no.filter(organisation__isnull=False).values("organisation")
        return asked.exclude(organisation=None, by__in=of_people).exclude(
            organisation__in=of_places
        )


class Asking(models.Model):
    """
    Somebody asks whoever has an address: may I name you here? Or: do you belong to this too?

    Whether anybody had that address before is not told. Until they say yes it has only the name and
    the address as they were typed; they appear by their own name when they do.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    as_what = models.CharField(max_length=120, blank=True)
    typed_name = models.CharField(max_length=120)
    typed_email = models.EmailField(max_length=254)
    at = models.DateTimeField(default=timezone.now)
    yes = models.BooleanField(null=True)
    said_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Askings.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(yes=None, said_at=None) | Q(yes__isnull=False, said_at__isnull=False),
                name="asking_answered_on_a_day",
            ),
            models.CheckConstraint(condition=~Q(by=F("person")), name="nobody_asks_themself"),
            models.UniqueConstraint(
                fields=["by", "person"],
                condition=Q(organisation=None, taken_back_at=None),
                name="asked_to_be_named_once",
            ),
        ]
        indexes = [models.Index(fields=["person", "yes"], name="askings_of_person")]

    def __str__(self) -> str:
        return f"{self.by_id} asks {self.person_id}"

    @property
    def called(self) -> str:
        """By their own name once they said yes; till then as whoever asked typed it."""
        return self.person.name if self.yes else self.typed_name


if TYPE_CHECKING:

    class Request(HttpRequest):
        """A request by somebody who has signed in: the only kind most views ever meet."""

        user: Person
else:
    Request = HttpRequest
