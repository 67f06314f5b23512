"""The editor's desk: the list of codes, import with its report, and the issue of an edition."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from common.errors import DomainError
from content import report, services
from content.changes import pick_locale
from content.forms import IssueForm, MakeForm, UploadForm
from content.freezing import AMENDED, EXCLUDED, MOVED, NEW, Frozen, FrozenClause
from content.importing import ParsedCode, read_code
from content.models import CodePage, Edition, Upload
from content.outline_views import code_of
from content.wording import marked_html, minutes_to_read, word_count
from people.access import Role, access

#: Changes whose nature can be chosen one by one; the rest keep the proposed nature (Django's limit of fields).
CHOICES = 250
KEEP_UPLOADS = datetime.timedelta(days=7)


@dataclass
class CodeRow:
    """A code in the list: its pages by language and its last edition."""

    page: CodePage
    pages: list[CodePage]
    edition: Edition | None

    @property
    def is_changed(self) -> bool:
        return self.edition is None or any(page.has_unpublished_changes for page in self.pages)


@access(Role.EDITOR)
@require_GET
def codes(request: HttpRequest) -> HttpResponse:
    pages = CodePage.objects.select_related("locale").order_by("title", "pk")
    newest = Edition.objects.newest().prefetch_related("acts")
    editions = {edition.code_key: edition for edition in newest}
    groups: dict[uuid.UUID, list[CodePage]] = {}
    for page in pages:
        groups.setdefault(page.translation_key, []).append(page)
    rows = []
    for key, group in groups.items():
        edition = editions.get(key)
        main = next((page for page in group if edition and page.pk == edition.code_id), group[0])
        rows.append(CodeRow(main, group, edition))
    return render(request, "content/desk/codes.html", {"rows": rows})


@access(Role.EDITOR)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file, look whether it can be read at all, keep it for the report."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data, locale = form.cleaned_data["file"].read(), form.cleaned_data["locale"]
        try:
            read_code(data, locale=locale or None)
        except DomainError as wrong:
            form.add_error("file", str(wrong))
        else:
            Upload.objects.filter(created_at__lt=timezone.now() - KEEP_UPLOADS).delete()
            name = form.cleaned_data["file"].name[:255]
            kept = Upload.objects.create(uploaded_by=request.user, name=name, locale=locale, data=data)  # type: ignore[misc]
            return redirect("codes:import-report", kept.public_id)
    return render(request, "content/desk/upload.html", {"form": form}, status=422 if form.errors else 200)


@access(Role.EDITOR)
@require_http_methods(["GET", "POST"])
def import_report(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show the dry run, lines beside clauses, one section a request; make the code when asked."""
    kept = get_object_or_404(Upload, public_id=public_id, uploaded_by=request.user)
    data = bytes(kept.data)
    parsed = read_code(data, locale=kept.locale or None)
    form = MakeForm(request.POST or None, initial={"title": parsed.title, "locale": parsed.locale})
    if request.method == "POST" and form.is_valid():
        try:
            page = _make(request, kept, parsed, form.cleaned_data)
        except DomainError as wrong:
            form.add_error(None, str(wrong))
        else:
            messages.success(request, _("The code is here. Read it through and correct what needs it."))
            return redirect("codes:outline", pk=page.pk)
    number = request.GET.get("section", "0")
    shown = report.show(parsed, data, int(number) if number.isdecimal() and len(number) < 6 else 0)
    return render(
        request, "content/desk/report.html", {"upload": kept, "parsed": parsed, "form": form, "report": shown}
    )


@transaction.atomic
def _make(request: HttpRequest, kept: Upload, parsed: ParsedCode, fields: dict[str, Any]) -> CodePage:
    # A double click must not make the code twice: the second request finds the upload gone.
    if not Upload.objects.filter(pk=kept.pk).delete()[0]:
        raise DomainError(_("This file has become a code already."))
    return services.make_code_page(parsed, actor=request.user, locale=fields["locale"], title=fields["title"])  # type: ignore[arg-type]


@dataclass(frozen=True)
class ShownChange:
    """A changed clause on the issue form; `can_choose` where the editor says what nature the change has."""

    clause: FrozenClause
    html: str
    number: str
    can_choose: bool


def _shown_changes(frozen: Frozen, locale: str) -> list[ShownChange]:
    found, left = [], CHOICES
    for clause in frozen.changed:
        words = clause.words[locale]
        before = clause.before.words.get(locale) if clause.before and not clause.before.excluded else None
        choose = left > 0 and clause.change in (AMENDED, MOVED, EXCLUDED)
        left -= choose
        found.append(ShownChange(clause, marked_html(before.text if before else "", words.text), words.number, choose))
    return found


@access(Role.EDITOR)
@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    asked = code_of(pk)
    page = services.source_page(asked.translation_key)
    if page is None:
        raise Http404
    if page.pk != asked.pk:
        return redirect("codes:issue", pk=page.pk)
    frozen = services.freeze(page, request.user)  # type: ignore[arg-type]
    last = services.last_edition(page)
    form = IssueForm(request.POST or None, initial={"effective": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            edition = services.issue_edition(
                page,
                actor=request.user,  # type: ignore[arg-type]
                substantive=_natures(request, frozen),
                **form.cleaned_data,
            )
        except DomainError as wrong:
            form.add_error(None, str(wrong))
        else:
            messages.success(request, _("Edition %(number)s is issued.") % {"number": edition.number})
            return redirect("codes:issued", edition.public_id)
    locales = [text.locale for text in frozen.texts]
    locale = pick_locale(locales, request.GET.get("locale"), locales[0])
    context = {
        "page": page,
        "form": form,
        "frozen": frozen,
        "last": last,
        "number": last.number + 1 if last else 1,
        "locale": locale,
        "changes": _shown_changes(frozen, locale) if last else [],
        "minutes": minutes_to_read(sum(word_count(c.words[locale].text) for c in frozen.changed)),
        "editorial": set(request.POST.getlist("editorial")),
        "kinds": {"new": NEW, "amended": AMENDED, "excluded": EXCLUDED, "moved": MOVED},
    }
    return render(request, "content/desk/issue.html", context, status=422 if form.errors else 200)


def _natures(request: HttpRequest, frozen: Frozen) -> dict[str, bool]:
    """Return of each clause that could be ticked whether its change is substantive."""
    ticked = set(request.POST.getlist("editorial"))
    offered = [clause for clause in frozen.changed if clause.change in (AMENDED, MOVED, EXCLUDED)][:CHOICES]
    return {clause.block_id: clause.block_id not in ticked for clause in offered}


@access(Role.EDITOR)
@require_GET
def issued(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What was issued: hashes to compare with paper, and what happens next."""
    edition = get_object_or_404(Edition.objects.select_related("code__locale"), public_id=public_id)
    context = {"edition": edition, "texts": edition.texts.all(), "act": edition.acts.first()}
    return render(request, "content/desk/issued.html", context)
