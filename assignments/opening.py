"""One INSERT … SELECT that gives everybody in an audience a turn; the same for ten people and for 100,000."""

import datetime
from typing import Any

from django.db import connection
from django.db.models import CharField, DateField, DateTimeField, F, Func, IntegerField, UUIDField, Value
from django.db.models.functions import Greatest

from assignments.models import Assignment, Cycle
from people.querysets import EmploymentQuerySet


class RandomUUID(Func):
    """A new random UUID for each row, as Django keeps one on the database at hand."""

    output_field = UUIDField()
    arity = 0

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="gen_random_uuid()", **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        # Version and variant bits of RFC 9562 are set by hand: 4 and 8.
        template = (
            "lower(hex(randomblob(6)) || '4' || substr(hex(randomblob(2)), 2) || "
            "'8' || substr(hex(randomblob(2)), 2) || hex(randomblob(6)))"
        )
        return self.as_sql(compiler, connection, template=template, **extra)


class DaysAfter(Func):
    """A date so many days after another one."""

    output_field = DateField()
    arity = 2

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s)", arg_joiner=" + ", **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "date(%(expressions)s || ' days')"
        return self.as_sql(compiler, connection, template=template, arg_joiner=", '+' || ", **extra)


def insert_assignments(
    cycle: Cycle, *, newcomer_days: int, now: datetime.datetime, on: datetime.date | None = None
) -> int:
    """Insert a turn for each post in the audience that has none in this cycle; return how many came.

    Who is hired after the cycle opened has `newcomer_days` from the day of hire, or the cycle's last day if
    that is later.
    """
    people = cycle.requirement.audience.employments(on)
    select = _select(people, cycle, newcomer_days, now)
    columns = ", ".join(connection.ops.quote_name(_column(name)) for name in select)
    sql, params = people.order_by().values_list(*select.values()).query.sql_with_params()
    table = connection.ops.quote_name(Assignment._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({columns}) {sql} ON CONFLICT DO NOTHING", params)
        return max(cursor.rowcount, 0)


def _column(field: str) -> str:
    column = Assignment._meta.get_field(field).column  # type: ignore[union-attr]  # fields of our own, not relations to us
    return str(column)


def _select(people: EmploymentQuerySet, cycle: Cycle, newcomer_days: int, now: datetime.datetime) -> dict[str, Any]:
    """Return field → expression over an employment, for every column that is not left empty."""
    starts = Greatest(F("hired"), Value(cycle.opens, DateField()))
    own_due = DaysAfter(F("hired"), Value(newcomer_days, IntegerField()))
    return {
        "public_id": RandomUUID(),
        "requirement": Value(cycle.requirement_id, IntegerField()),
        "cycle": Value(cycle.pk, IntegerField()),
        "person": F("person_id"),
        "employment": F("pk"),
        "department": F("department_id"),
        "status": Value(Assignment.Status.OPEN.value, CharField()),
        "due": Greatest(own_due, Value(cycle.due, DateField())),
        "opened_at": Value(now, DateTimeField()),
        "source": Value("", CharField()),
        "reason": Value("", CharField()),
        "remind_on": starts,
    }
