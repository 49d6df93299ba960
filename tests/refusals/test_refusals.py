"""
What this software will not do, refusal by refusal: it has no way to say it.

Each refusal names the sentence it comes from and the words that would say otherwise. Each is tested
twice: the house does not say it, and if somebody began to, it would be noticed.
docs/policies/refusals.md tells people about them.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from .house import Said, everything


@dataclass(frozen=True)
class Refusal:
    """
    Something that cannot be said here.

    :param words: whole words none of which may stand in a name.
    :param planted: names somebody might plant, each of which must be noticed.
    """

    name: str
    because: str
    words: str
    planted: tuple[str, ...]

    def is_said_in(self, said: Said) -> bool:
        return any(re.fullmatch(self.words, word) for word in said.words)


REFUSALS = [
    Refusal(
        "targets",
        "“Quantitative proxy targets ALWAYS create gaming and do not capture value”",
        "targets?|goals?|kpis?|rag|red|amber|green|quotas?|bonus(es)?|payouts?|performance|progress",
        ("target_count", "RagStatus", "kpi", "performance_payment"),
    ),
    Refusal(
        "league tables and scores of people",
        "New Public Management is “performance targets, league tables”; it “treats people as data "
        "points”",
        "leagues?|rank(s|ed|ing)?|scores?|scored|ratings?|stars?|grades?|points?|leaderboards?",
        ("worker_ranking", "risk_score", "LeagueTable", "rate_worker_rating"),
    ),
    Refusal(
        "thresholds, eligibility and turning away",
        "“work with anyone who asks… no thresholds”",
        "eligib(le|ility)|thresholds?|criteria|criterion|reject(ed|ion|s)?|ineligible|declined?|"
        "waitlist|triage[ds]?|assess(ed|ment|ments)?|screen(ed|ing)",
        ("is_eligible", "Assessment", "rejected_at", "threshold"),
    ),
    Refusal(
        "packages of care",
        "“If you meet criteria A, you get care package A”; workers “almost reduced to an "
        "algorithmic checklist”",
        "packages?|pathways?|checklists?|tariffs?|interventions?",
        ("care_package", "pathway", "Checklist"),
    ),
    Refusal(
        "passing people on",
        "“I’ll not pass you over or signpost”",
        "refer(s|red|ral|rals)?|signpost(s|ed|ing)?|handoffs?|discharged?",
        ("referral_date", "signpost", "ReferTo"),
    ),
    Refusal(
        "labels for life",
        "“Services are not a label for life”",
        "labels?|diagnos(is|es)|flags?|tags?|offenders?|addicts?|vulnerable|complexity|cases?|"
        "clients?|caseloads?",
        ("permanent_label", "CaseFlag", "client", "is_vulnerable"),
    ),
    Refusal(
        "standard outcomes and who caused them",
        "It is “impossible… to identify its ‘impact’”; outcomes are emergent",
        "outcomes?|impacts?|attribut(ed|ion)|effective(ness)?|successes|roi|deliver(ed|ables?|y)?",
        ("outcome_score", "impact", "Attribution"),
    ),
    Refusal(
        "approval ladders",
        "“Minimal governance… Is it legal? Is it safe? If yes then go for it!”",
        "approv(e|ed|al|als|er|ers)|authori[sz](e|ed|ation)|permit(s|ted)?|escalat(e|ed|ion)|"
        "sign_?off|gatekeepers?|submit(ted)?|review(s|er|ers|ed)?",
        ("approved_by", "needsApproval", "escalate", "authorised_at"),
    ),
    Refusal(
        "majority votes",
        "“unanimous, principle and value based-decision making on all key issues”",
        "vot(e|es|ed|ing|er)|ballots?|poll(s|ed)?|majority|quorum|overrul(e|ed)|tally|upvotes?|"
        "liked",
        ("vote_count", "majority", "overruled"),
    ),
    Refusal(
        "blame",
        "“a culture of ‘no fault, no blame’”",
        "blame[ds]?|faults?|culprits?|guilt(y)?|negligen(t|ce)|failures?|failed|breach(es|ed)?|"
        "complian(t|ce)",
        ("at_fault", "BlamedPerson", "failed_by"),
    ),
    Refusal(
        "sanctions",
        "“punish/withdraw from people”",
        "sanctions?|sanctioned|punish(ed|ment)?|penalt(y|ies)|strikes?|warnings?|enforce(d|ment)?",
        ("sanction", "penalty_points", "EnforcementStage"),
    ),
    Refusal(
        "a rank of evidence",
        "A “hierarchy of evidence… not helpful”",
        "weights?|weighted|confidence|certainty|credib(le|ility)|reliab(le|ility)|validity|"
        "sentiment|priority|priorities",
        ("evidence_weight", "credibility", "priority"),
    ),
    Refusal(
        "cloning what worked elsewhere",
        "“You can’t lift and shift what one complex system does and expect it to work in another”",
        "templates?|clone[ds]?|rollouts?|replicat(e|ed|ion)|blueprints?|playbooks?|copy",
        ("clone_experiment", "Template", "rollout"),
    ),
    Refusal(
        "clocks that run down on people",
        "Clocks run up, never down: time the one who holds a decision, money or power",
        "deadlines?|overdue|late|expir(es|y|ed)|sla|countdown|remaining|timeout|breached",
        ("deadline", "days_remaining", "isOverdue"),
    ),
    Refusal(
        "score of a risk",
        "“These are things that I’ll put in place to make sure that you are as free to do as much "
        "as you can”",
        "likelihoods?|likely|severit(y|ies)|severe|matrix|matrices|risky|riskiest",
        ("risk_matrix", "likelihood", "Severity"),
    ),
    Refusal(
        "watching workers",
        "A “space to talk about our dirty little secrets”",
        "productivity|utili[sz]ation|monitor(s|ed|ing)?|surveil(lance)?|track(s|ed|er|ing)?|"
        "timesheets?|activity|attendance|absences?",
        ("worker_activity", "TrackedVisit", "productivity"),
    ),
]

# Words that mean something else where they stand, each with what it means there. What follows from
# them is refused in tests/refusals/test_measures.py.
A_POINT = "a point on a chart: what was counted at a time, and nobody's"
MEANT = {
    "Measure.kind choice: outcome": "what changes for people, one of a family of measures",
    "alongside.learning.measures.actions.enter(points): points": A_POINT,
    "alongside.learning.measures.actions.look_at(points): points": A_POINT,
    "alongside.learning.measures.actions.correct(point): point": A_POINT,
}


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.name)
def test_the_house_has_no_way_to_say(refusal: Refusal) -> None:
    said = [f"{s.where}: {s.name}" for s in everything() if refusal.is_said_in(s)]
    said = [each for each in said if each not in MEANT]
    assert not said, f"{refusal.name} can be said here; {refusal.because}"


def test_what_means_something_else_is_still_said() -> None:
    assert MEANT.keys() <= {f"{s.where}: {s.name}" for s in everything()}


@pytest.mark.parametrize(
    ("refusal", "name"),
    [(refusal, name) for refusal in REFUSALS for name in refusal.planted],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_would_be_noticed(refusal: Refusal, name: str) -> None:
    assert refusal.is_said_in(Said("planted", name))


def test_people_can_read_every_refusal() -> None:
    policy = Path("docs/policies/refusals.md").read_text()
    missing = [refusal.name for refusal in REFUSALS if refusal.name not in policy.lower()]
    assert not missing, "docs/policies/refusals.md does not tell people of these"
