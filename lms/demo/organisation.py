"""The people of the demo: they come as any organisation's do, by two personnel files."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from lms.demo.sign_ins import CAST, EMPLOYEE_PASSWORD
from lms.demo.sources import Almanac, load
from people.importing.checking import CheckedFile, PersonRow
from people.importing.columns import Column
from people.models import Activation, Department, Person, Position, User
from people.services import import_people

LOCALE = "uk"
STATED = frozenset(Column) - {Column.FULL_NAME}


def _names(kind: str) -> dict[str, str]:
    return {item["key"]: item["name"][LOCALE] for item in load("organisation.yaml")[kind]}


def hire(almanac: Almanac, *, until: datetime.date | None = None, after: datetime.date | None = None) -> int:
    """Import who was hired within the days (both may be left open); return how many came."""
    rows = []
    for line, item in enumerate(load("organisation.yaml")["people"], start=2):
        hired = almanac.date(item["hired"])
        if (until is None or hired <= until) and (after is None or hired > after):
            rows.append(_row(line, item, almanac))
    if rows:
        import_people(CheckedFile(rows, [], [], STATED), actor=None, file_name="svitlobrid.csv")
        _give_accounts([row.staff_number for row in rows])
    return len(rows)


def _row(line: int, item: dict[str, Any], almanac: Almanac) -> PersonRow:
    heads = {department["head"] for department in load("organisation.yaml")["departments"]}
    return PersonRow(
        line=line,
        staff_number=item["staff_number"],
        family=item["family"],
        given=item["given"],
        patronymic=item["patronymic"],
        gender=item["gender"],
        email=item["email"] or "",
        department=(_names("departments")[item["department"]],),
        position=_names("positions")[item["position"]],
        is_head=item["staff_number"] in heads,
        hired=almanac.date(item["hired"]),
        left=almanac.date(item["left"]) if "left" in item else None,
        language=item["language"],
    )


def _give_accounts(numbers: Iterable[str]) -> None:
    """Let everybody sign in at once: demo passwords instead of letters, roles as the file says."""
    users = User.objects.filter(username__in=list(numbers))
    Activation.objects.filter(user__in=users).delete()
    # One slow hash for everybody: they share the password anyway.
    users.update(password=make_password(EMPLOYEE_PASSWORD))
    for number, password in CAST.values():
        users.filter(username=number).update(password=make_password(password))
    groups = {group.name: group for group in Group.objects.all()}
    roles = {item["staff_number"]: item["roles"] for item in load("organisation.yaml")["people"]}
    for user in users:
        user.groups.add(*(groups[role] for role in roles[user.username]))


def person(number: str) -> Person:
    return Person.objects.get(employments__staff_number=number)


def departments() -> dict[str, Department]:
    """Return the departments by their keys in the file."""
    made = {department.name: department for department in Department.objects.all()}
    return {key: made[name] for key, name in _names("departments").items() if name in made}


def positions() -> dict[str, Position]:
    """Return the positions by their keys in the file."""
    made = {position.name: position for position in Position.objects.all()}
    return {key: made[name] for key, name in _names("positions").items() if name in made}
