"""Every address says who may come, and nobody else gets in: all routes × all roles."""

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from people.access import Role
from people.middleware import INVITED_PERSON, INVITED_SCOPE
from people.models import Person

#: Views that are not ours, by prefix, and what guards them.
GUARDED_ELSEWHERE = {
    "cms/": "Wagtail asks for the right to its admin on every view but its sign-in pages",
    "account/": "allauth: each page is for signing in, or for one's own account only",
    "media/": "demo and tests only; a web server serves it, and nothing personal is kept there",
    "static/": "files of the program",
}
#: Our apps stand beside manage.py.
OWN = {config.name for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR}
ALL = {str(role) for role in Role}
#: What everybody in the cast is, beside the role of the own name.
STANDING = {"employee": set(), "manager": {Role.MANAGER}, "hr": {Role.HR}, "editor": {Role.EDITOR}}
STANDING |= {"approver": {Role.APPROVER}, "auditor": {Role.AUDITOR}}
SAMPLES = {"uuid": str(uuid.UUID(int=7)), "int": "1", "str": "no-such-thing", "slug": "no-such-thing"}


@dataclass(frozen=True)
class Route:
    path: str
    view: Callable[..., Any]

    @property
    def is_own(self) -> bool:
        return self.view.__module__.split(".")[0] in OWN

    @property
    def roles(self) -> frozenset[str]:
        return getattr(self.view, "access_roles", frozenset())

    @property
    def url(self) -> str:
        return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found[1] or "str"], self.path)


def walk(resolver: URLResolver, prefix: str = "") -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern, path)
        elif isinstance(pattern, URLPattern):
            yield Route(path, pattern.callback)


def own_routes() -> list[Route]:
    return [route for route in walk(get_resolver()) if route.is_own]


def roles_held(name: str) -> set[str]:
    if name == "visitor":
        return {Role.PUBLIC}
    if name == "candidate":
        return {Role.PUBLIC, Role.INVITED}
    return {Role.PUBLIC, Role.PERSON, Role.EMPLOYEE, *STANDING[name]}


def test_every_route_of_ours_says_who_may_come() -> None:
    routes = own_routes()
    assert len(routes) > 60
    silent = [route.path for route in routes if not route.roles]
    assert silent == []
    assert [route.path for route in routes if not route.roles <= ALL] == []


def test_every_other_route_lies_below_a_guarded_prefix() -> None:
    others = [route.path for route in walk(get_resolver()) if not route.is_own]
    loose = [path for path in others if not path.lstrip("^").startswith(tuple(GUARDED_ELSEWHERE))]
    assert loose == []


@pytest.fixture
def visitors(
    request: pytest.FixtureRequest, client_as: Callable[[Person], Client], candidate: Person
) -> dict[str, Client]:
    """A client for each role, a visitor, and a candidate whose session names one invitation."""
    found = {name: client_as(request.getfixturevalue(name)) for name in STANDING}
    invited = Client()
    session = invited.session
    session[INVITED_PERSON], session[INVITED_SCOPE] = str(candidate.public_id), f"invitation:{uuid.UUID(int=9)}"
    session.save()
    return {**found, "visitor": Client(), "candidate": invited}


def is_refused(response: Any) -> bool:
    """Not found, or asked to sign in."""
    if response.status_code == 404:
        return True
    return response.status_code == 302 and response.headers["Location"].startswith(("/account/login/", "/cms/login/"))


def test_nobody_comes_in_without_a_declared_role(visitors: dict[str, Client]) -> None:
    let_in = []
    for route in own_routes():
        for name, client in visitors.items():
            if route.roles & roles_held(name):
                continue
            # The guard stands before the method: two roles are enough to see that it does.
            for method in ("get", "post") if name in ("visitor", "employee") else ("get",):
                response = getattr(client, method)(route.url)
                if not is_refused(response):
                    let_in.append(f"{name} {method} {route.url}: {response.status_code}")
    assert let_in == []


def test_declared_roles_meet_no_fault(visitors: dict[str, Client]) -> None:
    """Things that do not exist are not found; whatever else is there answers."""
    faults = []
    for route in own_routes():
        welcome = [name for name in visitors if route.roles & roles_held(name)]
        for name in welcome[:2]:
            response = visitors[name].get(route.url)
            if response.status_code not in (200, 302, 404, 405, 410):
                faults.append(f"{name} {route.url}: {response.status_code}")
    assert faults == []


@pytest.mark.parametrize("path", ["/cms/", "/cms/pages/", "/cms/users/", "/cms/images/", "/cms/reports/site-history/"])
def test_the_admin_is_closed_to_everybody_but_editors(path: str, visitors: dict[str, Client]) -> None:
    for name in ("visitor", "candidate", "employee", "manager", "hr", "approver", "auditor"):
        assert is_refused(visitors[name].get(path)), name


def test_nobody_signs_up(client: Client, db: None) -> None:
    response = client.post(
        "/account/signup/", {"username": "intruder", "password1": "Zvernennia-2026", "password2": "Zvernennia-2026"}
    )
    assert response.status_code in (200, 302, 404)
    from people.models import User

    assert not User.objects.filter(username="intruder").exists()
