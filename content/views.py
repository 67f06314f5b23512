"""Reading: the list of codes, a code in force, any issued edition, and two editions compared."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from content.book import open_book
from content.changes import pick_locale
from content.models import Clause, Edition, EditionText
from people.access import Role, access

READERS = (Role.PERSON, Role.HR, Role.EDITOR, Role.APPROVER, Role.AUDITOR)


def _edition(public_id: uuid.UUID) -> Edition:
    return get_object_or_404(Edition.objects.select_related("code__locale"), public_id=public_id)


def _current(code_ref: uuid.UUID) -> Edition:
    """Return the edition in force, or the one that will come into force first, of an issued code."""
    editions = Edition.objects.of_code(code_ref).select_related("code__locale")
    found = editions.in_force().first() or editions.order_by("number").first()
    if found is None:
        raise Http404
    return found


@access(*READERS)
@require_GET
def codes(request: HttpRequest) -> HttpResponse:
    """List each issued code by its edition in force, in the reader's language where it has one."""
    newest = list(Edition.objects.newest().select_related("code__locale").order_by("code_key"))
    force = {edition.code_key: edition for edition in Edition.objects.in_force().select_related("code__locale")}
    editions = [force.get(edition.code_key, edition) for edition in newest]
    texts: dict[int, dict[str, str]] = {}
    for row in EditionText.objects.filter(edition__in=editions).values_list("edition_id", "locale", "title"):
        texts.setdefault(row[0], {})[row[1]] = row[2]
    rows = []
    for edition in editions:
        titles = texts[edition.pk]
        rows.append((edition, titles[pick_locale(list(titles), None, edition.code.locale.language_code)]))
    return render(request, "content/codes.html", {"rows": sorted(rows, key=lambda row: row[1].casefold())})


@access(*READERS)
@require_GET
def code(request: HttpRequest, code_ref: uuid.UUID) -> HttpResponse:
    return _show(request, _current(code_ref))


@access(*READERS)
@require_GET
def edition(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    return _show(request, _edition(public_id))


def _show(request: HttpRequest, shown: Edition) -> HttpResponse:
    book = open_book(shown, locale=request.GET.get("lang"))
    editions = list(Edition.objects.of_code(shown.code_key).order_by("-number"))
    today = timezone.localdate()
    current = next((e for e in editions if e.effective <= today), editions[-1])
    context = {
        "book": book,
        "editions": editions,
        "is_current": shown == current,
        "current": current,
        "coming": next((e for e in editions if e.effective > today and e.number > current.number), None),
        "previous": next((e for e in editions if e.number < shown.number), None),
        "is_other_language": not request.GET.get("lang") and book.text.locale != (get_language() or "")[:2],
    }
    return render(request, "content/code.html", context)


@access(*READERS)
@require_GET
def compare(request: HttpRequest, public_id: uuid.UUID, since: uuid.UUID) -> HttpResponse:
    """Show what changed from one edition of a code to a later one, word by word."""
    new, old = _edition(public_id), _edition(since)
    if new.code_key != old.code_key:
        raise Http404
    if new.number < old.number:
        return redirect("content:compare", old.public_id, new.public_id)
    book = open_book(new, since=old, locale=request.GET.get("lang"))
    editions = Edition.objects.of_code(new.code_key).order_by("-number")
    return render(request, "content/compare.html", {"book": book, "since": old, "editions": editions})


@access(*READERS)
@require_GET
def clause(request: HttpRequest, code_ref: uuid.UUID, block_id: uuid.UUID) -> HttpResponse:
    """Go to a clause in the edition in force, else in the last one that had it."""
    rows = Clause.objects.filter(edition__code_key=code_ref, block_id=block_id).select_related("edition")
    last = rows.order_by("-edition__number").first()
    if last is None:
        raise Http404
    current = _current(code_ref)
    if rows.filter(edition=current).exists():
        return redirect(f"{reverse('content:code', args=[code_ref])}#c-{block_id}")
    return redirect(f"{reverse('content:edition', args=[last.edition.public_id])}#c-{block_id}")
