"""My tasks: what is due, what is done this year, and the picture of the year."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext
from django.views.decorators.http import require_GET

from assignments.models import Assignment
from certificates.models import Certificate
from lms import nav
from lms.charts import Dot, year_dots, year_x
from lms.cover import cover_of
from lms.coverage import overall
from people.access import Role, access, headed_departments, roles_of
from people.models import Person
from people.names import vocative

DONE_SHOWN = 3

#: What completed a turn → where its record is shown, and what the link says.
RECORDS = {
    "sign_off": ("acknowledgements:receipt", lambda: gettext("Receipt")),
    "attempt": ("quizzes:result", lambda: pgettext("of an attempt", "Result")),
    "playthrough": ("scenarios:debrief", lambda: gettext("Debrief")),
    "certificate": ("certificates:certificate", lambda: gettext("Open")),
}


@dataclass(frozen=True)
class Task:
    """A row of the queue."""

    assignment: Assignment
    title: str
    label: str
    url: str
    minutes: int


@dataclass(frozen=True)
class Record:
    """A row of what is done."""

    assignment: Assignment
    title: str
    url: str
    link: str


@dataclass(frozen=True)
class Year:
    """The dots of one calendar year and the months under its axis."""

    dots: list[Dot]
    ticks: list[float]
    labels: list[tuple[float, datetime.date]]
    done: int
    ahead: int
    last_due: datetime.date | None


def greeting(person: Person, hour: int) -> str:
    """Return "Доброго ранку, Соломіє Андріївно" for the hour of the day, 0–23."""
    name = {"name": vocative(person)}
    if 5 <= hour < 12:
        return gettext("Good morning, %(name)s") % name
    if 12 <= hour < 18:
        return gettext("Good afternoon, %(name)s") % name
    return gettext("Good evening, %(name)s") % name


def task_of(assignment: Assignment) -> Task:
    activity = assignment.requirement.activity
    return Task(
        assignment,
        title=assignment.requirement.title_in(get_language() or "uk"),
        label=str(activity.label),
        url=activity.url(assignment),
        minutes=activity.minutes(assignment),
    )


def record_of(assignment: Assignment) -> Record:
    kind, _colon, key = assignment.source.partition(":")
    name, link = RECORDS.get(kind, ("", lambda: ""))
    try:
        url = reverse(name, args=[key]) if name else ""
    except NoReverseMatch:
        url = ""
    return Record(assignment, assignment.requirement.title_in(get_language() or "uk"), url, link() if url else "")


def year_of(done: list[Assignment], waiting: list[Assignment], today: datetime.date) -> Year:
    """Return the picture of this calendar year; what is due next year is counted but not drawn."""
    months = [datetime.date(today.year, month, 1) for month in range(1, 13)]
    dates = [timezone.localdate(turn.completed_at) for turn in done if turn.completed_at]
    ahead = [max(turn.due, today) for turn in waiting]
    return Year(
        dots=year_dots([day for day in dates if day.year == today.year], [d for d in ahead if d.year == today.year]),
        ticks=[*(year_x(month) for month in months), 304],
        labels=[(year_x(month), month) for month in months[::3]],
        done=len(dates),
        ahead=len(ahead),
        last_due=max(ahead, default=None),
    )


def tasks_context(request: HttpRequest) -> dict[str, Any]:
    """Return what "My tasks" shows; a constant number of statements beside those of each activity's own address."""
    person: Person = request.person  # type: ignore[attr-defined]
    today = timezone.localdate()
    start = timezone.make_aware(datetime.datetime(today.year, 1, 1))
    turns = list(Assignment.objects.for_person(person))
    waiting = [turn for turn in turns if turn.is_open]
    done = [turn for turn in turns if turn.completed_at and turn.completed_at >= start]
    done.sort(key=lambda turn: turn.completed_at or start, reverse=True)
    return {
        "person": person,
        "greeting": greeting(person, timezone.localtime().hour),
        "cover": cover_of(waiting[0], person) if waiting else None,
        "queue": [task_of(turn) for turn in waiting[1:]],
        "records": [record_of(turn) for turn in done[:DONE_SHOWN]],
        "done_count": len(done),
        "year": year_of(done, waiting, today),
        "team": overall(headed_departments(person)) if Role.MANAGER in roles_of(request) else None,
        "certificate": Certificate.objects.filter(person=person, revocation=None)
        .exclude(valid_until__lt=today)
        .order_by("-issued_at")
        .first(),
    }


@access(Role.PERSON, Role.HR, Role.EDITOR, Role.APPROVER, Role.AUDITOR)
@require_GET
def home(request: HttpRequest) -> HttpResponseBase:
    """Lead each role to its own home: the desks to their desks, everybody else to the tasks."""
    roles = roles_of(request)
    if not roles & {Role.HR, Role.EDITOR, Role.AUDITOR, Role.APPROVER} and Role.PERSON in roles:
        return render(request, "lms/home.html", tasks_context(request))
    for role, names in (
        (Role.HR, ("desk:overview",)),
        (Role.EDITOR, ("wagtailadmin_home",)),
        (Role.AUDITOR, ("desk:log",)),
    ):
        if role in roles and (url := nav.first_url(names)):
            return redirect(url)
    return redirect("tasks" if Role.PERSON in roles else "account_change_password")


@access(Role.PERSON)
@require_GET
def tasks(request: HttpRequest) -> HttpResponse:
    return render(request, "lms/home.html", tasks_context(request))


@access(Role.PERSON)
@require_GET
def records(request: HttpRequest) -> HttpResponse:
    """Everything the person has ever done, the newest first."""
    person: Person = request.person  # type: ignore[attr-defined]
    done = Assignment.objects.completed().filter(person=person).select_related("requirement", "cycle")
    rows = [record_of(turn) for turn in done.order_by("-completed_at")[:500]]
    return render(request, "lms/records.html", {"records": rows})
