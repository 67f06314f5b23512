"""Taking a quiz, one question a page, and its result."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import DomainError
from people.access import Role, access
from quizzes import services
from quizzes.activity import minutes_of
from quizzes.keeping import keep_answer, kept_answer
from quizzes.models import Attempt, AttemptItem, Quiz
from quizzes.purposes import purpose_of
from quizzes.results import result_of
from quizzes.taking import page_of


def _own_attempt(request: HttpRequest, public_id: UUID) -> Attempt:
    """Return the attempt of whoever asks, within the scope of the session; anything else answers 404.

    An attempt whose time ran out is closed on the way, so that nobody meets a page that takes no answers.
    """
    attempts = Attempt.objects.filter(person=request.person).select_related("quiz", "person")  # type: ignore[attr-defined]
    scope = request.scope  # type: ignore[attr-defined]
    if scope:
        attempts = attempts.filter(purpose="selection", purpose_ref=scope.removeprefix("invitation:"))
    attempt = get_object_or_404(attempts, public_id=public_id)
    # An invitation that was taken back closes the door behind whoever came in by it.
    if scope and not purpose_of(attempt.purpose).may_take(attempt.person, attempt.purpose_ref):
        raise Http404
    return services.close_if_overdue(attempt, at=timezone.now())


def _question_url(attempt: Attempt, order: int) -> str:
    return reverse("quizzes:question", args=[attempt.public_id, order])


@access(Role.PERSON, Role.INVITED)
@require_GET
def take(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Go to the first unanswered question, or to the last page before finishing."""
    attempt = _own_attempt(request, public_id)
    if attempt.finished_at:
        return redirect("quizzes:result", public_id=attempt.public_id)
    answered = services.answers(attempt)
    items = list(attempt.items.all())
    order = next((item.order for item in items if item.pk not in answered), len(items))
    return redirect(_question_url(attempt, order))


@keep_answer
@access(Role.PERSON, Role.INVITED)
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, public_id: UUID, order: int) -> HttpResponse:
    arrived = timezone.now()
    attempt = _own_attempt(request, public_id)
    if request.method == "GET":
        if attempt.finished_at:
            return redirect("quizzes:result", public_id=attempt.public_id)
        page = page_of(attempt, order, now=arrived, kept=kept_answer(request))
        return render(request, "quizzes/question.html", page)
    try:
        services.save_answer(attempt, order, request.POST.getlist("answer"), at=arrived)
        services.flag_item(attempt, order, flagged="flag" in request.POST)
    except AttemptItem.DoesNotExist:
        raise Http404 from None
    except DomainError as error:
        if request.htmx:  # type: ignore[attr-defined]
            return render(request, "quizzes/_closed.html", {"message": str(error), "attempt": attempt}, status=409)
        messages.error(request, str(error))
        return redirect(attempt)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "quizzes/_saved.html", page_of(attempt, order, now=arrived) | {"saved_at": arrived})
    goal = request.POST.get("go", "next")
    if goal == "finish":
        return redirect("quizzes:finish", public_id=attempt.public_id)
    last = attempt.items.count()
    step = {"next": order + 1, "back": order - 1}.get(goal, order)
    if step > last:
        return redirect("quizzes:finish", public_id=attempt.public_id)
    return redirect(_question_url(attempt, max(step, 1)))


@access(Role.PERSON, Role.INVITED)
@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what is answered before closing; the post closes it, a repeat leads to the same result."""
    attempt = _own_attempt(request, public_id)
    if request.method == "POST":
        services.finish_attempt(attempt)
    if attempt.finished_at or request.method == "POST":
        return redirect("quizzes:result", public_id=attempt.public_id)
    answered = {item for item, step in services.answers(attempt).items() if step.response}
    slots = [{"order": item.order, "saved": item.pk in answered, "later": item.flagged} for item in attempt.items.all()]
    context = {"attempt": attempt, "slots": slots, "missing": sum(not slot["saved"] for slot in slots)}
    return render(request, "quizzes/finish.html", context)


@access(Role.PERSON, Role.INVITED)
@require_GET
def result(request: HttpRequest, public_id: UUID) -> HttpResponse:
    attempt = _own_attempt(request, public_id)
    if attempt.finished_at is None:
        return redirect(attempt)
    purpose = purpose_of(attempt.purpose)
    if not purpose.shows_results:
        return redirect(purpose.return_url(attempt))
    context = result_of(attempt) | {"return_url": purpose.return_url(attempt)}
    return render(request, "quizzes/result.html", context)


@access(Role.PERSON)
@require_POST
def retry(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Start the next attempt at the same quiz for the same reason, if it may be taken again."""
    attempt = _own_attempt(request, public_id)
    try:
        following = services.start_attempt(
            attempt.quiz,
            person=attempt.person,
            purpose=attempt.purpose,
            purpose_ref=attempt.purpose_ref,
            locale=attempt.locale,
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("quizzes:result", public_id=attempt.public_id)
    return redirect(following)


@access(Role.EMPLOYEE)
@require_http_methods(["GET", "POST"])
def about(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what an assigned quiz costs; the post starts it or goes on with it."""
    person = request.person  # type: ignore[attr-defined]
    quiz = get_object_or_404(Quiz, public_id=public_id)
    rules = purpose_of(services.ASSIGNED)
    ref = str(quiz.public_id)
    mine = Attempt.objects.filter(quiz=quiz, person=person, purpose=services.ASSIGNED, purpose_ref=ref)
    is_open = rules.may_take(person, ref)
    if not is_open and not mine.exists():
        raise Http404
    if request.method == "POST":
        try:
            attempt = services.start_attempt(
                quiz, person=person, purpose=services.ASSIGNED, purpose_ref=ref, locale=get_language() or "uk"
            )
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("quizzes:about", public_id=public_id)
        return redirect(attempt)
    limit = services.attempt_limit(quiz, rules)
    context = {
        "quiz": quiz,
        "minutes": minutes_of(quiz),
        "running": mine.open().first(),
        "last": mine.finished().first(),
        "left": None if limit is None else max(0, limit - mine.count()),
        "is_open": is_open,
    }
    return render(request, "quizzes/about.html", context)
