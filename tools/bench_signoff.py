"""Times what a new edition costs for 100,000 people: opening the cycle, coverage, a day's clock.

Compares `open_cycle` with a bare INSERT … SELECT of the same rows. Runs on a database of its own
(SQLite in a temporary folder, or BENCH_DATABASE_URL) and fails when opening takes more than three times as long.
"""

import datetime
import os
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PEOPLE = int(os.environ.get("BENCH_PEOPLE", "100000"))
DEPARTMENTS = 200
#: How much dearer than the bare statement opening may be: it also checks, closes older cycles and keeps indexes.
FACTOR = 3.0


def prepare(folder: str) -> None:
    """Point Django at a throw-away database before it reads its settings."""
    sys.path.insert(0, str(ROOT))
    os.environ["DATABASE_URL"] = os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
    os.environ["KODEKS_VAR"] = folder
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def make_people() -> None:
    """Fill the organisation: PEOPLE persons with one post each."""
    from people.models import Department, Employment, Person, Position

    position = Position.objects.create(name=f"Bench {uuid.uuid4()}")
    root = Department.objects.create(name=f"Bench {uuid.uuid4()}")
    departments = [Department.objects.create(name=f"D{n}", parent=root) for n in range(DEPARTMENTS)]
    hired = datetime.date(2024, 1, 1)
    people = Person.objects.bulk_create(
        [Person(family_name=f"F{n}", given_name="G", language="uk") for n in range(PEOPLE)], batch_size=5000
    )
    Employment.objects.bulk_create(
        [
            Employment(
                person=person,
                staff_number=f"{root.pk}-{n}",
                department=departments[n % DEPARTMENTS],
                position=position,
                hired=hired,
            )
            for n, person in enumerate(people)
        ],
        batch_size=5000,
    )


def timed(step: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    found = step()
    return time.perf_counter() - start, found


def bare_insert() -> float:
    """Return the seconds the database alone needs: the same rows into the same table with the same indexes."""
    from django.db import connection, transaction

    from assignments.models import Assignment

    table = Assignment._meta.db_table
    names = [field.column for field in Assignment._meta.local_concrete_fields if field.column != "id"]
    columns = ", ".join(connection.ops.quote_name(str(name)) for name in names)
    fresh = "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))"
    values = columns.replace(connection.ops.quote_name("public_id"), fresh, 1)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE copied AS SELECT {columns} FROM {table}")
        cursor.execute(f"DELETE FROM {table}")
        seconds, _nothing = timed(
            lambda: cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {values} FROM copied")
        )
        transaction.set_rollback(True)
    return seconds


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        from django.utils import timezone

        from assignments import registry, services
        from assignments.coverage import coverage, totals
        from assignments.reminders import remind
        from people.models import Audience

        registry.register(
            registry.ActivityKind("bench", "Bench", "list", lambda ref, locale: ref, lambda turn: "/", lambda turn: 4)
        )
        seconds, _nothing = timed(make_people)
        print(f"{PEOPLE:,} people made         {seconds:8.2f} s")
        today = timezone.localdate()
        due = today + datetime.timedelta(days=30)
        requirement = services.create_requirement(
            actor=None, kind="bench", ref="x", audience=Audience.objects.create(name="all"), due_on=due
        )
        opening, _cycle = timed(lambda: services.open_cycle(requirement, edition_ref="1", opens=today, due=due))
        print(f"open_cycle                  {opening:8.2f} s   {requirement.assignments.count():,} turns")
        bare = bare_insert()
        print(f"bare INSERT … SELECT        {bare:8.2f} s")
        replacing, _cycle = timed(lambda: services.open_cycle(requirement, edition_ref="2", opens=today, due=due))
        print(f"next edition replaces it    {replacing:8.2f} s")
        for name, step in {
            f"coverage of {DEPARTMENTS} departments ": coverage,
            "totals": totals,
            "clock: newcomers, nobody new": services.enrol_newcomers,
            "clock: reminders for everyone": remind,
            "clock: reminders, none due": remind,
        }.items():
            seconds, _found = timed(step)
            print(f"{name:<28}{seconds:8.2f} s")
        print(f"open_cycle / bare           {opening / bare:8.2f}   limit {FACTOR:g}")
        return int(opening > FACTOR * bare)


if __name__ == "__main__":
    sys.exit(main())
