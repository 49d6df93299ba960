"""Whatever can be shared with another table can be read there."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.kinds import Station, kind_of, kinds_at
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_system

SHARED = "Go out together."


def has_a_page(slug: str) -> bool:
    """Kinds that stand in for others in the tests of a room have none."""
    try:
        return bool(reverse(slug.replace(".", ":"), args=[uuid7()]))
    except NoReverseMatch:
        return False


KINDS = [slug for station in Station for slug in kinds_at(station) if has_a_page(slug)]


@pytest.mark.django_db
@pytest.mark.parametrize("slug", KINDS)
@pytest.mark.parametrize("in_a_life", [True, False])
def test_what_is_shared_is_read_at_the_other_table(
    client: Client,
    slug: str,
    in_a_life: bool,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    ruth = a_person("Ruth")
    here: System = a_life(by=ruth) if in_a_life else a_system(by=ruth)
    entry, team = an_entry(here, by=ruth, kind=slug), a_system(by=ruth)
    if kind_of(slug).here_only:
        with pytest.raises(PermissionDenied):
            logbook.widen(entry=entry, into=team, words=SHARED, agreed="Yes.", by=ruth)
        return
    with django_capture_on_commit_callbacks(execute=True):
        copy = logbook.widen(entry=entry, into=team, words=SHARED, agreed="Yes.", by=ruth)
    client.force_login(ruth)
    assert SHARED in client.get(copy.get_absolute_url(), follow=True).text
