"""The bank as editors see it: each question with its newest version, and what they may do with its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.errors import DomainError
from content.blocks import Kind
from content.models import ClauseText, CodePage, Edition
from quizzes.models import QuestionText, QuestionVersion
from quizzes.querysets import VersionQuerySet

Words = Mapping[str, Any]


@dataclass(frozen=True)
class Code:
    ref: UUID
    title: str


def codes() -> list[Code]:
    """Return the codes that have or may have questions, by title, each once whatever its languages."""
    found: dict[UUID, str] = {}
    for page in CodePage.objects.select_related("locale").order_by("pk"):
        if page.translation_key not in found or page.locale.language_code == get_language():
            found[page.translation_key] = page.title
    return sorted((Code(ref, title) for ref, title in found.items()), key=lambda code: code.title)


def clauses_of(code_ref: UUID) -> list[ClauseText]:
    """Return the newest edition's clauses in their order, in the reader's language where there is one."""
    texts = ClauseText.objects.filter(
        clause__edition__in=Edition.objects.of_code(code_ref).newest(), clause__is_excluded=False
    ).select_related("clause")
    shown: dict[UUID, ClauseText] = {}
    for text in sorted(texts, key=lambda text: text.locale == get_language()):
        shown[text.clause.block_id] = text
    return sorted(shown.values(), key=lambda text: text.clause.order)


def clause_choices(code_ref: UUID) -> list[tuple[str, str]]:
    """Return (block id, number and first words) of each clause that a question may ask about."""
    return [
        (str(text.clause.block_id), f"{text.number} {text.text[:90]}".strip())
        for text in clauses_of(code_ref)
        if text.clause.kind != Kind.HEADING
    ]


def newest_versions() -> VersionQuerySet:
    """The newest version of each question, with what the list shows."""
    last = QuestionVersion.objects.filter(question=OuterRef("question")).order_by("-number").values("pk")[:1]
    rows = QuestionVersion.objects.filter(pk=Subquery(last)).select_related("question")
    return rows.prefetch_related("texts", "clauses").order_by("question__key")


def words_of(version: QuestionVersion, locale: str | None = None) -> QuestionText | None:
    """Return the newest words in the locale (the active one by default), else in any language; uses prefetched rows."""
    wanted = (locale or get_language() or "")[:2]
    texts = sorted(version.texts.all(), key=lambda text: (text.locale == wanted, text.revision))
    return texts[-1] if texts else None


@transaction.atomic
def mend_text(version: QuestionVersion, *, locale: str, words: Words) -> QuestionText:
    """Correct the words of one language as a new revision; the key, and with it comparability, stays.

    `words`: {stem, options: {option id: {text, feedback}}, feedback}. Unchanged words make no revision.
    """
    if not words["stem"].strip() or any(
        not words["options"].get(o, {}).get("text", "").strip() for o in version.options
    ):
        raise DomainError(_("The question lacks words in the language “%(locale)s”.") % {"locale": locale})
    mine = version.texts.filter(locale=locale).order_by("-revision")
    last = mine.first()
    fresh = {"stem": words["stem"].strip(), "options": dict(words["options"]), "feedback": words.get("feedback", "")}
    if last and fresh == {"stem": last.stem, "options": last.options, "feedback": last.feedback}:
        return last
    number = (mine.aggregate(last=Max("revision"))["last"] or 0) + 1
    return QuestionText.objects.create(version=version, locale=locale, revision=number, **fresh)
