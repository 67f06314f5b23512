"""The inbox: what a person was told."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from notices import services
from notices.models import Notice
from notices.registry import find_kind
from notices.rendering import link_of, subject_of
from people.access import Role, access
from people.models import Person

PAGE = 25


def _person(request: HttpRequest) -> Person:
    """Return whoever looks; an account without a person has no inbox."""
    person = request.person  # type: ignore[attr-defined]
    if not person:
        raise Http404
    return person


@access(Role.PERSON)
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """List what the person was told, the newest first."""
    person, language = _person(request), get_language() or "uk"
    page = Paginator(Notice.objects.inbox(person), PAGE).get_page(request.GET.get("page"))
    lines = [
        {
            "notice": notice,
            "subject": subject_of(notice, language),
            "link": link_of(notice),
            "icon": kind.icon if (kind := find_kind(notice.kind)) else "bell",
        }
        for notice in page
    ]
    unread = services.unread_count(person)
    return render(request, "notices/inbox.html", {"page": page, "lines": lines, "unread": unread})


@access(Role.PERSON)
@require_POST
def read(request: HttpRequest, public_id: str) -> HttpResponse:
    """Mark one notice as read, and go where it leads."""
    person = _person(request)
    notice = get_object_or_404(Notice.objects.inbox(person), public_id=public_id)
    services.mark_read(person, notice)
    return redirect(link_of(notice) or "notices:inbox")


@access(Role.PERSON)
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    services.mark_read(_person(request))
    return redirect("notices:inbox")
