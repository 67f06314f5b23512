"""The list of people, its spreadsheet, and the page of one person."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models.functions import Collate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from common.errors import DomainError
from common.spreadsheets import workbook
from common.sqlite import COLLATION
from people import names, services
from people.access import Role, access
from people.forms import AddressForm, PeopleFilter
from people.models import ActingAppointment, Department, Employment, Person
from people.querysets import EmploymentQuerySet
from people.tree import tree

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SORTS = ("name", "number", "department", "position", "hired")


def _found(form: PeopleFilter) -> EmploymentQuerySet:
    """Return the posts that fit the filter; a filter that makes no sense shows everyone who works here."""
    wanted = form.cleaned_data if form.is_valid() else {}
    found = Employment.objects.in_state(wanted.get("state", ""))
    if wanted.get("department"):
        found = found.in_subtree([wanted["department"]])
    return found.searched(wanted.get("q", "")).select_related("person__user", "department", "position")


def _sorted(found: EmploymentQuerySet, sort: str) -> EmploymentQuerySet:
    back, key = sort.startswith("-"), sort.removeprefix("-")
    if key in ("department", "position"):
        name = Collate(f"{key}__name", COLLATION)
        return found.alphabetical(first=name.desc() if back else name.asc())
    if key in ("number", "hired"):
        return found.order_by(("-" if back else "") + {"number": "staff_number", "hired": "hired"}[key], "id")
    return found.alphabetical(backwards=back)


@access(Role.HR)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    form = PeopleFilter(request.GET or None)
    sort = request.GET.get("sort", "name")
    page = Paginator(_sorted(_found(form), sort), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "sort": sort,
        "narrowed": any(request.GET.get(name) for name in ("q", "department", "state")),
        "silent": Employment.objects.in_state("silent").count(),
    }
    return render(request, "people/list.html", context)


@access(Role.HR)
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, with the columns the import reads: it can come back changed."""
    posts = _sorted(_found(PeopleFilter(request.GET or None)), request.GET.get("sort", "name"))
    paths = {node.department.pk: node.full_name for node in tree(Department.objects.all())}
    header = [
        _("staff number"), _("family name"), _("given name"), _("patronymic"), _("e-mail"), _("department"),
        _("position"), _("head of the department"), _("hired"), _("left"), _("language"),
    ]  # fmt: skip
    rows = (
        (
            post.staff_number, post.person.family_name, post.person.given_name, post.person.patronymic,
            post.person.email, paths[post.department_id], post.position.name, _("yes") if post.is_head else _("no"),
            post.hired, post.left, post.person.language,
        )
        for post in posts
    )  # fmt: skip
    response = HttpResponse(workbook(_("People"), header, rows), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="people-{timezone.localdate()}.xlsx"'
    return response


@access(Role.HR)
@require_GET
def person(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Person.objects.select_related("user"), public_id=public_id)
    posts = list(found.employments.select_related("department", "position").order_by("-is_primary", "-hired"))
    context = {
        "subject": found,
        "posts": posts,
        "post": found.primary_employment() or (posts[0] if posts else None),
        "account": getattr(found, "user", None),
        "acting": ActingAppointment.objects.filter(employment__person=found).select_related("department"),
        "spoken": names.vocative(found, found.language),
        "form": AddressForm(initial={"text": found.vocative_override}),
        "today": timezone.localdate(),
    }
    return render(request, "people/person.html", context)


@access(Role.HR)
@require_POST
def address(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Person, public_id=public_id, erased_at=None)
    form = AddressForm(request.POST)
    if form.is_valid():
        services.set_form_of_address(found, text=form.cleaned_data["text"], actor=request.person)  # type: ignore[attr-defined]
        messages.success(request, _("The form of address is kept."))
    return redirect("people:person", public_id)


@access(Role.HR)
@require_POST
def invite(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Queue a letter with a link to set a password."""
    found = get_object_or_404(Person.objects.filter(user__isnull=False).select_related("user"), public_id=public_id)
    try:
        services.invite_by_mail(found.user)
        messages.success(request, _("The letter goes out within a few minutes."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("people:person", public_id)
