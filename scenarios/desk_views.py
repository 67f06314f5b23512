"""The editor's desk: conversations with their versions, what the linter says, the drawn graph, upload and preview."""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.errors import DomainError
from people.access import Role, access
from people.models import User
from scenarios import source
from scenarios.clauses import clause_ids
from scenarios.drawing import draw
from scenarios.forms import UploadForm
from scenarios.models import Playthrough, Scenario, ScenarioText, ScenarioVersion
from scenarios.publishing import LintError, check_source
from scenarios.services import analysis_for, draft_scenario, publish_version, start_playthrough, text_for


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _version(public_id: uuid.UUID, number: int | None) -> ScenarioVersion:
    """Return the version, the newest one without a number."""
    versions = ScenarioVersion.objects.select_related("scenario").prefetch_related("texts").order_by("-number")
    found = versions.filter(scenario__public_id=public_id)
    version = found.filter(number=number).first() if number is not None else found.first()
    if version is None:
        raise Http404
    return version


def _newest_words(version: ScenarioVersion) -> dict[str, ScenarioText]:
    return {text.locale: text for text in sorted(version.texts.all(), key=lambda text: text.revision)}


def _source_of(version: ScenarioVersion) -> dict[str, Any]:
    words = {locale: text.texts for locale, text in sorted(_newest_words(version).items())}
    return source.join(version.scenario.key, version.graph, words)


@access(Role.EDITOR)
@require_safe
def list_versions(request: HttpRequest) -> HttpResponse:
    published = Q(versions__status=ScenarioVersion.Status.PUBLISHED)
    scenarios = Scenario.objects.annotate(
        newest=Max("versions__number"),
        live=Max("versions__number", filter=published),
        runs=Count("versions__playthroughs", filter=Q(versions__playthroughs__mode="assessed")),
    )
    titles: dict[int, str] = {}
    for text in ScenarioText.objects.select_related("version").order_by("version__number", "revision"):
        if text.locale == get_language() or text.version.scenario_id not in titles:
            titles[text.version.scenario_id] = text.texts["title"]
    rows = [(scenario, titles.get(scenario.pk, scenario.key)) for scenario in scenarios]
    return render(request, "scenarios/desk/list.html", {"rows": rows})


@access(Role.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file: with errors, say them and keep nothing; without, store a draft and show it."""
    form = UploadForm(request.POST or None, request.FILES or None)
    findings: list[Any] = []
    if request.method == "POST" and form.is_valid():
        code_ref = form.cleaned_data["code_ref"]
        try:
            data = source.read_yaml(form.cleaned_data["file"].read())
            version = draft_scenario(data, actor=_user(request), clause_ids=clause_ids(code_ref), code_ref=code_ref)
        except source.SourceError as problem:
            form.add_error("file", _("The file cannot be read as a conversation: %(problem)s.") % {"problem": problem})
        except LintError as problem:
            findings = problem.findings
        else:
            return redirect("conversations:show-version", version.scenario.public_id, version.number)
    return render(request, "scenarios/desk/upload.html", {"form": form, "findings": findings})


@access(Role.EDITOR)
@require_safe
def show(request: HttpRequest, public_id: uuid.UUID, number: int | None = None) -> HttpResponse:
    version = _version(public_id, number)
    analysis = analysis_for(version)
    start = analysis.graph.begin().place
    known = {clause: uuid.UUID(clause) for clause in analysis.graph.clauses()}
    if version.scenario.code_ref:
        known = {name: block for name, block in clause_ids(version.scenario.code_ref).items() if name in known}
    context = {
        "version": version,
        "words": text_for(version, get_language() or "uk").texts,
        "versions": version.scenario.versions.order_by("-number"),
        "findings": check_source(_source_of(version), clause_ids=known),
        "drawing": draw(analysis.graph),
        "bounds": analysis.bounds(start),
        "nodes": len(analysis.graph.nodes),
        "locales": sorted(_newest_words(version).values(), key=lambda text: text.locale),
    }
    return render(request, "scenarios/desk/show.html", context)


@access(Role.EDITOR)
@require_safe
def download(request: HttpRequest, public_id: uuid.UUID, number: int) -> HttpResponse:
    version = _version(public_id, number)
    response = HttpResponse(source.write_yaml(_source_of(version)), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{version.scenario.key}-{version.number}.yaml"'
    return response


@access(Role.EDITOR)
@require_POST
def publish(request: HttpRequest, public_id: uuid.UUID, number: int) -> HttpResponse:
    version = _version(public_id, number)
    try:
        publish_version(version, actor=_user(request))
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Published. Whoever starts now plays this version."))
    return redirect("conversations:show-version", public_id, number)


@access(Role.EDITOR)
@require_POST
def preview(request: HttpRequest, public_id: uuid.UUID, number: int) -> HttpResponse:
    """Play any version as a practice of one's own, a draft too."""
    version = _version(public_id, number)
    person = _user(request).person
    if person is None:
        messages.error(request, _("Your account belongs to no person, so nothing can be played with it."))
        return redirect("conversations:show-version", public_id, number)
    run = start_playthrough(
        get_object_or_404(Scenario, public_id=public_id),
        person=person,
        mode=Playthrough.Mode.PRACTICE,
        purpose="preview",
        locale=(get_language() or "uk")[:2],
        version=version,
    )
    return redirect("scenarios:play", run.public_id)
