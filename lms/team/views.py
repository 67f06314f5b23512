"""My team: only the departments a person heads or stands in for, with all below them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from lms import coverage
from lms.desk.filters import PeopleFilter
from lms.desk.views import PAGE, back, people_sheet, person_context, tell_reminded, uuid_or_404
from lms.reminding import remind_late
from people.access import Role, access, headed_departments
from people.models import Department, Employment, Person


def own_departments(request: HttpRequest) -> list[Department]:
    """Return the departments the sender heads or acts as head of today."""
    return headed_departments(request.person)  # type: ignore[attr-defined]


def member_or_404(request: HttpRequest, public_id: object) -> Person:
    """Return somebody who works in the sender's departments today; anybody else does not exist here."""
    members = Employment.objects.current().in_subtree(own_departments(request))
    return get_object_or_404(Person.objects.filter(employments__in=members).distinct(), public_id=public_id)


@access(Role.MANAGER)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    own = own_departments(request)
    below = list(Department.objects.subtree(own))
    rolled = coverage.rolled_up(coverage.by_department(own), below)
    filtered = PeopleFilter(request.GET, queryset=coverage.posts_with_counts(own))
    filtered.form.fields["department"].queryset = Department.objects.subtree(own)  # type: ignore[attr-defined]
    context = {
        "departments": own,
        "total": coverage.overall(own),
        "rows": coverage.rows_of(below, rolled) if len(below) > 1 else [],
        "late": coverage.late_people(own),
        "filter": filtered,
        "page": Paginator(filtered.qs, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "lms/team/overview.html", context)


@access(Role.MANAGER)
@require_GET
def department(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(Department.objects.subtree(own_departments(request)), public_id=public_id)
    below = list(Department.objects.subtree([found]))
    rolled = coverage.rolled_up(coverage.by_department([found]), below)
    context = {
        "department": found,
        "total": rolled.get(found.pk, coverage.Coverage()),
        "rows": coverage.rows_of([d for d in below if d.parent_id == found.pk], rolled),
        "page": Paginator(coverage.posts_with_counts([found]), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "lms/team/department.html", context)


@access(Role.MANAGER)
@require_GET
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    return render(request, "lms/team/person.html", person_context(member_or_404(request, public_id)))


@access(Role.MANAGER)
@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Remind everybody of the team who is late, or the one who is named."""
    key = request.POST.get("person")
    somebody = member_or_404(request, uuid_or_404(key)) if key else None
    tell_reminded(request, remind_late(departments=own_departments(request), person=somebody))
    return back(request, "team:overview")


@access(Role.MANAGER)
@require_GET
def people_xlsx(request: HttpRequest) -> HttpResponse:
    filtered = PeopleFilter(request.GET, queryset=coverage.posts_with_counts(own_departments(request)))
    return people_sheet(filtered.qs)
