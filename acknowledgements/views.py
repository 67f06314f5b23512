"""Reading an edition to certify it, signing, the receipt, the check, and the register."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from acknowledgements import services
from acknowledgements.exports import register_workbook
from acknowledgements.forms import SignForm
from acknowledgements.models import SignOff
from acknowledgements.reading import personal_book
from acknowledgements.statements import statement
from common.errors import DomainError
from content.models import Edition, EditionText
from ledger.models import Entry
from people.access import Role, access, roles_of
from people.services import confirm_password
from quizzes.services import start_attempt

#: Lines of the register on one page.
PAGE = 50


def _issued(public_id: uuid.UUID) -> Edition:
    return get_object_or_404(Edition.objects.select_related("code__locale"), public_id=public_id)


def _to_newest(edition: Edition) -> Edition | None:
    """Return the edition to sign instead, when this one is no longer the newest."""
    newest = Edition.objects.of_code(edition.code_key).newest().first()
    return newest if newest and newest.pk != edition.pk else None


@access(Role.EMPLOYEE)
@require_GET
def read(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    edition = _issued(public_id)
    person = request.person  # type: ignore[attr-defined]
    signed = SignOff.objects.filter(person=person, edition=edition).first()
    if signed is None and (newest := _to_newest(edition)):
        messages.info(request, _("A newer edition has been issued; it is the one to read."))
        return redirect("acknowledgements:read", public_id=newest.public_id)
    since = signed.since if signed else services.last_signed(person, edition)
    personal = personal_book(edition, since=since, locale=request.GET.get("lang"))
    reading = services.open_reading(person, edition, locale=personal.book.text.locale)
    context = {
        "personal": personal,
        "book": personal.book,
        "signed": signed,
        "reading": reading,
        "whole": since is None or "whole" in request.GET,
        "has_check": services.check_of(edition) is not None,
    }
    return render(request, "acknowledgements/read.html", context)


@access(Role.EMPLOYEE)
@require_POST
def beat(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Note that the page is open and looked at; sent by the page itself, every 15 seconds."""
    edition = _issued(public_id)
    person = request.person  # type: ignore[attr-defined]
    services.open_reading(person, edition, locale=(get_language() or "uk")[:2])
    services.beat(person, edition)
    return HttpResponse(status=204)


@access(Role.EMPLOYEE)
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show the statement and take the password; a repeat leads to the first receipt."""
    edition = _issued(public_id)
    person = request.person  # type: ignore[attr-defined]
    if signed := SignOff.objects.filter(person=person, edition=edition).first():
        return redirect(signed)
    form = SignForm(request.POST or None, initial=_shown(request, edition))
    if request.method == "POST" and form.is_valid():
        try:
            confirm_password(request.user, form.cleaned_data["password"])  # type: ignore[arg-type]
            signed = services.certify(
                person=person,
                edition=edition,
                locale=form.cleaned_data["locale"],
                text_sha256=form.cleaned_data["text_sha256"],
            )
            return redirect(signed)
        except services.StaleEdition as error:
            messages.error(request, str(error))
            newest = _to_newest(edition) or edition
            return redirect("acknowledgements:read", public_id=newest.public_id)
        except DomainError as error:
            form.add_error("password", str(error))
    locale = form["locale"].value() or ""
    text = EditionText.objects.filter(edition=edition, locale=locale).select_related("edition__code").first()
    if text is None:
        return redirect("acknowledgements:read", public_id=edition.public_id)
    since = services.last_signed(person, edition)
    context = {
        "edition": edition,
        "text": text,
        "form": form,
        "statement": statement(text, edition.acts.first(), first_reading=since is None),
    }
    return render(request, "acknowledgements/sign.html", context)


def _shown(request: HttpRequest, edition: Edition) -> dict[str, str]:
    """Return which text the reading page showed: its language and hash travel along in the address."""
    return {"locale": request.GET.get("locale", ""), "text_sha256": request.GET.get("text", "")}


@access(Role.PERSON, Role.HR, Role.AUDITOR)
@require_GET
def receipt(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    sign_offs = SignOff.objects.for_register()
    if not {Role.HR, Role.AUDITOR} & roles_of(request):
        sign_offs = sign_offs.filter(person=request.person)  # type: ignore[attr-defined]
    found = get_object_or_404(sign_offs, public_id=public_id)
    entry = Entry.objects.filter(kind="sign_off", subject=str(found.public_id)).select_related("leaf").first()
    context = {
        "sign_off": found,
        "own": found.person == request.person,  # type: ignore[attr-defined]
        "text": EditionText.objects.filter(edition=found.edition, locale=found.locale).first(),
        "check": services.check_of(found.edition),
        "understanding": getattr(found, "understanding", None),
        "entry": entry,
        "leaf": entry.leaf.index if entry and hasattr(entry, "leaf") else None,
    }
    return render(request, "acknowledgements/receipt.html", context)


@access(Role.EMPLOYEE)
@require_POST
def check(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Open the check of understanding of the own sign-off."""
    found = get_object_or_404(
        SignOff.objects.select_related("edition", "person"),
        public_id=public_id,
        person=request.person,  # type: ignore[attr-defined]
    )
    rule = services.check_of(found.edition)
    if rule is None:
        return redirect(found)
    try:
        attempt = start_attempt(
            rule.quiz,
            person=found.person,
            purpose=services.PURPOSE,
            purpose_ref=str(found.public_id),
            locale=(get_language() or found.locale)[:2],
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(found)
    return redirect(attempt)


def _register(request: HttpRequest) -> tuple[list[Edition], Edition | None]:
    editions = list(Edition.objects.select_related("code").order_by("code_key", "-number"))
    wanted = request.GET.get("edition", "")
    chosen = next((edition for edition in editions if str(edition.public_id) == wanted), None)
    return editions, chosen or (editions[0] if editions else None)


@access(Role.HR, Role.AUDITOR)
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    editions, chosen = _register(request)
    lines = SignOff.objects.for_register().filter(edition=chosen)
    if words := request.GET.get("q", "").strip():
        lines = lines.filter(payload__full_name__icontains=words)
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    context = {"editions": editions, "edition": chosen, "page": page, "q": words}
    return render(request, "acknowledgements/register.html", context)


@access(Role.HR, Role.AUDITOR)
@require_GET
def register_xlsx(request: HttpRequest) -> HttpResponse:
    _editions, chosen = _register(request)
    response = HttpResponse(
        register_workbook(SignOff.objects.for_register().filter(edition=chosen)),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = 'attachment; filename="sign-offs.xlsx"'
    return response
