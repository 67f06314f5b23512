"""Playing: a run is started, moves are made one after the other, the end is recorded once."""

import datetime
from collections.abc import Sequence

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assignments.services import complete
from common.errors import DomainError
from competencies.services import competencies_by_key, record_evidence
from ledger.services import append
from people.models import Person
from scenarios.graph import GraphError
from scenarios.models import Move, Playthrough, Scenario, ScenarioText, ScenarioVersion
from scenarios.publishing import LintError, draft_scenario, publish_scenario, publish_version
from scenarios.scoring import Analysis, Result, analysis_of
from scenarios.signals import playthrough_finished
from scenarios.witness import LEDGER_KIND, playthrough_digest

__all__ = [
    "LintError",
    "StaleMoveError",
    "answer_call",
    "draft_scenario",
    "make_move",
    "publish_scenario",
    "publish_version",
    "restart_from",
    "start_playthrough",
]

Mode = Playthrough.Mode
ASSIGNMENT_KIND = "scenario"
#: Runs of candidates: their evidence stays out of appraisal and they complete nobody's assignment.
SELECTION = "selection"


class StaleMoveError(DomainError):
    """The answer belongs to an earlier screen; the conversation has moved on."""

    def __init__(self) -> None:
        super().__init__(_("The conversation has moved on since that screen. This is where it stands now."))


def analysis_for(version: ScenarioVersion) -> Analysis:
    return analysis_of(version.sha256, version.graph)


def text_for(version: ScenarioVersion, locale: str) -> ScenarioText:
    """Return the newest words of the version in the language, else in the installation's, else in any."""
    preferred = {locale: 0, settings.LANGUAGE_CODE: 1}
    texts = sorted(version.texts.all(), key=lambda text: (preferred.get(text.locale, 2), -text.revision))
    if not texts:
        raise DomainError(_("This conversation has no text yet."))
    return texts[0]


@transaction.atomic
def start_playthrough(
    scenario: Scenario,
    *,
    person: Person,
    mode: str,
    purpose: str = "",
    purpose_ref: str = "",
    locale: str,
    at: datetime.datetime | None = None,
    version: ScenarioVersion | None = None,
) -> Playthrough:
    """Begin a run of the published version (or of the version given: an editor's preview, in practice).

    An assessed run that is still open is continued, and so is a practice in which nothing was said yet:
    two tabs, or leaving and coming back, do not make a second one.
    """
    if version is None:
        version = scenario.versions.filter(status=ScenarioVersion.Status.PUBLISHED).order_by("-number").first()
    if version is None or (mode == Mode.ASSESSED and version.status != ScenarioVersion.Status.PUBLISHED):
        raise DomainError(_("This conversation is not published yet."))
    # The row of the person is the lock: two starts at once wait for each other.
    Person.objects.select_for_update().get(pk=person.pk)
    mine = Playthrough.objects.of(person).unfinished().filter(version__scenario=scenario, mode=mode)
    if mode == Mode.ASSESSED:
        found = mine.filter(purpose=purpose, purpose_ref=purpose_ref).first()
    else:
        found = mine.filter(version=version, locale=locale, origin=None, moves=None).first()
    text = text_for(version, locale)
    if found and (mode == Mode.ASSESSED or found.text_id == text.pk):
        return found
    return Playthrough.objects.create(
        version=version,
        text=text,
        person=person,
        mode=mode,
        purpose=purpose,
        purpose_ref=purpose_ref,
        locale=text.locale,
        started=at or timezone.now(),
    )


def answer_call(playthrough: Playthrough, *, at: datetime.datetime) -> None:
    """Record that the ringing call was picked up; the first time counts."""
    Playthrough.objects.filter(pk=playthrough.pk, answered=None, finished=None).update(answered=at)


