"""Who may come: every view declares it with `@access`, and a test walks all routes to see that it does.

A person without the right gets 404, a visitor who could have it after signing in is asked to sign in.
"""

import datetime
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from people.models import ActingAppointment, Department, Employment, Person

View = Callable[..., HttpResponseBase]


class Role(StrEnum):
    """Roles of people; the last four are Django groups of the same name."""

    PUBLIC = "public"
    INVITED = "invited"
    PERSON = "person"
    EMPLOYEE = "employee"
    MANAGER = "manager"
    HR = "hr"
    EDITOR = "editor"
    APPROVER = "approver"
    AUDITOR = "auditor"


GROUP_ROLES = (Role.HR, Role.EDITOR, Role.APPROVER, Role.AUDITOR)


def headed_departments(person: Person, on: datetime.date | None = None) -> list[Department]:
    """Return the departments the person heads, or acts as head of, on the day."""
    heads = Employment.objects.current(on).filter(person=person, is_head=True)
    ids = set(heads.values_list("department_id", flat=True))
    day = on or timezone.localdate()
    acting = ActingAppointment.objects.filter(employment__person=person, starts__lte=day, ends__gte=day)
    ids |= set(acting.values_list("department_id", flat=True))
    return list(Department.objects.filter(pk__in=ids)) if ids else []


def roles_of(request: HttpRequest) -> frozenset[str]:
    """Return the roles of whoever sends the request; worked out once a request."""
    cached = getattr(request, "_roles", None)
    if cached is not None:
        return cached
    roles: set[str] = {Role.PUBLIC}
    person = request.person  # type: ignore[attr-defined]
    user = request.user
    if person and not user.is_authenticated:
        roles |= {Role.INVITED}
    if user.is_authenticated and user.is_active:
        groups = set(user.groups.values_list("name", flat=True))
        roles |= {role for role in GROUP_ROLES if role in groups or user.is_superuser}
        if person:
            roles.add(Role.PERSON)
            if Employment.objects.current().filter(person=person).exists():
                roles.add(Role.EMPLOYEE)
            if headed_departments(person):
                roles.add(Role.MANAGER)
    request._roles = frozenset(roles)  # type: ignore[attr-defined]
    return request._roles  # type: ignore[attr-defined]


def access(*roles: Role | str) -> Callable[[View], View]:
    """Declare that any one of the roles may come; put it outermost on the view."""
    wanted = frozenset(str(role) for role in roles)

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if Role.PUBLIC in wanted or wanted & roles_of(request):
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated and wanted - {Role.INVITED}:
                return redirect_to_login(request.get_full_path())
            raise Http404

        guarded.access_roles = wanted  # type: ignore[attr-defined]
        return guarded

    return declare
