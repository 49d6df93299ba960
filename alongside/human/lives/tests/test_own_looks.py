"""One's own looks on the page of who looked: how often, as long as all of them are there."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.people.testing import a_person
from alongside.human.lives.testing import a_life_with, a_look

pytestmark = pytest.mark.django_db


def test_no_number_is_said_where_there_are_more_of_them() -> None:
    ruth, rosa = a_person("Ruth"), a_person("Rosa")
    life = a_life_with(ruth, whose=rosa)
    client, page = Client(), reverse("lives:who_looked", args=[life.pk])
    client.force_login(rosa)

    def own() -> str:
        return client.get(page).content.decode()

    for _each in range(2):
        a_look(life, by=rosa, why="home:system")
    assert "You looked 2 times yourself" in own()
    for _each in range(100):
        a_look(life, by=rosa, why="home:system")
    shown = own()
    assert "When you looked yourself" in shown
    assert "100 times" not in shown
    assert "And before that" in shown
