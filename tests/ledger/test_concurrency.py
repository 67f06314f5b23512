"""Several writers and sealers at once: every entry gets one place, and the log verifies."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from ledger import services
from ledger.models import Checkpoint, Entry, Leaf
from ledger.services import verify

WRITERS = 4
FACTS = 12


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_writers_and_sealers_at_once(write_fact: Callable[[str], Entry]) -> None:
    """Ids are drawn in one order and committed in another, some never; places have no holes all the same."""
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for fact in range(FACTS):
                try:
                    with transaction.atomic():
                        write_fact(f"{number}-{fact}")
                        if fact % 4 == 3:
                            raise InterruptedError
                except InterruptedError:
                    pass
                services.seal()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    services.seal()
    assert failures == []
    kept = WRITERS * FACTS * 3 // 4
    assert list(Leaf.objects.order_by("index").values_list("index", flat=True)) == list(range(kept))
    last = Checkpoint.objects.order_by("-size").first()
    assert last
    assert last.size == kept
    assert verify().findings == []
