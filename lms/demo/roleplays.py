"""The demo's three conversations, and how somebody of a given skill plays one."""

import datetime
import random

from content.models import CodePage
from lms.demo.sources import clause_ids, load
from people.models import Person, User
from scenarios.models import Playthrough, Scenario
from scenarios.services import analysis_for, answer_call, make_move, publish_scenario, start_playthrough

KEYS = ("third-call", "angry-man", "acceptable-refusal")


def publish(code: CodePage, *, actor: User, at: datetime.datetime) -> dict[str, Scenario]:
    """Publish the conversations; return them by key."""
    found = {}
    for key in KEYS:
        version = publish_scenario(
            load(f"scenarios/{key}.yaml"),
            actor=actor,
            clause_ids=clause_ids(),
            code_ref=str(code.translation_key),
            at=at,
        )
        found[key] = version.scenario
    return found


def play(
    scenario: Scenario,
    *,
    person: Person,
    at: datetime.datetime,
    skill: float,
    dice: random.Random,
    turn: str = "",
) -> Playthrough:
    """Play to the end: the best reply with the probability `skill` (a fraction), else any. `turn` makes it count."""
    run = start_playthrough(
        scenario,
        person=person,
        mode=Playthrough.Mode.ASSESSED if turn else Playthrough.Mode.PRACTICE,
        purpose="assignment" if turn else "",
        purpose_ref=turn,
        locale=person.language,
        at=at,
    )
    at += datetime.timedelta(seconds=dice.randint(4, 12))
    answer_call(run, at=at)
    analysis = analysis_for(run.version)
    place = analysis.graph.begin().place
    while options := analysis.graph.node(place).options:
        best = analysis.best_choice(place)
        choice = best if dice.random() < skill else dice.choice([option.id for option in options])
        at += datetime.timedelta(seconds=dice.randint(9, 48))
        make_move(run, place.node, choice, at=at)
        place = analysis.graph.choose(place, choice).place
    run.refresh_from_db()
    return run
