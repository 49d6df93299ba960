"""Beginning a measure goes back to where somebody came from, if that is a page of ours."""

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.testing import a_system
from alongside.learning.measures.models import Measure

pytestmark = pytest.mark.django_db
BEGINNING = {
    "name": "Days until a claim is right",
    "kind": "outcome",
    "definition": "Days from the first word to us until it is right.",
    "shape": "value",
    "burden": "Ruth, a minute a week.",
    "hoped": "unknown",
    "often": "month",
    "reach": "table",
}


@pytest.mark.parametrize(
    "then", ["foo", "home:front", "plans/1/", "", "//x.example/", "/\\x.example"]
)
def test_what_is_no_address_of_ours_leads_to_the_measure(client: Client, then: str) -> None:
    ruth = a_person("Ruth")
    client.force_login(ruth)
    begin = reverse("measures:begin", args=[a_system(by=ruth).pk])
    begun = client.post(f"{begin}?then={quote(then)}", BEGINNING)
    assert begun.status_code == 302
    assert begun.headers["Location"] == Measure.objects.get().get_absolute_url()
