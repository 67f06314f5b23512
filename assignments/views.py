"""The HR desk's requirements: the list, a new one, its people, excusing one of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assignments import services
from assignments.audiences import people_meant
from assignments.coverage import coverage, totals
from assignments.forms import AudienceForm, RequirementForm, WaiveForm
from assignments.models import Assignment, Requirement
from assignments.registry import activity_kinds
from common.errors import DomainError
from people.access import Role, access

PAGE = 25
PEOPLE_PAGE = 30

#: Sort key of the address → order; "-" in front turns it round.
SORTS = {"due": "next_due", "done": "done", "total": "total", "late": "late", "created": "created_at"}
STATES = ("open", "late", "completed", "waived", "cancelled", "superseded")


@access(Role.HR)
@require_GET
def requirements(request: HttpRequest) -> HttpResponse:
    """List what is required of whom, the most overdue first."""
    found = Requirement.objects.with_counts().select_related("audience")
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "active")
    sort = request.GET.get("sort", "-late")
    if kind:
        found = found.filter(kind=kind)
    if state == "late":
        found = found.filter(late__gt=0)  # type: ignore[misc]  # an annotation
    elif state != "all":
        found = found.filter(active=state != "stopped")
    column = F(SORTS.get(sort.lstrip("-"), "late"))
    order = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
    page = Paginator(found.order_by(order, "-id"), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "kind": kind, "state": state, "sort": sort, "kinds": activity_kinds(), "totals": totals()}
    return render(request, "assignments/requirements.html", context)


@access(Role.HR)
@require_http_methods(["GET", "POST"])
def require(request: HttpRequest) -> HttpResponse:
    """Put a requirement together; "count" shows how many people it means, without keeping anything."""
    form = RequirementForm(request.POST or None)
    if request.method == "POST" and "count" not in request.POST and form.is_valid():
        kind, ref = form.target()
        try:
            started = services.start_requirement(
                actor=request.person,  # type: ignore[attr-defined]
                kind=kind,
                ref=ref,
                departments=form.cleaned_data["departments"],
                positions=form.cleaned_data["positions"],
                due_on=form.cleaned_data["due_on"],
                due_days=form.cleaned_data["due_days"],
                public_id=form.cleaned_data["token"],
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("assignments:requirement", started.public_id)
    return render(request, "assignments/require.html", {"form": form, **_counted(request)})


@access(Role.HR)
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Say how many people are meant by what is ticked so far."""
    return render(request, "assignments/_preview.html", _counted(request))


def _counted(request: HttpRequest) -> dict[str, int | None]:
    form = AudienceForm(request.POST)
    if not form.is_valid():
        return {"meant": None}
    return {"meant": people_meant(form.cleaned_data["departments"], form.cleaned_data["positions"]).count()}


@access(Role.HR)
@require_GET
def requirement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one requirement: how far it is, by department, then person by person."""
    found = get_object_or_404(Requirement.objects.with_counts().select_related("audience"), public_id=public_id)
    turns = found.assignments.select_related("person", "department", "cycle")
    state = request.GET.get("state", "")
    if state == "late":
        turns = turns.overdue()
    elif state in STATES:
        turns = turns.filter(status=state)
    else:
        turns = turns.filter(cycle__closed_at=None) if found.active else turns
    department = request.GET.get("department", "")
    by_department = coverage(requirement=found)
    if department in {str(row.department.public_id) for row in by_department}:
        turns = turns.filter(department__public_id=department)
    turns = turns.for_register()
    context = {
        "requirement": found,
        "coverage": by_department,
        "totals": totals(requirement=found),
        "page": Paginator(turns, PEOPLE_PAGE).get_page(request.GET.get("page")),
        "state": state,
        "department": department,
        "states": [("late", _("overdue")), *Assignment.Status.choices],
    }
    return render(request, "assignments/requirement.html", context)


@access(Role.HR)
@require_http_methods(["GET", "POST"])
def waive(request: HttpRequest, public_id: str) -> HttpResponse:
    """Excuse one person, with the reason."""
    turn = get_object_or_404(
        Assignment.objects.select_related("person", "requirement", "department"), public_id=public_id
    )
    form = WaiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.waive(turn, actor=request.person, reason=form.cleaned_data["reason"])  # type: ignore[attr-defined]
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The person is excused. The reason is kept with the task."))
            return redirect("assignments:requirement", turn.requirement.public_id)
    return render(request, "assignments/waive.html", {"turn": turn, "form": form})


@access(Role.HR)
@require_POST
def stop(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a requirement back."""
    found = get_object_or_404(Requirement, public_id=public_id)
    services.stop_requirement(found, actor=request.person)  # type: ignore[attr-defined]
    messages.success(request, _("The requirement is taken back. What people have done stays."))
    return redirect("assignments:requirement", found.public_id)
