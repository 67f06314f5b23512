"""One page of an attempt that is being taken. It holds no key, no feedback, no score: only what may be seen."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.http import Http404

from quizzes.models import Attempt
from quizzes.services import GRACE


def page_of(
    attempt: Attempt, order: int, *, now: datetime.datetime, kept: Sequence[str] | None = None
) -> dict[str, Any]:
    """Return the context of the question's page, in two queries however many questions there are.

    `kept` is an answer from before signing in again: shown as chosen, and as not saved yet.
    """
    items = list(attempt.items.select_related("version", "text").order_by("order"))
    if not 1 <= order <= len(items):
        raise Http404
    last = {step.item_id: step for step in attempt.steps.order_by("sequence")}
    item = items[order - 1]
    step = last.get(item.pk)
    saved = set(step.response) if step else set()
    chosen = saved if kept is None else set(kept)
    answered = {it.pk for it in items if it.pk in last and last[it.pk].response}
    return {
        "attempt": attempt,
        "item": item,
        "kind": item.version.kind,
        "stem": item.text.stem,
        "locale": item.text.locale,
        "options": [
            {"id": option, "text": item.text.options[option]["text"], "checked": option in chosen}
            for option in item.option_order
        ],
        "order": order,
        "total": len(items),
        "is_last": order == len(items),
        "is_kept": chosen != saved,
        "saved_at": step.arrived_at if step else None,
        "slots": [
            {"order": it.order, "saved": it.pk in answered, "later": it.flagged, "current": it.pk == item.pk}
            for it in items
        ],
        "seconds_left": max(0, int((attempt.deadline - now).total_seconds())) if attempt.deadline else None,
        "grace": int(GRACE.total_seconds()),
    }
