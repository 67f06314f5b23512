"""Editors make quizzes out of a code's bank and say where they are asked."""

import secrets
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from people.access import Role, access
from quizzes import bank
from quizzes.models import QuestionVersion, Quiz
from quizzes.quiz_forms import QuizForm
from quizzes.uses import uses


@access(Role.EDITOR)
@require_GET
def quizzes(request: HttpRequest) -> HttpResponse:
    codes = bank.codes()
    taken = Count("attempts", filter=~Q(attempts__finished_at=None))
    rows = Quiz.objects.annotate(taken=taken).order_by("key")
    titles = {code.ref: code.title for code in codes}
    lines = [{"quiz": quiz, "code": titles.get(quiz.code_ref, "–")} for quiz in rows]
    return render(request, "quizzes/bank/quizzes.html", {"lines": lines, "codes": codes})


@transaction.atomic
def _keep(quiz: Quiz, form: QuizForm) -> None:
    for name, value in form.settings().items():
        setattr(quiz, name, value)
    quiz.save()
    wanted = form.switched()
    for use in uses():
        if use.is_on(quiz) != wanted[use.key]:
            use.switch(quiz, wanted[use.key])


@access(Role.EDITOR)
@require_http_methods(["GET", "POST"])
def new_quiz(request: HttpRequest, code_ref: UUID) -> HttpResponse:
    if not any(code.ref == code_ref for code in bank.codes()):
        raise Http404
    return _edit(request, Quiz(key=f"quiz-{secrets.token_hex(4)}", code_ref=code_ref))


@access(Role.EDITOR)
@require_http_methods(["GET", "POST"])
def quiz(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _edit(request, get_object_or_404(Quiz, public_id=public_id))


def _edit(request: HttpRequest, quiz: Quiz) -> HttpResponse:
    form = QuizForm(request.POST or None, quiz=quiz if quiz.pk else None)
    if request.method == "POST" and form.is_valid():
        _keep(quiz, form)
        return redirect("questions:quizzes")
    ready = QuestionVersion.objects.of_code(quiz.code_ref).ready().count()
    context = {"form": form, "quiz": quiz, "ready": ready}
    return render(request, "quizzes/bank/quiz.html", context, status=422 if form.errors else 200)
