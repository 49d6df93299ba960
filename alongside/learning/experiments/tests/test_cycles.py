"""Small tries: plan, do, study, act, each said when there is something to say."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from pytest_django.asserts import assertRedirects

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.models import Audience, Because, Reach
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.record.models import Event
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_life, a_seat, a_system
from alongside.learning.experiments import actions, rules
from alongside.learning.experiments.events import ExperimentEvent
from alongside.learning.experiments.models import Cycle, Experiment
from alongside.learning.experiments.testing import a_conclusion, a_cycle, a_plan, an_experiment

from .pages import url

pytestmark = pytest.mark.django_db
LONG = "long " * 2_000


def said(cycle: Cycle) -> dict[str, str]:
    return words_of([cycle.entry])[cycle.pk]


# --- rules and verbs ---------------------------------------------------------------------------


def test_anybody_around_the_table_begins_and_goes_on_with_anothers(
    ruth: Person, tried: Experiment
) -> None:
    kerry, eve = a_person("Kerry"), a_person("Eve")
    a_seat(tried.entry.system, by=ruth, person=kerry)
    cycle = a_cycle(experiment=tried, by=ruth)
    actions.go_on_with_cycle(cycle=cycle, do="It rained.", by=kerry)
    assert not rules.can_cycle(eve, tried.entry)
    with pytest.raises(PermissionDenied):
        a_cycle(experiment=tried, by=eve)
    with pytest.raises(PermissionDenied):
        actions.go_on_with_cycle(cycle=cycle, act="Again.", by=eve)


def test_one_sentence_is_enough(ruth: Person, tried: Experiment) -> None:
    cycle = a_cycle(experiment=tried, by=ruth, plan="Ring one person.", predict="")
    assert said(cycle) == {"plan": "Ring one person."}
    assert Because.objects.get(entry=cycle.pk).of_id == tried.pk
    with pytest.raises(Refused, match="what you will try"):
        a_cycle(experiment=tried, by=ruth, plan=" \n")


def test_each_step_is_said_when_there_is_something_to_say(ruth: Person, tried: Experiment) -> None:
    cycle = a_cycle(experiment=tried, by=ruth)
    for step in ("do", "study", "act"):
        actions.go_on_with_cycle(cycle=cycle, by=ruth, **{step: f"The {step}."})
    assert list(said(cycle)) == ["plan", "predict", "do", "study", "act"]
    with pytest.raises(Refused, match="what there is to say"):
        actions.go_on_with_cycle(cycle=cycle, by=ruth)


def test_what_is_written_stands_and_is_added_to(ruth: Person, tried: Experiment) -> None:
    cycle = a_cycle(experiment=tried, by=ruth)
    for words in ("She rang back.", "And again.", "And a third time."):
        actions.go_on_with_cycle(cycle=cycle, by=ruth, do=words)
    assert [said(cycle)[part] for part in ("do", "do 2", "do 3")] == [
        "She rang back.",
        "And again.",
        "And a third time.",
    ]


def test_a_guess_comes_before_what_happened(ruth: Person, tried: Experiment) -> None:
    cycle = a_cycle(experiment=tried, by=ruth, predict="")
    actions.go_on_with_cycle(cycle=cycle, by=ruth, predict="Two will ring.")
    other = a_cycle(experiment=tried, by=ruth, predict="", do="Three rang.")
    with pytest.raises(Refused, match="come after it"):
        actions.go_on_with_cycle(cycle=other, by=ruth, predict="Three will ring.")


def test_whether_it_was_made_can_be_said_anew_until_something_rests_on_it(
    ruth: Person, tried: Experiment
) -> None:
    cycle = a_cycle(experiment=tried, by=ruth, made="no")
    actions.go_on_with_cycle(cycle=cycle, really_made="partly", by=ruth)
    assert Cycle.objects.get(pk=cycle.pk).really_made == "partly"
    with pytest.raises(Refused, match="Choose whether"):
        actions.go_on_with_cycle(cycle=cycle, really_made="perhaps", by=ruth)
    actions.go_on_with_cycle(cycle=cycle, study="They were glad.", by=ruth)
    with pytest.raises(Refused, match="so that stands"):
        actions.go_on_with_cycle(cycle=cycle, really_made="yes", by=ruth)
    event = Event.objects.filter(kind=ExperimentEvent.CYCLE_WENT_ON).latest("n")
    assert "glad" not in str(event.data)


def test_they_are_numbered_one_after_another(ruth: Person, tried: Experiment) -> None:
    other = an_experiment(system=tried.entry.system, by=ruth)
    numbers = [a_cycle(experiment=which, by=ruth).number for which in (tried, other, tried, tried)]
    assert numbers == [1, 1, 2, 3]


def test_the_database_keeps_the_numbers_and_the_answers(ruth: Person, tried: Experiment) -> None:
    one, two = a_cycle(experiment=tried, by=ruth), a_cycle(experiment=tried, by=ruth)
    for wrong in ({"number": 1}, {"number": 0}, {"really_made": "maybe"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Cycle.objects.filter(pk=two.pk).update(**wrong)
    assert one.number == 1


def test_in_a_life_there_are_none(ruth: Person, client: Client) -> None:
    life = a_life(by=ruth)
    tried = an_experiment(system=life, by=ruth)
    assert not rules.can_cycle(ruth, tried.entry)
    with pytest.raises(PermissionDenied):
        a_cycle(experiment=tried, by=ruth)
    page = client.get(url("experiment", tried)).text
    assert "mall tr" not in page
    assert url("begin_cycle", tried) not in page
    refused = client.get(url("begin_cycle", tried))
    assert refused.status_code == 403
    assert "one sentence and two questions" in refused.text


def test_it_reaches_whom_what_is_tried_reaches(ruth: Person, system: System) -> None:
    tried = an_experiment(system=system, by=ruth, reach=Reach.US)
    cycle = a_cycle(experiment=tried, by=ruth)
    assert list(Audience.objects.filter(entry=cycle.pk).values_list("reach", flat=True)) == ["us"]


def test_nothing_is_added_to_what_was_taken_back(ruth: Person, tried: Experiment) -> None:
    cycle = a_cycle(experiment=tried, by=ruth)
    logbook.withdraw(entry=cycle.entry, by=ruth)
    cycle.entry.refresh_from_db()
    with pytest.raises((Refused, PermissionDenied)):
        actions.go_on_with_cycle(cycle=cycle, do="It rained.", by=ruth)


def test_trying_needs_no_small_try(ruth: Person, tried: Experiment) -> None:
    a_conclusion(experiment=tried, by=ruth)
    assert not tried.cycles.exists()


# --- pages -------------------------------------------------------------------------------------


def test_it_is_begun_and_gone_on_with_on_one_page(client: Client, tried: Experiment) -> None:
    assert client.get(url("begin_cycle", tried)).status_code == 200
    begun = client.post(url("begin_cycle", tried), {"plan": "Ring her.", "predict": "She laughs."})
    cycle = Cycle.objects.get()
    assertRedirects(begun, url("cycle", cycle))
    page = client.get(url("cycle", cycle)).text
    for words in ("Ring her.", "She laughs.", "Was the change really made?", "What next?"):
        assert words in page
    client.post(url("cycle", cycle), {"do": "She did.", "really_made": "partly"})
    assert Cycle.objects.get().really_made == "partly"
    client.post(url("cycle", cycle), {"study": "Ring sooner.", "act": "Ring on day one."})
    page = client.get(url("cycle", cycle)).text
    for words in ("She did.", "Change partly made", "Ring sooner.", "Ring on day one."):
        assert words in page
    after = client.get(f"{url('begin_cycle', tried)}?after={cycle.pk}")
    assert after.context["form"]["plan"].value() == "Ring on day one."


def test_what_can_still_be_said_is_open_and_the_rest_is_folded(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    cycle = a_cycle(experiment=tried, by=ruth, made="yes", do="She rang.")
    page = client.get(url("cycle", cycle)).text
    assert page.index('name="act"') < page.index("<details") < page.index('name="do"')
    actions.go_on_with_cycle(cycle=cycle, study="Ring.", act="Again.", by=ruth)
    page = client.get(url("cycle", cycle)).text
    assert "Begin the next small try" in page
    assert page.index("<details") < page.index("Save what you have written")
    assert page.count("Save what you have written") == 1


@pytest.mark.parametrize("asked", ["x", "\x00", "00000000-0000-0000-0000-000000000000"])
def test_nonsense_to_begin_after_is_the_same_as_nothing(
    client: Client, tried: Experiment, asked: str
) -> None:
    page = client.get(url("begin_cycle", tried), {"after": asked})
    assert page.context["form"]["plan"].value() == ""


@pytest.mark.parametrize(
    "wrong", [{}, {"do": " \x00"}, {"do": LONG}, {"really_made": "maybe"}, {"predict": LONG}]
)
def test_a_refused_step_says_what_to_do(
    client: Client, ruth: Person, tried: Experiment, wrong: dict[str, str]
) -> None:
    cycle = a_cycle(experiment=tried, by=ruth, predict="")
    page = client.post(url("cycle", cycle), wrong)
    assert page.status_code == 422
    assert "There is a problem" in page.text
    assert set(said(cycle)) == {"plan"}
    assert client.post(url("begin_cycle", tried), {"plan": ""}).status_code == 422


def test_those_it_is_shared_with_read_and_do_not_write(
    client: Client, ruth: Person, system: System
) -> None:
    ben = a_person("Ben")
    housing = a_system(by=ben, name="Housing")
    tried = an_experiment(system=system, by=ruth, others=[housing])
    cycle = a_cycle(experiment=tried, by=ruth, made="yes")
    client.force_login(ben)
    for page, thing in (("cycle", cycle), ("cycles", tried), ("experiment", tried)):
        shown = client.get(url(page, thing))
        assert "Change really made" in shown.text
        assert "<textarea" not in shown.text
        assert url("begin_cycle", tried) not in shown.text
    assert client.post(url("cycle", cycle), {"do": "Mine."}).status_code == 403
    assert client.get(url("begin_cycle", tried)).status_code == 403


def test_what_is_not_yours_is_not_there(client: Client) -> None:
    amy = a_person("Amy")
    tried = an_experiment(system=a_system(by=amy, name="Other"), by=amy)
    cycle = a_cycle(experiment=tried, by=amy)
    assert client.get(url("cycle", cycle)).status_code == 404
    assert client.post(url("cycle", cycle), {"do": "x"}).status_code == 404
    for page in ("cycles", "begin_cycle"):
        assert client.get(url(page, tried)).status_code == 404


def test_they_read_like_a_diary_in_order(client: Client, ruth: Person, tried: Experiment) -> None:
    for number in range(9):
        a_cycle(experiment=tried, by=ruth, plan=f"Try number {number} of these.")
    page = client.get(url("experiment", tried)).text
    assert page.index("Try number 6 of") < page.index("Try number 8 of")
    assert "Try number 5 of" not in page
    assert "The 6 before these" in page
    everything = client.get(url("cycles", tried)).text
    assert everything.index("Try number 0 of") < everything.index("Try number 8 of")


def test_one_taken_back_leaves_no_gap(client: Client, ruth: Person, tried: Experiment) -> None:
    cycles = [a_cycle(experiment=tried, by=ruth) for _n in range(3)]
    logbook.withdraw(entry=cycles[1].entry, by=ruth)
    page = client.get(url("cycles", tried))
    assert [one.number for one in page.context["small"]] == [1, 2]
    assert client.get(url("cycle", cycles[2])).context["small"].number == 2
    assert client.get(url("cycle", cycles[1])).status_code == 410


def test_all_of_them_are_paged_from_the_first(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    for _n in range(27):
        a_cycle(experiment=tried, by=ruth)
    first = client.get(url("cycles", tried))
    assert (len(first.context["small"]), first.context["more"]) == (25, 25)
    rest = client.get(url("cycles", tried), {"from": "25"})
    assert [one.number for one in rest.context["small"]] == [26, 27]
    for asked in ("x", "-1", "9" * 40, "\x00", "¾"):
        assert client.get(url("cycles", tried), {"from": asked}).status_code == 200


def test_the_pages_ask_as_much_of_the_database_however_many_there_are(
    client: Client,
    ruth: Person,
    system: System,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    counts = []
    for number in (3, 30):
        tried = an_experiment(system=system, by=ruth)
        for _n in range(number):
            last = a_cycle(experiment=tried, by=ruth, made="yes")
        for page, thing in (("experiment", tried), ("cycles", tried), ("cycle", last)):
            with django_assert_max_num_queries(45) as asked:
                client.get(url(page, thing))
            counts.append(len(asked))
    assert counts[:3] == counts[3:]


def test_one_shared_more_widely_is_words_alone(
    client: Client,
    ruth: Person,
    tried: Experiment,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    team = a_system(by=ruth, name="Team")
    cycle = a_cycle(experiment=tried, by=ruth, made="yes", do="Jo told us.")
    with django_capture_on_commit_callbacks(execute=True):
        copy = logbook.widen(
            entry=cycle.entry, into=team, words="Ring first.", agreed="Yes.", by=ruth
        )
    page = client.get(copy.get_absolute_url()).text
    assert "Ring first." in page
    assert "Jo told us." not in page


def test_words_of_others_are_only_words(client: Client, ruth: Person, tried: Experiment) -> None:
    cycle = a_cycle(experiment=tried, by=ruth, plan="<script>alert(1)</script>", made="yes")
    for page, thing in (("cycle", cycle), ("cycles", tried), ("experiment", tried)):
        assert "<script>alert" not in client.get(url(page, thing)).text


def test_beginning_the_next_one_comes_before_all_those_there_are(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    page = client.get(url("cycles", tried)).text
    assert "Nothing has been tried in small yet." in page
    assert page.count(url("begin_cycle", tried)) == 1
    a_cycle(experiment=tried, by=ruth, plan="One table first.")
    page = client.get(url("cycles", tried)).text
    assert page.index("Begin the next small try") < page.index("One table first.")


def test_what_is_wrong_in_a_folded_box_is_not_folded_away(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    cycle = a_cycle(experiment=tried, by=ruth, do="An hour.")
    page = client.post(url("cycle", cycle), {"do": "long " * 9_000})
    assert page.status_code == 422
    assert 'write-small__more" open>' in page.text


def test_where_nothing_was_tried_in_small_a_study_leads_to_begin_it(
    client: Client, ruth: Person, tried: Experiment
) -> None:
    a_plan(experiment=tried, by=ruth, locked=True)
    page = client.get(url("compare", tried)).text
    assert url("begin_cycle", tried) in page
    every = f'href="{url("cycles", tried)}"'
    assert every not in page
    a_cycle(experiment=tried, by=ruth)
    assert every in client.get(url("compare", tried)).text
