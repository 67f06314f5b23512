"""A checked personnel file against the people there are: what would change, and the change itself, in bulk."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from common.errors import DomainError
from common.locks import lock_transaction
from people.importing.checking import CheckedFile, PersonRow, Problem
from people.importing.columns import Column
from people.models import Activation, Department, Employment, PeopleImport, Person, Position, User
from people.vocative import guess_gender

BATCH = 400
NOBODY = 0
PathOfNames = tuple[str, ...]
_PERSON_FIELDS = ("family_name", "given_name", "patronymic", "gender", "email", "language")
_POST_FIELDS = ("department", "position", "is_head", "hired", "left")


@dataclass
class Plan:
    """What the file would do. `ended` are posts of `changed` and `created` that the file ends for the first time."""

    created: list[PersonRow] = field(default_factory=list)
    changed: list[tuple[Employment, PersonRow, list[str]]] = field(default_factory=list)
    unchanged: int = 0
    ended: int = 0
    missing: list[Employment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    new_departments: list[PathOfNames] = field(default_factory=list)
    new_positions: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def refused(self) -> int:
        return len({problem.row for problem in self.problems})

    def as_json(self) -> dict[str, Any]:
        """Return the report: counts, the problems by row and column, and notes."""
        return {
            "created": len(self.created),
            "changed": len(self.changed),
            "unchanged": self.unchanged,
            "left": self.ended,
            "refused": self.refused,
            "missing": [post.staff_number for post in self.missing],
            "departments": [" / ".join(path) for path in self.new_departments],
            "positions": self.new_positions,
            "rows": [problem.as_json() for problem in self.problems],
            "notes": self.notes,
        }


class _House:
    """The people, departments and positions there are, read in five queries."""

    def __init__(self) -> None:
        posts = Employment.objects.select_related("person__user", "department", "position")
        self.posts = {post.staff_number: post for post in posts}
        self.open_posts = {post.person_id: post.staff_number for post in posts if post.is_primary and not post.left}
        self.numbers = {number.casefold(): number for number in self.posts}
        users = User.objects.values_list("username", "email", "person_id")
        # an operator's account has no person: it counts as somebody else
        self.usernames = {username.casefold(): person or NOBODY for username, _email, person in users}
        self.addresses = {email.lower(): person or NOBODY for _username, email, person in users if email}
        self.departments = {department.pk: department for department in Department.objects.all()}
        self.paths = {pk: self._names(department) for pk, department in self.departments.items()}
        self.by_path = {_folded(path): self.departments[pk] for pk, path in self.paths.items()}
        self.positions = {position.name.casefold(): position for position in Position.objects.all()}

    def _names(self, department: Department) -> PathOfNames:
        ids = [int(pk) for pk in department.path.split("/") if pk]
        return tuple(self.departments[pk].name for pk in ids if pk in self.departments)


def _folded(path: PathOfNames) -> PathOfNames:
    return tuple(name.casefold() for name in path)


def plan_import(checked: CheckedFile, *, today: datetime.date | None = None) -> Plan:
    """Return what the file would change; rows that contradict what there is become problems."""
    return _plan(checked, _House(), today or timezone.localdate())


def _plan(checked: CheckedFile, house: _House, today: datetime.date) -> Plan:
    plan = Plan(problems=list(checked.problems), notes=list(checked.notes))
    mail_of_file = {house.posts[row.staff_number].person_id for row in checked.rows if row.staff_number in house.posts}
    departments: dict[PathOfNames, PathOfNames] = {}
    positions: dict[str, str] = {}
    for row in checked.rows:
        post = house.posts.get(row.staff_number)
        problem = _conflict(row, post, house, mail_of_file)
        if problem:
            plan.problems.append(problem)
            continue
        for depth in range(1, len(row.department) + 1):
            path = row.department[:depth]
            if _folded(path) not in house.by_path:
                departments.setdefault(_folded(path), path)
        if row.position.casefold() not in house.positions:
            positions.setdefault(row.position.casefold(), row.position)
        if not post:
            plan.created.append(row)
            continue
        differing = _differences(post, row, checked.stated, house)
        if differing:
            plan.changed.append((post, row, differing))
            plan.ended += "left" in differing and row.left is not None
        else:
            plan.unchanged += 1
    plan.new_departments, plan.new_positions = list(departments.values()), list(positions.values())
    plan.problems.sort(key=lambda problem: problem.row)
    named = {row.staff_number for row in checked.rows} | {row.staff_number for row in plan.created}
    refused_lines = {problem.row for problem in plan.problems}
    if not refused_lines:
        plan.missing = [
            post
            for post in house.posts.values()
            if post.staff_number not in named and (not post.left or post.left >= today)
        ]
    return plan


def _conflict(row: PersonRow, post: Employment | None, house: _House, in_file: set[int]) -> Problem | None:
    """Return why the row cannot stand beside the people there are."""

    def problem(column: Column, reason: str) -> Problem:
        return Problem(row.line, str(column), reason)

    person = post.person_id if post else None  # None: the row is of a new person
    twin = house.numbers.get(row.staff_number.casefold())
    if twin and twin != row.staff_number:
        return problem(Column.STAFF_NUMBER, _("differs from %(number)s only in its capitals") % {"number": twin})
    if post and post.person.erased_at:
        return problem(Column.STAFF_NUMBER, _("the data of the person with this number were erased"))
    if post and not row.left and house.open_posts.get(post.person_id, post.staff_number) != post.staff_number:
        return problem(
            Column.STAFF_NUMBER,
            _("the person holds another post, number %(number)s") % {"number": house.open_posts[post.person_id]},
        )
    if house.usernames.get(row.staff_number.casefold(), person) != person:
        return problem(Column.STAFF_NUMBER, _("an account of somebody else is named so"))
    # Two people of one file may exchange their addresses, so only an owner outside it is in the way.
    owner = house.addresses.get(row.email, person) if row.email else person
    if owner != person and owner not in in_file:
        return problem(Column.EMAIL, _("the e-mail belongs to the account of somebody else"))
    return None


def _wanted(row: PersonRow, stated: frozenset[Column], *, settled: bool) -> dict[str, Any]:
    """Return the person's fields the file states. A person who has signed in keeps the language they picked."""
    wanted: dict[str, Any] = {"family_name": row.family, "given_name": row.given}
    if Column.PATRONYMIC in stated or Column.FULL_NAME in stated:
        wanted["patronymic"] = row.patronymic
    if Column.EMAIL in stated:
        wanted["email"] = row.email
    if row.gender:
        wanted["gender"] = row.gender
    if row.language and not settled:
        wanted["language"] = row.language
    return wanted


