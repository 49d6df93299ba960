from uuid import uuid4

import pytest
from django.urls import NoReverseMatch, reverse

from alongside.foundation.kit.addresses import address


def test_it_is_the_address_of_the_page() -> None:
    for pk in uuid4(), uuid4():
        assert address("home:system", pk) == reverse("home:system", args=[pk])
    with pytest.raises(NoReverseMatch):
        address("home:nowhere", uuid4())
