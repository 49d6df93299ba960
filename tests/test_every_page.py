"""What is asked of every page of every room at once, in a world with one of everything."""

import json
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from alongside.foundation.record import whys
from alongside.foundation.record.models import Event
from alongside.foundation.record.testing import unwritable
from tests.world import NOT_PAGES, OWN_PAGES, SECRET, World, organisation_pages, pages

pytestmark = pytest.mark.django_db

# What a page about a life may be called: that it is of Alongside, or of which kind, and no more.
NEUTRAL = {
    "Alongside",
    *(
        f"{kind} · Alongside"
        for kind in ("What matters", "What came of it", "What came of what I told")
    ),
}
ROOMS = {
    "record",
    "people",
    "systems",
    "logbook",
    "lives",
    "introductions",
    "signals",
    "listening",
    "sensemaking",
    "measures",
    "experiments",
    "home",
}


def signed_in(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def every_name() -> Iterator[str]:
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLResolver) and pattern.app_name in ROOMS:
            names = (page.name for page in pattern.url_patterns if isinstance(page, URLPattern))
            yield from (f"{pattern.app_name}:{name}" for name in names)


def test_no_page_is_forgotten(world: World) -> None:
    known = {*pages(world.life), *pages(world.place), *organisation_pages(world)}
    known |= {*OWN_PAGES, *NOT_PAGES}
    assert set(every_name()) == known


def test_every_page_of_a_table_opens_for_who_sits_there(world: World) -> None:
    client = signed_in(world.ruth)
    answers = {
        name: client.get(url, follow=True).status_code for name, url in pages(world.place).items()
    }
    assert {name: status for name, status in answers.items() if status != 200} == {}


def test_every_page_of_a_life_opens_for_who_walks_alongside_it(world: World) -> None:
    client = signed_in(world.ruth)
    answers = {
        name: client.get(url, follow=True).status_code for name, url in pages(world.life).items()
    }
    assert {name: status for name, status in answers.items() if status != 200} == {}


def test_every_other_page_opens_for_anybody(world: World) -> None:
    client = signed_in(world.nobody)
    answers = {name: client.get(reverse(name)).status_code for name in OWN_PAGES}
    assert {name: status for name, status in answers.items() if status != 200} == {}


def test_every_page_of_an_organisation_opens_for_who_added_it(world: World) -> None:
    client = signed_in(world.ruth)
    urls = organisation_pages(world)
    answers = {name: client.get(url).status_code for name, url in urls.items()}
    assert {name: status for name, status in answers.items() if status != 200} == {}


def test_every_page_of_a_life_is_not_there_for_anybody_else(world: World) -> None:
    client = signed_in(world.nobody)
    for name, url in pages(world.life).items():
        response = client.get(url, follow=True)
        assert response.status_code == 404, name
        assert SECRET not in response.content.decode(), name


def test_no_page_for_others_has_a_word_of_a_life(world: World) -> None:
    """Not its name, its id or its people, on any page of somebody who has no seat there."""
    client = signed_in(world.nobody)
    urls = [*pages(world.place).values(), *map(reverse, OWN_PAGES)]
    urls.append(organisation_pages(world)["people:organisation"])
    urls += [reverse("home:search") + f"?q={SECRET}", reverse("systems:systems") + "?q=Rosa"]
    for url in urls:
        shown = client.get(url, follow=True).content.decode().replace(f"?q={SECRET}", "")
        shown = shown.replace(f'value="{SECRET}"', "")
        assert str(world.life.system.pk) not in shown, url
        assert SECRET not in shown.replace(f"“{SECRET}”", ""), url


def test_every_page_of_a_life_is_neutral_and_can_be_left(world: World) -> None:
    client = signed_in(world.ruth)
    urls = pages(world.life)
    del urls["logbook:answer"]  # a page of the table that was asked, which is no life
    for name, url in urls.items():
        response = client.get(url, follow=True)
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        page = response.content.decode()
        title = re.search(r"<title>\s*(.*?)\s*</title>", page, re.DOTALL)
        assert title, name
        assert title[1] in NEUTRAL, name
        assert "Exit this page" in page, name
        assert SECRET not in url


def test_every_page_with_words_of_a_life_is_a_look(world: World) -> None:
    client = signed_in(world.ruth)
    for name, url in pages(world.life).items():
        before = Event.objects.filter(chain=world.life.system.pk).count()
        response = client.get(url, follow=True)
        after = Event.objects.filter(chain=world.life.system.pk).count()
        if SECRET in response.content.decode():
            assert after == before + 1, name


def test_every_look_has_words_for_the_person(world: World) -> None:
    """Whatever a page writes down as what it was for, "Who looked" can say in plain words."""
    client = signed_in(world.ruth)
    for url in pages(world.life).values():
        client.get(url, follow=True)
    looks = Event.objects.filter(kind="record.looked").values_list("data", flat=True)
    whys_seen = {json.loads(data)["why"] for data in looks}
    assert len(whys_seen) > 30
    assert sorted(why for why in whys_seen if not whys.is_known(why)) == []


def test_what_cannot_be_recorded_is_not_shown(world: World) -> None:
    """With the record broken every page of a life says so, and has no word of it."""
    client = signed_in(world.ruth)
    urls = pages(world.life)
    shown = {
        name: SECRET in client.get(url, follow=True).content.decode() for name, url in urls.items()
    }
    with unwritable():
        for name, url in urls.items():
            response = client.get(url, follow=True)
            assert SECRET not in response.content.decode(), name
            if shown[name]:
                assert response.status_code == 503, name


def test_pages_are_kept_by_nobody(world: World) -> None:
    client = signed_in(world.ruth)
    for name, url in pages(world.life).items():
        assert "no-store" in client.get(url, follow=True).headers["Cache-Control"], name


@pytest.mark.parametrize(
    "hostile",
    ["\x00", "\u202e", "<script>alert(1)</script>", "=1+1", "x" * 300_000, "🙂" * 5_000, "-1"],
    ids=["null", "right-to-left", "html", "formula", "long", "emoji", "number"],
)
def test_no_form_breaks_on_hostile_words(world: World, hostile: str) -> None:
    """Whatever is typed into every field of every form, it is answered, never with a 500."""
    client = signed_in(world.ruth)
    for name, url in [*pages(world.place).items(), *organisation_pages(world).items()]:
        response = client.get(url, follow=True)
        form = response.context and response.context.get("form")
        if not form:
            continue
        sent = client.post(url, dict.fromkeys(form.fields, hostile))
        assert sent.status_code in (200, 302, 303, 400, 403, 404, 405, 410, 422), name
        assert b"<script>alert(1)" not in sent.content, name