def _differences(post: Employment, row: PersonRow, stated: frozenset[Column], house: _House) -> list[str]:
    """Return the names of the fields the row would change."""
    user = getattr(post.person, "user", None)
    wanted = _wanted(row, stated, settled=bool(user and user.last_login))
    found = [name for name, value in wanted.items() if getattr(post.person, name) != value]
    if _folded(house.paths[post.department_id]) != _folded(row.department):
        found.append("department")
    if not user:
        found.append("account")
    if post.position.name.casefold() != row.position.casefold():
        found.append("position")
    if Column.HEAD in stated and post.is_head != row.is_head:
        found.append("is_head")
    if post.hired != row.hired:
        found.append("hired")
    if Column.LEFT in stated and post.left != row.left:
        found.append("left")
    return found


# Applying -------------------------------------------------------------------------------------------------


@transaction.atomic
def import_people(
    rows: CheckedFile,
    *,
    actor: Person | None,
    accept_good: bool = False,
    complete: bool = False,
    record: PeopleImport | None = None,
    file_name: str = "",
) -> Plan:
    """Apply the file and return what was done.

    Rows with problems keep everything out unless `accept_good`. `complete` says that the file lists everyone:
    posts it does not name end yesterday. Accounts come with new people; a letter waits for those with e-mail.
    """
    lock_transaction("people.import")  # two imports at once would both create the same new number
    # The same file pressed twice: the second waited above, and must not write over the first one's report.
    if record and record.pk and not PeopleImport.objects.filter(pk=record.pk, applied_at=None).exists():
        raise DomainError(_("This file was brought in or thrown away a moment ago."))
    house, today = _House(), timezone.localdate()
    plan = _plan(rows, house, today)
    if plan.problems and not accept_good:
        message = ngettext(
            "%(count)s row has problems. Nothing was imported: correct it or let the good rows go in alone.",
            "%(count)s rows have problems. Nothing was imported: correct them or let the good rows go in alone.",
            plan.refused,
        )
        raise DomainError(message % {"count": plan.refused})
    _make_departments(plan, house)
    _make_positions(plan, house)
    _create(plan.created, rows.stated, house, today)
    _change(plan.changed, rows.stated, house, today)
    if complete and plan.missing:
        ids = [post.pk for post in plan.missing]
        yesterday = today - datetime.timedelta(days=1)
        ended = Employment.objects.filter(pk__in=ids, hired__lte=yesterday)
        plan.ended += ended.update(left=yesterday, is_head=False)
    deactivate_leavers(today)
    record = record or PeopleImport(uploaded_by=actor, file_name=file_name)
    record.report, record.applied_at, record.content = plan.as_json(), timezone.now(), None
    record.save()
    counts = {key: record.report[key] for key in ("created", "changed", "unchanged", "left", "refused")}
    log(instance=record, action="people.import", user=getattr(actor, "user", None), data=counts)
    return plan


