"""What is missing is said at the top of every form, and each sentence leads to its own field."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.learning.experiments.testing import (
    a_cycle,
    a_hazard,
    a_plan,
    a_stop_sign,
    a_talk,
    an_experiment,
    counted_weekly,
)

pytestmark = pytest.mark.django_db
SUMMARY = re.compile(r'<div class="govuk-error-summary.*?</ul>', re.S)
FORMS = {
    "system": ["try_out", "tell_costs"],
    "tried": ["learn", "conclude", "begin_cycle", "up_for_it", "compare"],
    "fresh": ["begin_plan"],
    "plan": ["choose", "no_balancing", "expect", "fix", "name_hazard", "agree_sign"],
    "sign": ["stop_and_talk", "let_sign_go", "hand_over_sign"],
    "hazard": ["let_hazard_go"],
    "cycle": ["cycle"],
    "talk": ["talk"],
}


@pytest.fixture
def things(ruth: Person) -> dict[str, Any]:
    system = a_system(by=ruth)
    a_seat(system, by=ruth, person=a_person("Joan"))
    tried, other = (an_experiment(system=system, by=ruth) for _n in range(2))
    locked = counted_weekly(experiment=tried, by=ruth)
    plan = a_plan(experiment=other, by=ruth)
    sign = a_stop_sign(plan=locked, by=ruth)
    return {
        "system": system,
        "tried": tried,
        "fresh": an_experiment(system=system, by=ruth),
        "plan": plan,
        "sign": sign,
        "hazard": a_hazard(plan=locked, by=ruth),
        "cycle": a_cycle(experiment=tried, by=ruth, made="yes"),
        "talk": a_talk(sign=a_stop_sign(plan=locked, by=ruth, words="Shouting."), by=ruth),
    }


def test_each_sentence_leads_to_its_field(
    client: Client, ruth: Person, things: dict[str, Any]
) -> None:
    client.force_login(ruth)
    for of, pages in FORMS.items():
        for name in pages:
            page = client.post(reverse(f"experiments:{name}", args=[things[of].pk]), {})
            assert page.status_code == 422, name
            summary = SUMMARY.search(page.text)
            assert summary is not None, name
            sentences = summary[0].count("<li>")
            leads = re.findall(r'href="#([^"]+)"', summary[0])
            assert sentences >= 1, name
            assert [one for one in leads if f'id="{one}"' not in page.text] == [], name
            assert len(leads) == sentences, name
