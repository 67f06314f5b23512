"""Departments, who heads them, and who stands in for a head."""

import uuid
from dataclasses import dataclass, field

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import DomainError
from people import services
from people.access import Role, access
from people.forms import ActingForm, EndActingForm
from people.models import ActingAppointment, Department, Employment
from people.tree import tree


@dataclass
class Line:
    """One department of the list. `people` counts those of the department alone, `below` with its subtree."""

    department: Department
    depth: int
    people: int = 0
    below: int = 0
    heads: list[Employment] = field(default_factory=list)
    acting: list[ActingAppointment] = field(default_factory=list)


def department_lines() -> list[Line]:
    """Return the open departments in tree order with heads and those who stand in or will; four queries."""
    today = timezone.localdate()
    lines = {node.department.pk: Line(node.department, node.depth) for node in tree(Department.objects.open())}
    counted = Employment.objects.current().filter(is_primary=True).order_by().values("department__path", "department")
    for row in counted.annotate(count=Count("pk")):
        for step in row["department__path"].strip("/").split("/"):
            if step and int(step) in lines:
                lines[int(step)].below += row["count"]
        if row["department"] in lines:
            lines[row["department"]].people = row["count"]
    for post in Employment.objects.current().filter(is_head=True).select_related("person"):
        if post.department_id in lines:
            lines[post.department_id].heads.append(post)
    standing = ActingAppointment.objects.filter(ends__gte=today).select_related("employment__person")
    for appointment in standing.order_by("starts"):
        if appointment.department_id in lines:
            lines[appointment.department_id].acting.append(appointment)
    return list(lines.values())


@access(Role.HR)
@require_GET
def departments(request: HttpRequest) -> HttpResponse:
    lines = department_lines()
    headless = [line for line in lines if line.people and not line.heads]
    today = timezone.localdate()
    return render(request, "people/departments.html", {"lines": lines, "headless": headless, "today": today})


@access(Role.HR)
@require_http_methods(["GET", "POST"])
def appoint(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    department = get_object_or_404(Department, public_id=public_id)
    form = ActingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.appoint_acting_head(actor=request.person, department=department, **form.cleaned_data)  # type: ignore[attr-defined]
            messages.success(request, _("The appointment is written down."))
            return redirect("people:departments")
        except DomainError as error:
            form.add_error(None, str(error))
    return render(request, "people/acting.html", {"form": form, "department": department})


@access(Role.HR)
@require_POST
def end_acting(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    form = EndActingForm(request.POST)
    if not form.is_valid():
        raise Http404
    appointment = get_object_or_404(
        ActingAppointment.objects.select_related("department", "employment__person"),
        department__public_id=public_id,
        order_number=form.cleaned_data["order"],
        starts=form.cleaned_data["starts"],
    )
    try:
        services.cancel_acting_head(appointment, actor=request.person)  # type: ignore[attr-defined]
        messages.success(request, _("The appointment was ended."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("people:departments")