def _make_departments(plan: Plan, house: _House) -> None:
    for path in plan.new_departments:  # parents come first: each row adds its path from the root down
        parent = house.by_path.get(_folded(path[:-1]))
        made = Department.objects.create(name=path[-1], parent=parent)
        house.by_path[_folded(path)] = made
    used = {_folded(row.department) for row in plan.created} | {_folded(row.department) for _p, row, _f in plan.changed}
    closed = [house.by_path[path].pk for path in used if house.by_path[path].closed]
    Department.objects.filter(pk__in=closed).update(closed=None)


def _make_positions(plan: Plan, house: _House) -> None:
    made = Position.objects.bulk_create(Position(name=name) for name in plan.new_positions)
    house.positions |= {position.name.casefold(): position for position in made}


def _is_current(row: PersonRow, today: datetime.date) -> bool:
    return row.left is None or row.left >= today


def _create(rows: list[PersonRow], stated: frozenset[Column], house: _House, today: datetime.date) -> None:
    people = Person.objects.bulk_create(
        (
            Person(
                **{"language": settings.LANGUAGE_CODE, **_wanted(row, stated, settled=False)}
                | {"gender": row.gender or guess_gender(row.given, row.patronymic)}
            )
            for row in rows
        ),
        batch_size=BATCH,
    )
    Employment.objects.bulk_create(
        (
            Employment(
                person=person,
                staff_number=row.staff_number,
                department=house.by_path[_folded(row.department)],
                position=house.positions[row.position.casefold()],
                is_head=row.is_head,
                hired=row.hired,
                left=row.left,
            )
            for person, row in zip(people, rows, strict=True)
        ),
        batch_size=BATCH,
    )
    users = User.objects.bulk_create(
        (_account(row, person, today) for person, row in zip(people, rows, strict=True)), batch_size=BATCH
    )
    _queue_letters([user for user in users if user.email and user.is_active])


def _account(row: PersonRow, person: Person, today: datetime.date) -> User:
    return User(
        username=row.staff_number,
        email=person.email,
        person=person,
        password=make_password(None),
        is_active=_is_current(row, today),
    )


def _queue_letters(users: list[User]) -> None:
    waiting = (Activation(user=user, method=Activation.Method.MAIL) for user in users)
    Activation.objects.bulk_create(waiting, batch_size=BATCH, ignore_conflicts=True)


def _change(
    changes: list[tuple[Employment, PersonRow, list[str]]],
    stated: frozenset[Column],
    house: _House,
    today: datetime.date,
) -> None:
    if not changes:
        return
    reopened: list[User] = []
    moved: list[User] = []
    newcomers: list[User] = []
    for post, row, differing in changes:
        person, user = post.person, getattr(post.person, "user", None)
        for name, value in _wanted(row, stated, settled=bool(user and user.last_login)).items():
            setattr(person, name, value)
        post.department = house.by_path[_folded(row.department)]
        post.position = house.positions[row.position.casefold()]
        post.hired = row.hired
        if Column.HEAD in stated:
            post.is_head = row.is_head
        if Column.LEFT in stated:
            post.left = row.left
        if user is None:
            newcomers.append(_account(row, person, today))
        else:
            # a letter with a new password goes to this address: an operator's own is not for a file to move
            if "email" in differing and user.email != person.email and not user.is_superuser:
                user.email = person.email
                moved.append(user)
            if not user.is_active and (post.left is None or post.left >= today):
                user.is_active = True
                reopened.append(user)
    people = [post.person for post, _row, differing in changes if set(differing) & set(_PERSON_FIELDS)]
    Person.objects.bulk_update(people, _PERSON_FIELDS, batch_size=BATCH)
    posts = [post for post, _row, differing in changes if set(differing) & set(_POST_FIELDS)]
    Employment.objects.bulk_update(posts, _POST_FIELDS, batch_size=BATCH)
    # Addresses first become free: two people may exchange theirs in one file.
    User.objects.filter(pk__in=[user.pk for user in moved]).update(email="")
    User.objects.bulk_update(
        {user.pk: user for user in [*reopened, *moved]}.values(), ["email", "is_active"], batch_size=BATCH
    )
    made = User.objects.bulk_create(newcomers, batch_size=BATCH)
    silent = [user for user in [*made, *moved] if user.email and user.is_active and not user.has_usable_password()]
    _queue_letters(silent)


def deactivate_leavers(on: datetime.date | None = None) -> int:
    """Close the accounts of people whose last post has ended; return how many. Run by every `tick`."""
    posts = Employment.objects.filter(person=OuterRef("person"))
    leavers = User.objects.filter(Exists(posts), ~Exists(posts.not_left(on)), is_active=True, is_superuser=False)
    return leavers.update(is_active=False)
