"""My certificates, one certificate, its PDF, and the public page that proves it."""

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from certificates.models import Certificate
from certificates.qr import qr_path
from certificates.services import printed, revoke, verification_url
from common.errors import DomainError
from ledger.models import Entry
from people.access import Role, access, roles_of


def masked_name(name: str) -> str:
    """Return the given name and the initial of the last word: enough to match a document in hand."""
    words = name.split()
    return f"{words[0]} {words[-1][0]}." if len(words) > 1 else f"{name[:1]}."


def _visible(request: HttpRequest) -> QuerySet[Certificate]:
    """Return the certificates this person may open: the own ones; HR and auditors all."""
    certificates = Certificate.objects.select_related("payload", "rule", "revocation", "person")
    if {Role.HR, Role.AUDITOR} & roles_of(request):
        return certificates
    return certificates.filter(person=request.person)  # type: ignore[attr-defined]


@access(Role.PERSON)
@require_GET
def certificates(request: HttpRequest) -> HttpResponse:
    found = Certificate.objects.filter(person=request.person)  # type: ignore[attr-defined]
    found = found.select_related("payload", "revocation")
    return render(request, "certificates/list.html", {"certificates": found})


@access(Role.PERSON, Role.HR, Role.AUDITOR)
@require_GET
def certificate(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(_visible(request), public_id=public_id)
    url = verification_url(found)
    context = {"certificate": found, "payload": getattr(found, "payload", None), "url": url, "qr": qr_path(url)}
    return render(request, "certificates/certificate.html", context | {"levels": range(4)})


@access(Role.PERSON, Role.HR, Role.AUDITOR)
@require_GET
def certificate_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(_visible(request), public_id=public_id)
    try:
        file = printed(found)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(found)
    response = HttpResponse(bytes(file.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.number}.pdf"'
    return response


@access(Role.PUBLIC)
@require_GET
def verify(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say whether the certificate is genuine; the name is cut to what checking needs."""
    found = Certificate.objects.filter(public_id=public_id).select_related("payload", "revocation").first()
    if found is None:
        return render(request, "certificates/verify.html", {"asked": True, "number": ""}, status=404)
    payload = getattr(found, "payload", None)
    entry = Entry.objects.filter(kind="certificate", subject=str(found.public_id)).select_related("leaf").first()
    context = {
        "certificate": found,
        "payload": payload,
        "masked_name": masked_name(payload.full_name) if payload else "",
        "entry": entry,
        "leaf": entry.leaf.index if entry and hasattr(entry, "leaf") else None,
        "issuer": settings.ORGANISATION_NAME,
    }
    return render(request, "certificates/verify.html", context)


@access(Role.PUBLIC)
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Look a certificate up by its printed number; a guessed number shows no more than the printed one does."""
    number = request.GET.get("number", "").strip()
    found = Certificate.objects.filter(number__iexact=number).first() if number else None
    if found:
        return redirect(reverse("certificates:verify", args=[found.public_id]))
    return render(request, "certificates/verify.html", {"number": number, "asked": bool(number)})


@access(Role.HR)
@require_POST
def revoke_certificate(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(Certificate, public_id=public_id)
    try:
        revoke(found, actor=request.user, reason=request.POST.get("reason", ""))  # type: ignore[arg-type]
        messages.success(request, _("The certificate is revoked. Its verification page says so from now on."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(found)
