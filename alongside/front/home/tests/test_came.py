"""What a thread tells first of what came of something."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.logbook.kinds import told_beside
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Reader
from alongside.foundation.systems.testing import a_system
from alongside.front.home.system.around import newest
from alongside.front.home.thread import came
from alongside.learning.experiments.testing import a_conclusion, an_experiment
from alongside.learning.sensemaking.testing import an_insight

pytestmark = pytest.mark.django_db


def walked(reader: Person, entry: Entry) -> came.Walked:
    return came.walk(Reader.of(reader), entry)


def test_what_it_came_to_and_the_way_there_come_first() -> None:
    ruth = a_person()
    system = a_system(by=ruth)
    insight = an_insight(system=system, by=ruth).entry
    kept = an_experiment(system=system, by=ruth, because=[insight], words="Knock first.")
    ends = a_conclusion(experiment=kept, by=ruth, words="We go on knocking.").entry
    tries = [an_experiment(system=system, by=ruth, because=[insight]) for _number in range(40)]
    after = walked(ruth, insight).after
    assert {kept.entry.pk, ends.pk, tries[-1].entry.pk} <= set(after.shown)
    assert len(after.shown) == came.AFTER
    assert after.count == 42
    assert set(after.shown).isdisjoint(after.named)


@pytest.mark.parametrize("kind", sorted(told_beside()))
def test_what_is_read_beside_something_else_is_told_nowhere_on_its_own(kind: str) -> None:
    ruth = a_person()
    system = a_system(by=ruth)
    insight = an_insight(system=system, by=ruth).entry
    note = an_entry(system, by=ruth, kind=kind, because=[insight], words="12 March it is.")
    assert walked(ruth, insight).after == came.Part([], [], 0)
    assert note not in newest(Reader.of(ruth), system)


def test_the_drawing_is_there_for_narrow_screens_too_and_says_what_the_list_says(
    client: Client,
) -> None:
    ruth = a_person()
    system = a_system(by=ruth)
    insight = an_insight(system=system, by=ruth).entry
    for _number in range(20):
        an_experiment(system=system, by=ruth, because=[insight])
    client.force_login(ruth)
    page = client.get(reverse("home:thread", args=[insight.pk])).content.decode()
    wide, narrow = page.split("<h2", 1)[0].split("thread--narrow")
    for shown in walked(ruth, insight).after.shown:
        url = Entry.objects.get(pk=shown).get_absolute_url()
        assert url in wide
        assert url in narrow
        assert f'<a href="{url}">' in page


def test_what_lies_between_joins_what_is_shown() -> None:
    ruth = a_person()
    system = a_system(by=ruth)
    insight = an_insight(system=system, by=ruth).entry
    plan = an_entry(system, by=ruth, kind="experiments.plan", because=[insight])
    learnt = an_entry(system, by=ruth, kind="experiments.learning", because=[plan])
    assert (str(insight.pk), str(learnt.pk)) in came.links(walked(ruth, insight)).pairs


def test_bookkeeping_is_on_no_page_of_a_thread(client: Client) -> None:
    ruth = a_person()
    system = a_system(by=ruth)
    insight = an_insight(system=system, by=ruth).entry
    an_entry(system, by=ruth, kind="measures.freeze", because=[insight], words="12 March it is.")
    client.force_login(ruth)
    page = client.get(reverse("home:thread", args=[insight.pk])).content.decode()
    assert "Limits held still" not in page
