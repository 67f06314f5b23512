"""A person's profile with its reasons, and HR's table of people by competencies."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from common.addresses import is_uuid
from competencies.exports import matrix_workbook
from competencies.models import TOP_LEVEL, Framework
from competencies.profiles import Matrix, matrix, place, reasons
from competencies.services import profile
from people.access import Role, access, headed_departments, roles_of
from people.models import Department, Employment, Person
from people.names import spoken_name


def _visible_person(request: HttpRequest, public_id: str) -> Person:
    """Return the person whose profile may be seen: oneself, one's own team, anyone for HR; else 404."""
    people = Person.objects.filter(erased_at=None)
    if Role.HR not in roles_of(request):
        own = request.person  # type: ignore[attr-defined]
        team = Employment.objects.current().in_subtree(headed_departments(own)).values("person")
        people = people.filter(pk__in=[own.pk]) | people.filter(pk__in=team)
    return get_object_or_404(people.distinct(), public_id=public_id)


@access(Role.PERSON)
@require_GET
def me(request: HttpRequest) -> HttpResponse:
    return redirect("competencies:person", public_id=request.person.public_id)  # type: ignore[attr-defined]


@access(Role.PERSON, Role.HR)
@require_GET
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _visible_person(request, public_id)
    employment = found.employments.current().select_related("position", "department").order_by("-is_primary").first()
    lines = profile(found)
    chosen = next((line for line in lines if line.competency.key == request.GET.get("competency")), None)
    chosen = chosen or next((line for line in lines if line.is_gap), None) or next(iter(lines), None)
    shown = [line for line in lines if line.level is not None]
    context = {
        "subject": found,
        "name": spoken_name(found),
        "own": found == request.person,  # type: ignore[attr-defined]
        "employment": employment,
        "lines": [
            {
                "line": line,
                "x": None if line.level is None else place(line.level),
                "need": None if line.required is None else place(line.required),
                "low": None if line.level is None else place(line.level - (line.error or 0)),
                "high": None if line.level is None else place(line.level + (line.error or 0)),
            }
            for line in lines
        ],
        "ticks": [place(level) for level in range(TOP_LEVEL + 1)],
        "chosen": chosen,
        "reasons": reasons(found, chosen.competency) if chosen else [],
        "indicators": chosen.competency.indicators.all() if chosen else [],
        "met": sum(not line.is_gap for line in shown if line.required is not None),
        "gaps": [line for line in lines if line.is_gap],
        "thin": [line for line in lines if line.level is None],
    }
    return render(request, "competencies/person.html", context)


def _matrix(request: HttpRequest) -> tuple[Matrix, Department | None]:
    employments = (
        Employment.objects.current()
        .filter(is_primary=True)
        .select_related("person", "position", "department")
        .order_by("department__name", "person__family_name", "person__given_name")
    )
    department = None
    if wanted := request.GET.get("department"):
        if not is_uuid(wanted):
            raise Http404
        department = get_object_or_404(Department, public_id=wanted)
        employments = employments.in_subtree([department])
    return matrix(employments), department


@access(Role.HR)
@require_GET
def table(request: HttpRequest) -> HttpResponse:
    found, department = _matrix(request)
    context = {
        "matrix": found,
        "gaps": found.gaps()[:5],
        "departments": Department.objects.filter(closed=None),
        "department": department,
        "framework": Framework.objects.order_by("-created_at", "-pk").prefetch_related("levels").first(),
    }
    return render(request, "competencies/matrix.html", context)


@access(Role.HR)
@require_GET
def table_xlsx(request: HttpRequest) -> HttpResponse:
    found, _department = _matrix(request)
    response = HttpResponse(
        matrix_workbook(found), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    response["Content-Disposition"] = 'attachment; filename="competencies.xlsx"'
    return response
