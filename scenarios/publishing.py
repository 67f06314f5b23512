"""How a conversation comes in: its source is judged, then becomes a version and its texts, never to change."""

import datetime
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from common.digest import canonical_digest
from common.errors import DomainError
from competencies.models import Competency
from people.models import User
from scenarios import linter, source
from scenarios.models import Scenario, ScenarioText, ScenarioVersion

Status = ScenarioVersion.Status


class LintError(DomainError):
    """The source has errors; `findings` lists everything the linter said."""

    def __init__(self, findings: list[linter.Finding]) -> None:
        errors = [finding for finding in findings if finding.severity == "error"]
        super().__init__(
            _("The conversation was not taken. %(problems)s") % {"problems": " ".join(str(e) for e in errors[:3])}
        )
        self.findings = findings


def check_source(data: Mapping[str, Any], *, clause_ids: Mapping[str, UUID]) -> list[linter.Finding]:
    """Return what the linter finds in the languages of this installation and against the known competencies."""
    known = set(Competency.objects.values_list("key", flat=True))
    return linter.lint(
        data,
        locales=[code for code, _name in settings.LANGUAGES],
        clauses=clause_ids.keys(),
        competencies=known or None,
    )


@transaction.atomic
def draft_scenario(
    data: Mapping[str, Any], *, actor: User | None, clause_ids: Mapping[str, UUID], code_ref: str = ""
) -> ScenarioVersion:
    """Store the source as a draft version; the same graph again returns its version, with any mended words added.

    Raise `LintError` when the linter finds an error.
    """
    findings = check_source(data, clause_ids=clause_ids)
    if any(finding.severity == "error" for finding in findings):
        raise LintError(findings)
    graph, words = source.split(data, clause_ids, [code for code, _name in settings.LANGUAGES])
    scenario, _created = Scenario.objects.get_or_create(
        key=data["key"], defaults={"channel": data["channel"], "code_ref": code_ref}
    )
    # Two uploads at once would take the same number.
    scenario = Scenario.objects.select_for_update().get(pk=scenario.pk)
    if (scenario.channel, scenario.code_ref) != (data["channel"], code_ref or scenario.code_ref):
        scenario.channel, scenario.code_ref = data["channel"], code_ref or scenario.code_ref
        scenario.save(update_fields=["channel", "code_ref"])
    sha256 = canonical_digest(graph)
    version = scenario.versions.order_by("-number").first()
    if version is None or version.sha256 != sha256:
        version = ScenarioVersion.objects.create(
            scenario=scenario,
            number=version.number + 1 if version else 1,
            graph=graph,
            sha256=sha256,
            created_by=actor,
        )
    _store_words(version, words)
    return version


def _store_words(version: ScenarioVersion, words: Mapping[str, Mapping[str, Any]]) -> None:
    newest: dict[str, ScenarioText] = {}
    for text in version.texts.order_by("revision"):
        newest[text.locale] = text
    for locale, texts in words.items():
        sha256, last = canonical_digest(texts), newest.get(locale)
        if last is None or last.sha256 != sha256:
            revision = last.revision + 1 if last else 1
            ScenarioText.objects.create(
                version=version, locale=locale, revision=revision, texts=dict(texts), sha256=sha256
            )


@transaction.atomic
def publish_version(
    version: ScenarioVersion, *, actor: User | None, at: datetime.datetime | None = None
) -> ScenarioVersion:
    """Let people play the version; publishing twice is one publication. Runs under way keep their own version."""
    version = ScenarioVersion.objects.select_for_update().select_related("scenario").get(pk=version.pk)
    if version.status == Status.PUBLISHED:
        return version
    newest = version.scenario.versions.filter(status=Status.PUBLISHED).aggregate(n=Max("number"))["n"] or 0
    if newest > version.number:
        raise DomainError(_("A later version is already published. Upload this one again to publish it."))
    version.status, version.published_at = Status.PUBLISHED, at or timezone.now()
    version.save(update_fields=["status", "published_at"])
    log(version.scenario, "scenarios.publish", user=actor, data={"version": version.number})
    return version


@transaction.atomic
def publish_scenario(
    data: Mapping[str, Any],
    *,
    actor: User | None,
    clause_ids: Mapping[str, UUID],
    code_ref: str = "",
    at: datetime.datetime | None = None,
) -> ScenarioVersion:
    """Judge, store and publish in one; `clause_ids` maps the clause names in the source to block ids of the code."""
    version = draft_scenario(data, actor=actor, clause_ids=clause_ids, code_ref=code_ref)
    return publish_version(version, actor=actor, at=at)