@transaction.atomic
def make_move(
    playthrough: Playthrough, node: str, choice: str, *, at: datetime.datetime, sequence: int | None = None
) -> Move:
    """Say the choice at the node and return the move; the last one finishes the run.

    The same node (and sequence, when given) posted again returns the first move, whatever the second choice was.
    Raise `StaleMoveError` for a screen the conversation has left, `DomainError` for a choice that is not offered.
    """
    # Two tabs at once: the second waits here and then finds the first one's move.
    playthrough = (
        Playthrough.objects.select_for_update(of=("self",))
        .select_related("version__scenario", "text", "person")
        .get(pk=playthrough.pk)
    )
    moves = _moves_of(playthrough)
    number = sequence if sequence is not None else _sequence_of(moves, node, playthrough)
    if 0 < number <= len(moves):
        made = moves[number - 1]
        if made.node != node or number <= playthrough.replayed:
            raise StaleMoveError
        return made
    if playthrough.finished:
        raise StaleMoveError
    analysis = analysis_for(playthrough.version)
    place = analysis.graph.replay([move.choice for move in moves])[-1].place
    if number != len(moves) + 1 or place.node != node:
        raise StaleMoveError
    try:
        stop = analysis.graph.choose(place, choice)
    except GraphError as problem:
        raise DomainError(_("That answer is not offered here. Choose one of those shown.")) from problem
    since = moves[-1].at if moves else playthrough.answered or playthrough.started
    move = Move(
        playthrough=playthrough,
        sequence=number,
        node=node,
        choice=choice,
        elapsed=max(0.0, (at - since).total_seconds()),
        state=dict(stop.place.state),
        at=at,
    )
    try:
        with transaction.atomic():
            move.save(force_insert=True)
    except IntegrityError:
        # A writer that held no lock was first: its move stands.
        return Move.objects.get(playthrough=playthrough, sequence=number)
    ending = analysis.graph.node(stop.place)
    if not ending.options:
        _finish(playthrough, [*moves, move], outcome=ending.outcome, analysis=analysis, at=at)
    return move


def _moves_of(playthrough: Playthrough) -> list[Move]:
    return list(playthrough.moves.order_by("sequence"))


def _sequence_of(moves: Sequence[Move], node: str, playthrough: Playthrough) -> int:
    """Return which move an answer without a sequence means: the last one again, or the next."""
    if moves and moves[-1].node == node and len(moves) > playthrough.replayed:
        current = analysis_for(playthrough.version).graph.replay([move.choice for move in moves])[-1].place
        if current.node != node:
            return len(moves)
    return len(moves) + 1


def _finish(
    playthrough: Playthrough, moves: Sequence[Move], *, outcome: str, analysis: Analysis, at: datetime.datetime
) -> None:
    result = analysis.score([move.choice for move in moves], given=playthrough.replayed)
    playthrough.finished, playthrough.outcome, playthrough.score = at, outcome, result.overall
    playthrough.save(update_fields=["finished", "outcome", "score"])
    if playthrough.mode == Mode.ASSESSED:
        append(kind=LEDGER_KIND, subject=str(playthrough.public_id), digest=playthrough_digest(playthrough, moves))
        _record_evidence(playthrough, result)
        _complete_assignments(playthrough)
    key = playthrough.pk
    transaction.on_commit(lambda: playthrough_finished.send_robust(sender=Playthrough, playthrough_id=key), robust=True)


def _record_evidence(playthrough: Playthrough, result: Result) -> None:
    """One row a competency. It weighs by how much could be shown: the span open to the person, at most 1."""
    assert playthrough.finished is not None
    known = competencies_by_key()
    for key, share in result.competencies.items():
        if key in known:
            record_evidence(
                person=playthrough.person,
                competency=known[key],
                source="scenario",
                source_key=str(playthrough.public_id),
                score=share.fraction,
                observed=playthrough.finished,
                purpose=SELECTION if playthrough.purpose == SELECTION else "appraisal",
                weight=min(1.0, max(0.25, share.span / 2)),
            )


def _complete_assignments(playthrough: Playthrough) -> None:
    if playthrough.finished and playthrough.purpose != SELECTION:
        complete(
            kind=ASSIGNMENT_KIND,
            ref=str(playthrough.version.scenario.public_id),
            person=playthrough.person,
            at=playthrough.finished,
            source=f"playthrough:{playthrough.public_id}",
        )


@transaction.atomic
def restart_from(playthrough: Playthrough, sequence: int, *, at: datetime.datetime | None = None) -> Playthrough:
    """Begin a practice in which everything before move `sequence` is repeated and the rest is open again."""
    at = at or timezone.now()
    if playthrough.finished is None:
        raise DomainError(_("Finish this conversation first; then you can try again from any reply."))
    moves = _moves_of(playthrough)
    if not 1 <= sequence <= len(moves):
        raise DomainError(_("This conversation has no such reply."))
    again = Playthrough.objects.create(
        version=playthrough.version,
        text=playthrough.text,
        person=playthrough.person,
        mode=Mode.PRACTICE,
        locale=playthrough.locale,
        origin=playthrough,
        replayed=sequence - 1,
        started=at,
        answered=at,
    )
    Move.objects.bulk_create(
        Move(
            playthrough=again,
            sequence=move.sequence,
            node=move.node,
            choice=move.choice,
            elapsed=0.0,
            state=move.state,
            at=at,
        )
        for move in moves[: sequence - 1]
    )
    return again
