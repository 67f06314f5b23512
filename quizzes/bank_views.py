"""The question bank: list, write, look at it as the taker will, mark ready, reconfirm, retire."""

import secrets
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import DomainError
from people.access import Role, access
from quizzes import bank, services
from quizzes.forms import QuestionForm
from quizzes.models import QuestionVersion
from quizzes.statistics import facility
from quizzes.types import type_choices

A_PAGE = 30


def _newest(public_id: UUID) -> QuestionVersion:
    """Return the newest version of the question."""
    return get_object_or_404(bank.newest_versions(), question__public_id=public_id)


@access(Role.EDITOR)
@require_GET
def questions(request: HttpRequest) -> HttpResponse:
    codes = bank.codes()
    code = next((one for one in codes if str(one.ref) == request.GET.get("code")), codes[0] if codes else None)
    wanted = {name: request.GET.get(name, "") for name in ("status", "type", "clause")}
    rows = bank.newest_versions().of_code(code.ref) if code else QuestionVersion.objects.none()
    waiting = rows.filter(status=QuestionVersion.Status.STALE).count()
    if wanted["status"]:
        rows = rows.filter(status=wanted["status"])
    if wanted["type"]:
        rows = rows.filter(type=wanted["type"])
    clauses = bank.clause_choices(code.ref) if code else []
    printed = (
        {text.clause.block_id: text.number or Truncator(text.text).chars(32) for text in bank.clauses_of(code.ref)}
        if code
        else {}
    )
    if wanted["clause"] in dict(clauses):
        rows = rows.about([UUID(wanted["clause"])])
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    shares = facility(page.object_list)
    lines = [
        {
            "version": version,
            "words": bank.words_of(version),
            "clauses": sorted(printed.get(link.block_id, "–") for link in version.clauses.all()),
            "missing": [name for locale, name in settings.LANGUAGES if locale not in _locales(version)],
            "facility": shares.get(version.pk),
        }
        for version in page.object_list
    ]
    context = {
        "codes": codes,
        "code": code,
        "wanted": wanted,
        "clauses": clauses,
        "page": page,
        "lines": lines,
        "waiting": waiting,
        "statuses": QuestionVersion.Status.choices,
        "types": type_choices(),
    }
    return render(request, "quizzes/bank/list.html", context)


def _locales(version: QuestionVersion) -> set[str]:
    return {text.locale for text in version.texts.all()}


@access(Role.EDITOR)
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, code_ref: UUID) -> HttpResponse:
    code = next((one for one in bank.codes() if one.ref == code_ref), None)
    if code is None:
        raise Http404
    form = QuestionForm(request.POST or None, code_ref=code_ref)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.create_question(code_ref=code_ref, key=f"q-{secrets.token_hex(3)}", **form.question())
        except DomainError as wrong:
            form.add_error(None, str(wrong))
        else:
            return redirect("questions:question", made.question.public_id)
    return render(request, "quizzes/bank/edit.html", {"form": form, "code": code}, status=422 if form.errors else 200)


@access(Role.EDITOR)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write the next version, or mend the words of this one; what was asked before stays as it was."""
    version = _newest(public_id)
    form = QuestionForm(request.POST or None, code_ref=version.question.code_ref, version=version)
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["wording_only"]:
                _mend(version, form.question())
            else:
                services.create_question(
                    code_ref=version.question.code_ref, key=version.question.key, **form.question()
                )
        except DomainError as wrong:
            form.add_error(None, str(wrong))
        else:
            return redirect("questions:question", public_id)
    context = {"form": form, "version": version}
    return render(request, "quizzes/bank/edit.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _mend(version: QuestionVersion, typed: dict[str, Any]) -> None:
    letters = [*QuestionForm(code_ref=version.question.code_ref, version=version).initial["right"]]
    if len(typed["options"]) != len(version.options) or sorted(typed["right"]) != sorted(letters):
        raise DomainError(_("Another option or another right answer is a new question to people: untick “wording”."))
    ids = dict(zip(typed["options"], version.options, strict=True))
    for locale, words in typed["texts"].items():
        options = {ids[letter]: said for letter, said in words["options"].items()}
        bank.mend_text(version, locale=locale, words={**words, "options": options})


@access(Role.EDITOR)
@require_GET
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the newest version as the taker will see it, then the key and how people fare."""
    version = _newest(public_id)
    locale = request.GET.get("locale") or (get_language() or settings.LANGUAGE_CODE)
    text = bank.words_of(version, locale)
    if text is None:
        raise Http404
    numbers = dict(bank.clause_choices(version.question.code_ref))
    context = {
        "version": version,
        "kind": version.kind,
        "text": text,
        "options": [{"id": o, "right": o in version.key, **text.options[o]} for o in version.options],
        "languages": [(code, name) for code, name in settings.LANGUAGES if code in _locales(version)],
        "clauses": [
            numbers.get(str(link.block_id), _("a clause that no longer stands")) for link in version.clauses.all()
        ],
        "competencies": [link.competency for link in version.competencies.select_related("competency")],
        "facility": facility([version]).get(version.pk),
        "in_use": version.question.versions.ready().exclude(pk=version.pk).first(),
    }
    return render(request, "quizzes/bank/question.html", context)


_VERBS = {
    "ready": (services.mark_ready, (QuestionVersion.Status.DRAFT,)),
    "reconfirm": (services.reconfirm, (QuestionVersion.Status.STALE,)),
    "retire": (
        services.retire,
        (QuestionVersion.Status.READY, QuestionVersion.Status.STALE, QuestionVersion.Status.DRAFT),
    ),
}


@access(Role.EDITOR)
@require_POST
def change(request: HttpRequest, public_id: UUID, verb: str) -> HttpResponse:
    """Move the newest version on; a second press finds nothing left to do."""
    version = _newest(public_id)
    if verb not in _VERBS:
        raise Http404
    act, allowed = _VERBS[verb]
    if version.status in allowed:
        act(version)
        messages.success(request, _("Done. Attempts that have begun keep the questions they were given."))
    return redirect("questions:question", public_id)
