"""Bringing a personnel file in: sent, looked at, confirmed or thrown away."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import DomainError
from people.access import Role, access
from people.forms import UploadForm
from people.importing.checking import CheckedFile, Problem, check_table
from people.importing.reading import MAX_BYTES, read_table
from people.models import PeopleImport
from people.personnel import import_people, plan_import

#: Problems shown on the page; all of them are in the report file.
SHOWN = 200


def _checked(record: PeopleImport) -> CheckedFile:
    return check_table(read_table(bytes(record.content or b""), record.file_name))


@access(Role.HR)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            # one byte more than allowed is enough to be refused, whatever its size
            content = file.read(MAX_BYTES + 1)
            check_table(read_table(content, file.name))
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            record = PeopleImport.objects.create(
                uploaded_by=request.person,  # type: ignore[attr-defined]
                file_name=file.name[:255],
                content=content,
            )
            return redirect("people:import-review", record.public_id)
    recent = PeopleImport.objects.defer("content").exclude(applied_at=None).select_related("uploaded_by")[:5]
    return render(request, "people/import.html", {"form": form, "recent": recent, "limit": MAX_BYTES // 1024 // 1024})


@access(Role.HR)
@require_GET
def review(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What the file would do to the people as they are now; or, once applied, what it did."""
    record = get_object_or_404(PeopleImport, public_id=public_id)
    if record.applied_at:
        problems = [Problem(**row) for row in record.report.get("rows", [])[:SHOWN]]
        context = {"record": record, "report": record.report, "problems": problems}
        return render(request, "people/import_done.html", context)
    try:
        plan = plan_import(_checked(record))
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("people:import")
    context = {"record": record, "plan": plan, "problems": plan.problems[:SHOWN], "shown": SHOWN}
    return render(request, "people/import_review.html", context)


@access(Role.HR)
@require_POST
def apply(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Bring the file in. A second press finds it applied and shows the same result."""
    record = get_object_or_404(PeopleImport, public_id=public_id)
    if not record.applied_at:
        try:
            plan = import_people(
                _checked(record),
                actor=request.person,  # type: ignore[attr-defined]
                accept_good="accept_good" in request.POST,
                complete="complete" in request.POST,
                record=record,
            )
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("people:import-review", public_id)
        done = len(plan.created) + len(plan.changed)
        text = ngettext("%(count)s person was brought in.", "%(count)s people were brought in.", done)
        messages.success(request, text % {"count": done} if done else _("Nothing had changed."))
    return redirect("people:import-review", public_id)


@access(Role.HR)
@require_POST
def discard(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    get_object_or_404(PeopleImport, public_id=public_id, applied_at=None).delete()
    messages.info(request, _("The file was thrown away. Nothing was changed."))
    return redirect("people:import")
