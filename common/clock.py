"""What time brings: steps that apps register in `ready()` and `manage.py tick` runs in order.

Orders in use: 10 people who came and left, 30 drains of missed signals, 50 reminders, 80 mail, 90 sealing.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

logger = logging.getLogger(__name__)

#: Rows a drain takes in one tick; the rest waits for the next.
DRAIN_BATCH = 500


@dataclass(frozen=True)
class TickStep:
    """`run` returns how many things it did. Steps that must commit as they go say `atomic=False`."""

    name: str
    order: int
    run: Callable[[], int | None]
    atomic: bool = True


@dataclass(frozen=True)
class StepResult:
    name: str
    count: int
    error: str = ""


_steps: dict[str, TickStep] = {}


def register_tick_step(name: str, order: int, run: Callable[[], int | None], *, atomic: bool = True) -> None:
    """Add a step; the same name again replaces it, so that `ready()` may run twice."""
    _steps[name] = TickStep(name, order, run, atomic)


def register_drain(
    name: str, pending: Callable[[], models.QuerySet[Any]], settle: Callable[[Any], object], *, order: int = 30
) -> None:
    """Add a step that calls `settle(pk)` for each row of `pending()`: what a signal's receiver should have done.

    `pending` is an anti-join: rows whose consequence is not there yet. A row that fails is left for the
    next tick and does not stop the others.
    """
    register_tick_step(name, order, lambda: _drain(name, pending, settle), atomic=False)


def _drain(name: str, pending: Callable[[], models.QuerySet[Any]], settle: Callable[[Any], object]) -> int:
    done, failed = 0, []
    for pk in list(pending().values_list("pk", flat=True)[:DRAIN_BATCH]):
        try:
            with transaction.atomic():
                settle(pk)
            done += 1
        except Exception:
            logger.exception("tick: %s failed for %s", name, pk)
            failed.append(pk)
    if failed:
        raise RuntimeError(f"{len(failed)} of {done + len(failed)} failed, first: {failed[0]}")
    return done


def tick_steps() -> list[TickStep]:
    """Return the steps in the order they run."""
    return sorted(_steps.values(), key=lambda step: (step.order, step.name))


def run_step(step: TickStep) -> StepResult:
    """Run one step, in its own transaction if it asks for one; a failure becomes part of the result."""
    try:
        if step.atomic:
            with transaction.atomic():
                count = step.run()
        else:
            count = step.run()
    except Exception as error:
        logger.exception("tick: step %s failed", step.name)
        return StepResult(step.name, 0, f"{type(error).__name__}: {error}")
    return StepResult(step.name, count or 0)
