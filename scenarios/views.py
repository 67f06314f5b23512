"""The trainer: the list, one conversation, the call or desk, and the debrief."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from common.errors import DomainError
from competencies.services import competencies_by_key
from people.access import Role, access
from people.models import Person
from scenarios.catalogue import Standing, standings
from scenarios.clauses import clause_words
from scenarios.debrief import debrief
from scenarios.models import Playthrough, Scenario
from scenarios.services import (
    analysis_for,
    answer_call,
    make_move,
    restart_from,
    start_playthrough,
)
from scenarios.story import scene


def _person(request: HttpRequest) -> Person:
    return request.person  # type: ignore[attr-defined,no-any-return]


def _number(text: str) -> int:
    """Return the number a form sent, 0 for anything else: no move has it."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def _locale() -> str:
    return (get_language() or "uk")[:2]


def _own_run(request: HttpRequest, public_id: uuid.UUID) -> Playthrough:
    """Return the person's own run; anybody else's is a 404."""
    return get_object_or_404(Playthrough.objects.of(_person(request)).with_story(), public_id=public_id)


def _standing(request: HttpRequest, public_id: uuid.UUID) -> Standing:
    found = standings(_person(request), _locale(), Scenario.objects.filter(public_id=public_id))
    if not found:
        raise Http404
    return found[0]


@access(Role.PERSON)
@require_safe
def list_scenarios(request: HttpRequest) -> HttpResponse:
    return render(request, "scenarios/list.html", {"standings": standings(_person(request), _locale())})


@access(Role.PERSON)
@require_safe
def about(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One conversation before it begins: who comes with what, how long, whether it counts."""
    return render(request, "scenarios/about.html", {"standing": _standing(request, public_id)})


@access(Role.PERSON)
@require_POST
def start(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Begin: assessed only while a turn is due to the person, otherwise a practice."""
    standing = _standing(request, public_id)
    assessed = request.POST.get("mode") == Playthrough.Mode.ASSESSED and standing.due
    try:
        run = start_playthrough(
            Scenario.objects.get(public_id=public_id),
            person=_person(request),
            mode=Playthrough.Mode.ASSESSED if assessed else Playthrough.Mode.PRACTICE,
            purpose="assignment" if assessed else "",
            purpose_ref=str(standing.due.public_id) if assessed and standing.due else "",
            locale=_locale(),
        )
    except DomainError as problem:
        messages.error(request, str(problem))
        return redirect("scenarios:list")
    return redirect("scenarios:play", run.public_id)


@access(Role.PERSON)
@require_safe
def play(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show where the conversation stands: the ringing call, the scene, or what was said last."""
    run = _own_run(request, public_id)
    words, moves = run.text.texts, list(run.moves.all())
    context = {"run": run, "words": words, "age": run.version.graph["client_age"]}
    if run.version.scenario.channel == Scenario.Channel.PHONE and not (run.answered or moves or run.finished):
        return render(request, "scenarios/ringing.html", context)
    now = scene(analysis_for(run.version), words, [move.choice for move in moves])
    hints = []
    if run.mode == Playthrough.Mode.PRACTICE and now.options:
        hints = list(clause_words(now.clauses, run.locale).values())
    template = (
        "scenarios/call.html" if run.version.scenario.channel == Scenario.Channel.PHONE else "scenarios/desk.html"
    )
    return render(request, template, context | {"scene": now, "hints": hints})


@access(Role.PERSON)
@require_POST
def answer(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Pick up the ringing call."""
    run = _own_run(request, public_id)
    answer_call(run, at=timezone.now())
    return redirect("scenarios:play", run.public_id)


@access(Role.PERSON)
@require_POST
def say(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Take one reply; a repeated or stale one shows where the conversation stands."""
    run = _own_run(request, public_id)
    sequence = request.POST.get("sequence", "")
    try:
        make_move(
            run,
            request.POST.get("node", ""),
            request.POST.get("choice", ""),
            at=timezone.now(),
            sequence=_number(sequence),
        )
    except DomainError as problem:
        messages.warning(request, str(problem))
    return redirect("scenarios:play", run.public_id)


@access(Role.PERSON)
@require_safe
def show_debrief(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    run = _own_run(request, public_id)
    if run.finished is None:
        return redirect("scenarios:play", run.public_id)
    found = debrief(
        analysis_for(run.version), run.text.texts, [move.choice for move in run.moves.all()], given=run.replayed
    )
    words = clause_words([use.clause for use in found.clauses], run.locale)
    names = competencies_by_key()
    shares = [(str(names[key]), share) for key, share in found.result.competencies.items() if key in names]
    context = {
        "run": run,
        "words": run.text.texts,
        "debrief": found,
        "clauses": [(use, words[use.clause]) for use in found.clauses if use.clause in words],
        "shares": sorted(shares, key=lambda pair: -pair[1].fraction),
        "minutes": max(1, round(sum(min(move.elapsed, 300) for move in run.moves.all()) / 60)),
    }
    return render(request, "scenarios/debrief.html", context)


@access(Role.PERSON)
@require_POST
def retry(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Practise again from one reply of a finished run."""
    run = _own_run(request, public_id)
    sequence = request.POST.get("sequence", "")
    try:
        again = restart_from(run, _number(sequence))
    except DomainError as problem:
        messages.error(request, str(problem))
        return redirect(run)
    return redirect("scenarios:play", again.public_id)
