"""Answers I owe: what is on the page first, and where it leads."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.testing import a_system
from alongside.human.listening.testing import a_story

pytestmark = pytest.mark.django_db


def test_an_answer_owed_leads_from_the_front_page_to_its_thread(client: Client) -> None:
    ruth = a_person()
    story = a_story(system=a_system(by=ruth), by=ruth, words="They only asked me when.")
    client.force_login(ruth)
    owed = client.get("/").content.decode().split('class="day__owed"')[1]
    link = f'<a class="said" href="{reverse("home:thread", args=[story.pk])}">'
    assert f"{link}“They only asked me when.”</a>" in owed


def test_nothing_stands_before_the_answers_owed(client: Client) -> None:
    ruth = a_person()
    a_story(system=a_system(by=ruth), by=ruth, words="They only asked me when.")
    client.force_login(ruth)
    content = client.get(reverse("home:owed")).content.decode().split('<div class="content">')[1]
    assert content.lstrip().startswith('<ul class="owes">')
