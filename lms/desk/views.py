"""The HR desk: the picture first, then the tables, the department, the person."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, F, FloatField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from assignments.models import Assignment, Requirement
from lms import coverage
from lms.desk.filters import PeopleFilter, RequirementFilter
from lms.desk.overview import newest_trend
from lms.desk.stumbles import stumbles
from lms.reminding import Reminded, remind_late
from lms.spreadsheet import download
from people.access import Role, access
from people.models import Department, Employment, Person
from people.names import full_name

PAGE = 50


def requirements_with_counts() -> Any:
    """Return active requirements with counts, their title in the reader's language and the share done."""
    language = (get_language() or "uk")[:2]
    return (
        Requirement.objects.filter(active=True)
        .with_counts()
        .select_related("audience")
        .annotate(
            title_shown=KeyTextTransform(language, "title"),
            share=Case(
                When(total=0, then=Value(0.0)),
                default=F("done") * 1.0 / F("total"),
                output_field=FloatField(),
            ),
        )
        .order_by(F("next_due").asc(nulls_last=True), "pk")
    )


def tell_reminded(request: HttpRequest, reminded: Reminded) -> None:
    """Say how many were reminded, and who will not see it in the mail."""
    if not reminded.people:
        messages.info(request, gettext("Nobody is overdue, so nobody was reminded."))
        return
    text = ngettext("%(count)s person is reminded.", "%(count)s people are reminded.", reminded.people) % {
        "count": reminded.people
    }
    if reminded.without_mail:
        text += " " + ngettext(
            "%(count)s of them has no e-mail and will see it after signing in.",
            "%(count)s of them have no e-mail and will see it after signing in.",
            reminded.without_mail,
        ) % {"count": reminded.without_mail}
    messages.success(request, text)


def uuid_or_404(text: str) -> uuid.UUID:
    """Return the id in a query or a form; nonsense is an object that does not exist."""
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Http404 from error


def back(request: HttpRequest, default: str) -> HttpResponseRedirect:
    """Return to the page of this site that the form stood on."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        return redirect(default)
    return redirect(target)


@access(Role.HR)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    departments = list(Department.objects.filter(closed=None))
    rolled = coverage.rolled_up(coverage.by_department(), departments)
    filtered = RequirementFilter(request.GET, queryset=requirements_with_counts())
    context = {
        "today": timezone.localdate(),
        "total": coverage.overall(),
        "rows": coverage.rows_of(coverage.tops(departments), rolled),
        "late": coverage.late_people(),
        "trend": newest_trend(),
        "stumbles": stumbles(),
        "filter": filtered,
        "requirements": filtered.qs[:PAGE],
    }
    return render(request, "lms/desk/overview.html", context)


@access(Role.HR)
@require_GET
def department(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(Department, public_id=public_id)
    below = list(Department.objects.subtree([found]))
    own = coverage.by_department([found])
    rolled = coverage.rolled_up(own, below)
    ancestors = [int(pk) for pk in found.path.strip("/").split("/")[:-1]]
    posts = coverage.posts_with_counts([found])
    context = {
        "department": found,
        "ancestors": Department.objects.filter(pk__in=ancestors).order_by("path"),
        "total": rolled.get(found.pk, coverage.Coverage()),
        "rows": coverage.rows_of([d for d in below if d.parent_id == found.pk], rolled),
        "page": Paginator(posts, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "lms/desk/department.html", context)


def _filtered_people(request: HttpRequest) -> tuple[PeopleFilter, Requirement | None]:
    requirement = None
    if key := request.GET.get("requirement"):
        requirement = get_object_or_404(Requirement.objects.all(), public_id=uuid_or_404(key))
    posts = coverage.posts_with_counts(requirement=requirement)
    if requirement:
        posts = posts.filter(total__gt=0)
    return PeopleFilter(request.GET, queryset=posts), requirement


@access(Role.HR)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Who has done what: every post of today, narrowed by the filters."""
    filtered, requirement = _filtered_people(request)
    context = {
        "filter": filtered,
        "requirement": requirement,
        "page": Paginator(filtered.qs, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "lms/desk/people.html", context)


@access(Role.HR)
@require_GET
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    return render(request, "lms/desk/person.html", person_context(get_object_or_404(Person, public_id=public_id)))


def person_context(found: Person) -> dict[str, Any]:
    """Return one person's turns, what is to be done first, with the posts held."""
    turns = list(Assignment.objects.for_person(found))
    return {
        "person": found,
        "posts": Employment.objects.current().filter(person=found).select_related("department", "position"),
        "waiting": [turn for turn in turns if turn.is_open],
        "done": sorted((t for t in turns if t.completed_at), key=lambda t: t.completed_at, reverse=True),  # type: ignore[arg-type,return-value]
        "late": sum(turn.is_open and turn.days_left() < 0 for turn in turns),
    }


@access(Role.HR)
@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Remind everybody who is late, or one department, or one person."""
    departments, somebody = None, None
    if key := request.POST.get("department"):
        departments = [get_object_or_404(Department, public_id=uuid_or_404(key))]
    if key := request.POST.get("person"):
        somebody = get_object_or_404(Person, public_id=uuid_or_404(key))
    tell_reminded(request, remind_late(departments=departments, person=somebody))
    return back(request, "desk:overview")


@access(Role.HR)
@require_GET
def coverage_xlsx(request: HttpRequest) -> HttpResponse:
    departments = list(Department.objects.filter(closed=None).order_by("path"))
    rolled = coverage.rolled_up(coverage.by_department(), departments)
    names = {department.pk: department.name for department in departments}
    rows = (
        [
            " / ".join(names.get(int(pk), "") for pk in row.department.path.strip("/").split("/")),
            row.coverage.total,
            row.coverage.done,
            row.coverage.soon,
            row.coverage.over,
            round(row.coverage.share or 0, 4),
        ]
        for row in coverage.rows_of(departments, rolled)
    )
    header = [
        gettext("Department"),
        gettext("People"),
        gettext("Done everything"),
        gettext("Still have time"),
        gettext("Overdue"),
        gettext("Share done"),
    ]
    return download("coverage", gettext("Coverage"), header, rows)


@access(Role.HR)
@require_GET
def requirements_xlsx(request: HttpRequest) -> HttpResponse:
    header = [
        gettext("Requirement"),
        gettext("For whom"),
        gettext("Due"),
        gettext("People"),
        gettext("Done"),
        gettext("Overdue"),
    ]
    found = RequirementFilter(request.GET, queryset=requirements_with_counts()).qs
    rows = ([str(item), str(item.audience), item.next_due, item.total, item.done, item.late] for item in found)
    return download("requirements", gettext("Requirements"), header, rows)


@access(Role.HR)
@require_GET
def people_xlsx(request: HttpRequest) -> HttpResponse:
    filtered, _requirement = _filtered_people(request)
    return people_sheet(filtered.qs)


def people_sheet(posts: Any) -> HttpResponse:
    """Return posts with counts as a spreadsheet."""
    header = [
        gettext("Name"),
        gettext("Department"),
        gettext("Position"),
        gettext("Staff number"),
        gettext("E-mail"),
        gettext("Required"),
        gettext("Done"),
        gettext("Overdue"),
        gettext("Next due"),
    ]
    rows = (
        [
            full_name(post.person),
            post.department.name,
            post.position.name,
            post.staff_number,
            post.person.email,
            post.total,
            post.done,
            post.late,
            post.next_due,
        ]
        for post in posts.iterator(chunk_size=1000)
    )
    return download("people", gettext("People"), header, rows)
