"""The main menus: who sees which links, and which of them is the current page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.access import Role, roles_of


@dataclass(frozen=True)
class Item:
    """A link of a menu: the first of `names` that exists; it stays current on `exact` and `below` paths."""

    label: str | Promise
    icon: str
    names: tuple[str, ...]
    below: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Link:
    label: str | Promise
    icon: str
    url: str
    current: bool


HR, MANAGER, EDITOR, AUDITOR = (frozenset({role}) for role in (Role.HR, Role.MANAGER, Role.EDITOR, Role.AUDITOR))

EMPLOYEE = (
    Item(_("Tasks"), "list-checks", ("tasks",), ("/tasks/",), exact=("/",)),
    Item(pgettext_lazy("menu", "Code"), "book-open", ("content:codes",), ("/codes/", "/sign/")),
    Item(_("Practice"), "headset", ("scenarios:list",), ("/practice/",)),
    Item(_("Profile"), "user-round", ("competencies:me",), ("/competencies/", "/certificates/")),
)

DESK = (
    Item(_("Overview"), "list", ("desk:overview",), ("/desk/departments/",), roles=HR),
    Item(_("Requirements"), "list-checks", ("assignments:requirements",), ("/requirements/",), roles=HR),
    Item(_("People"), "users-round", ("people:list",), ("/people/", "/desk/people/"), roles=HR),
    Item(_("Competencies"), "table", ("competencies:matrix",), ("/competencies/",), roles=HR),
    Item(_("Hiring"), "user-plus", ("hiring:vacancies",), ("/hiring/",), roles=HR),
    Item(_("My team"), "users-round", ("team:overview",), ("/team/",), roles=MANAGER),
    Item(_("Codes"), "book-open", ("codes:list", "wagtailadmin_home"), ("/cms/codes/", "/cms/pages/"), roles=EDITOR),
    Item(_("Questions"), "message-circle-question", ("questions:list",), ("/cms/questions/",), roles=EDITOR),
    Item(_("Conversations"), "headset", ("conversations:list",), ("/cms/conversations/",), roles=EDITOR),
    Item(pgettext_lazy("menu", "Log"), "shield-check", ("desk:log",), ("/desk/log/",), roles=HR | AUDITOR),
)

#: Names of the desks, in the order they are tried for a person with several roles.
DESK_NAMES = (
    (Role.HR, _("HR desk"), "desk:overview"),
    (Role.MANAGER, _("My team"), "team:overview"),
    (Role.AUDITOR, _("Audit"), "desk:log"),
    (Role.EDITOR, _("Editor’s desk"), "codes:list"),
)


def first_url(names: Iterable[str]) -> str:
    """Return the address of the first name that exists without arguments, else an empty string."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


def links(request: HttpRequest, frame: str) -> list[Link]:
    """Return the links of the "employee" or the "desk" menu that the sender may follow."""
    roles = roles_of(request)
    found = []
    for item in EMPLOYEE if frame == "employee" else DESK:
        if item.roles and not item.roles & roles:
            continue
        url = first_url(item.names)
        if url:
            below = item.below or (() if url == "/" else (url,))
            current = request.path in (url, *item.exact) or any(request.path.startswith(path) for path in below)
            found.append(Link(item.label, item.icon, url, current))
    return found


def desk_name(request: HttpRequest) -> str | Promise:
    """Return the name of the desk the page belongs to, for whoever looks at it."""
    roles = roles_of(request)
    if request.path.startswith("/team/") and Role.MANAGER in roles:
        return _("My team")
    if request.path.startswith("/cms/") and Role.EDITOR in roles:
        return _("Editor’s desk")
    return next((label for role, label, _url in DESK_NAMES if role in roles), "")


def desks(request: HttpRequest) -> list[Link]:
    """Return a link to each desk the person works at, for the personal menu."""
    roles = roles_of(request)
    found = [(label, first_url([name])) for role, label, name in DESK_NAMES if role in roles]
    return [Link(label, "table", url, request.path.startswith(url)) for label, url in found if url]
