"""A picture goes with a story, from a phone; and a life is erased by whose it is."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import FilePayload, Page, expect
from pytest_django import Settings

from alongside.foundation.kit.testing import GIVES_AWAY, a_picture, a_wav
from alongside.foundation.logbook.models import Attachment, Entry
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import System
from alongside.human.lives.testing import a_life_with

from .conftest import CheckPage, OpenBrowser, SignIn, on_a_phone


def file(name: str, type_: str, body: bytes) -> FilePayload:
    return {"name": name, "mimeType": type_, "buffer": body}


@on_a_phone
def test_a_picture_goes_with_a_story(page: Page, sign_in: SignIn, check_page: CheckPage) -> None:
    # Given Ruth, who walks alongside Rosa, and has her phone with her
    ruth = a_person("Ruth Tanner")
    life = a_life_with(ruth)
    sign_in(page, ruth)
    page.goto(reverse("listening:tell", args=[life.pk]))
    # When she writes down what Rosa tells, with something that cannot be kept
    page.get_by_label("The story").fill("This is the door they want me to pay for.")
    page.get_by_label("Somebody told it to me").check()
    page.get_by_label("Learn from it, don’t repeat it").check()
    box = page.get_by_label("Anything that goes with it?")
    box.set_input_files([file("door.exe", "image/jpeg", b"MZ\x90\0" + bytes(99))])
    page.get_by_role("button", name="Keep this story").click()
    # Then the page says what can be, and her words are still there
    expect(page.get_by_role("link", name="That file cannot be kept here.")).to_be_visible()
    expect(page.get_by_label("The story")).to_have_value(
        "This is the door they want me to pay for."
    )
    check_page(page)
    # And with a picture and a recording instead, the story is kept with both
    box.set_input_files(
        [
            file("rosa's door.jpg", "image/jpeg", a_picture(size=(1600, 1200))),
            file("what she said.wav", "audio/wav", a_wav(1)),
        ]
    )
    page.get_by_role("button", name="Keep this story").click()
    page.wait_for_url("**/card/**")
    page.goto(Entry.objects.get().get_absolute_url())
    picture = page.get_by_role("img", name="A picture: rosa's door.jpg")
    expect(picture).to_be_visible()
    picture.evaluate("(img) => img.decode()")
    assert picture.evaluate("(img) => img.naturalHeight > img.naturalWidth")  # the right way up
    expect(page.get_by_label("A recording: what she said.wav")).to_be_visible()
    length = page.get_by_label("A recording: what she said.wav").evaluate(
        """(sound) => new Promise((done) => {
          sound.addEventListener('loadedmetadata', () => done(sound.duration))
          sound.preload = 'metadata'
          sound.load()
        })"""
    )
    assert length == pytest.approx(1, abs=0.1)
    check_page(page)
    # And what is downloaded has a name that says nothing of her, and not where she was
    with page.expect_download() as downloading:
        page.get_by_role("link", name="rosa's door.jpg").click()
    assert downloading.value.suggested_filename == "picture.jpg"
    taken = Path(downloading.value.path()).read_bytes()
    assert GIVES_AWAY.encode() not in taken


@on_a_phone
def test_without_scripts_a_file_is_attached_too(
    open_browser: OpenBrowser, sign_in: SignIn, width: int
) -> None:
    ruth = a_person("Ruth Tanner")
    life = a_life_with(ruth)
    plain = open_browser(width, java_script_enabled=False)
    sign_in(plain, ruth)
    plain.goto(reverse("listening:tell", args=[life.pk]))
    plain.get_by_label("The story").fill("They wrote to me again.")
    plain.get_by_label("Somebody told it to me").check()
    plain.get_by_label("Kept close").check()
    plain.get_by_label("Just us").check()
    letter = file("letter.txt", "text/plain", b"Dear tenant,")
    plain.get_by_label("Anything that goes with it?").set_input_files([letter])
    plain.get_by_role("button", name="Keep this story").click()
    plain.wait_for_url("**/card/**")
    assert Attachment.objects.get().sort_slug == "text"


@on_a_phone
def test_rosa_has_her_life_erased(
    page: Page, open_browser: OpenBrowser, sign_in: SignIn, check_page: CheckPage, width: int
) -> None:
    # Given Rosa, who signs in herself, and Ruth, who has her page open
    ruth, rosa = a_person("Ruth Tanner"), a_person("Rosa M.")
    life = a_life_with(ruth, whose=rosa)
    worker = open_browser(width)
    sign_in(worker, ruth)
    worker.goto(life.get_absolute_url())
    sign_in(page, rosa)
    page.goto(life.get_absolute_url())
    # When she goes where it is erased
    page.get_by_text("Seldom needed").click()
    page.get_by_role("link", name="Erase all of this").click()
    check_page(page)
    # Then nothing goes until she has said that she knows what it means
    page.get_by_role("button", name="Erase it for good").click()
    expect(
        page.get_by_role("link", name="Tick the box if you want it gone for good")
    ).to_be_visible()
    check_page(page)
    page.get_by_label("I know that nobody can bring it back").check()
    page.get_by_role("button", name="Erase it for good").click()
    expect(page.get_by_role("heading", name="It is gone")).to_be_visible()
    check_page(page)
    # And on Ruth's phone there is nothing either, from the next page on
    worker.reload()
    expect(worker.get_by_role("heading", level=1)).not_to_contain_text("Rosa")
    assert not System.objects.filter(pk=life.pk).exists()


@pytest.fixture(autouse=True)
def _a_ledger_of_its_own(tmp_path: Path, settings: Settings) -> None:
    settings.ERASURES = tmp_path / "erasures.ledger"
