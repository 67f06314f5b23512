"""Two starts at once on PostgreSQL become one attempt, and a limit of one stays one."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections

from people.models import Person
from quizzes.models import Attempt, Quiz, Step
from quizzes.services import finish_attempt, save_answer, start_attempt
from tests.quizzes.conftest import of_item

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writing transaction in at a time"),
    pytest.mark.django_db(transaction=True),
]
THREADS = 4


def at_once(run: Callable[[], object]) -> list[object]:
    """Run the callable in threads that set off together; return results and errors."""
    barrier, results = threading.Barrier(THREADS), []

    def work() -> None:
        try:
            barrier.wait()
            results.append(run())
        except Exception as error:
            results.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_parallel_starts_make_one_attempt(quiz: Quiz, employee: Person) -> None:
    def begin() -> int:
        return start_attempt(quiz, person=employee, purpose="hidden", purpose_ref="1", locale="en").pk

    assert len(set(at_once(begin))) == 1
    assert Attempt.objects.count() == 1


def test_parallel_answers_and_finish_keep_one_order(quiz: Quiz, employee: Person) -> None:
    attempt = start_attempt(quiz, person=employee, purpose="open", purpose_ref="1", locale="en")
    options = of_item(attempt, 1)
    at_once(lambda: save_answer(attempt, 1, options.right, at=attempt.started_at))
    assert Step.objects.count() == 1
    scores = at_once(lambda: finish_attempt(attempt).score)
    assert len(set(scores)) == 1
