"""The result of a finished attempt, as it is released: score, key, feedback, and the clauses to read again."""

from typing import Any

from content.models import ClauseText, Edition
from quizzes.models import Attempt
from quizzes.purposes import purpose_of
from quizzes.services import answers, attempt_limit


def _clause_texts(blocks: set[Any], code_ref: object, locale: str) -> dict[Any, ClauseText]:
    """Return block id → the clause's words in the newest edition, in the locale where there is one."""
    edition = Edition.objects.of_code(str(code_ref)).newest().first()
    texts = ClauseText.objects.filter(clause__edition=edition, clause__block_id__in=blocks).select_related("clause")
    found: dict[Any, ClauseText] = {}
    for text in sorted(texts, key=lambda text: text.locale == locale):
        found[text.clause.block_id] = text
    return found


def result_of(attempt: Attempt) -> dict[str, Any]:
    """Return the context of the result page; to be shown only when the purpose releases results."""
    last = answers(attempt)
    items = list(attempt.items.select_related("version", "text").prefetch_related("version__clauses").order_by("order"))
    blocks = {link.block_id for item in items for link in item.version.clauses.all()}
    clauses = _clause_texts(blocks, attempt.quiz.code_ref, attempt.locale)
    lines: list[dict[str, Any]] = []
    for item in items:
        response = last[item.pk].response if item.pk in last else []
        lines.append(
            {
                "order": item.order,
                "stem": item.text.stem,
                "locale": item.text.locale,
                "score": item.score or 0.0,
                "right": (item.score or 0.0) >= 1,
                "feedback": item.text.feedback,
                "options": [
                    {
                        "text": item.text.options[option]["text"],
                        "feedback": item.text.options[option].get("feedback", ""),
                        "chosen": option in response,
                        "right": option in item.version.key,
                    }
                    for option in item.option_order
                ],
                "clauses": [clauses[link.block_id] for link in item.version.clauses.all() if link.block_id in clauses],
            }
        )
    again = {clause.clause.block_id: clause for line in lines if not line["right"] for clause in line["clauses"]}
    limit = attempt_limit(attempt.quiz, purpose_of(attempt.purpose))
    return {
        "attempt": attempt,
        "lines": lines,
        "right": sum(line["right"] for line in lines),
        "again": sorted(again.values(), key=lambda text: text.clause.order),
        "may_retry": not attempt.passed and (limit is None or attempt.number < limit),
        "edition_url": _edition_url(attempt),
    }


def _edition_url(attempt: Attempt) -> str:
    edition = Edition.objects.of_code(attempt.quiz.code_ref).newest().first()
    return edition.get_absolute_url() if edition else ""
