"""HR's vacancies and candidates; the candidate's own three pages."""

import uuid

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import DomainError
from common.expressions import uuid_hex
from hiring import services
from hiring.forms import ConsentForm, InvitationForm, VacancyForm
from hiring.models import Invitation, Vacancy
from people.access import Role, access
from people.middleware import INVITED_PERSON, INVITED_SCOPE
from people.names import vocative
from quizzes.models import Attempt

#: Where the address of a fresh link waits for the one page that shows it.
_FRESH_LINK = "hiring_fresh_link"


@access(Role.HR)
@require_GET
def vacancies(request: HttpRequest) -> HttpResponse:
    found = Vacancy.objects.select_related("position").annotate(
        invited=Count("invitations", filter=Q(invitations__withdrawn_at=None))
    )
    return render(request, "hiring/vacancies.html", {"vacancies": found})


@access(Role.HR)
@require_http_methods(["GET", "POST"])
def new_vacancy(request: HttpRequest) -> HttpResponse:
    form = VacancyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(services.open_vacancy(actor=request.person, **form.cleaned_data))  # type: ignore[attr-defined]
        except DomainError as error:
            form.add_error(None, str(error))
    return render(request, "hiring/vacancy_form.html", {"form": form})


@access(Role.HR)
@require_http_methods(["GET", "POST"])
def vacancy(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Vacancy.objects.select_related("position", "quiz"), public_id=public_id)
    form = InvitationForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        try:
            invitation = services.invite(found, **form.cleaned_data)
            if not invitation.person.email:
                request.session[_FRESH_LINK] = services.new_link(invitation)
                return redirect("hiring:link", public_id=invitation.public_id)
            messages.success(request, _("The invitation will be sent within a minute or so."))
            return redirect(found)
        except DomainError as error:
            form.add_error(None, str(error))
    attempts = Attempt.objects.alias(ref=uuid_hex("purpose_ref")).filter(
        purpose=services.PURPOSE, ref=uuid_hex(OuterRef("public_id"))
    )
    invitations = found.invitations.select_related("person").annotate(
        started=Exists(attempts), finished=Exists(attempts.exclude(finished_at=None))
    )
    context = {"vacancy": found, "form": form, "invitations": invitations, "now": timezone.now()}
    return render(request, "hiring/vacancy.html", context)


def _invitation(public_id: uuid.UUID) -> Invitation:
    return get_object_or_404(Invitation.objects.select_related("person", "vacancy__position"), public_id=public_id)


@access(Role.HR)
@require_GET
def candidate(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    invitation = _invitation(public_id)
    context = {
        "invitation": invitation,
        "attempt": services.attempt_of(invitation),
        "lines": services.comparison(invitation),
        "least": services.LEAST_ANSWERS,
    }
    return render(request, "hiring/candidate.html", context)


@access(Role.HR)
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Make a fresh link and show it once: to hand over on paper or by messenger."""
    invitation = _invitation(public_id)
    if request.method == "POST":
        try:
            request.session[_FRESH_LINK] = services.new_link(invitation)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect(invitation.vacancy)
        return redirect("hiring:link", public_id=public_id)
    fresh = request.session.pop(_FRESH_LINK, "")
    return render(request, "hiring/link.html", {"invitation": invitation, "fresh": fresh})


@access(Role.HR)
@require_POST
def withdraw(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    invitation = _invitation(public_id)
    services.withdraw(invitation)
    messages.success(request, _("The invitation is withdrawn."))
    return redirect(invitation.vacancy)


@access(Role.PUBLIC)
@require_http_methods(["GET", "POST"])
def redeem(request: HttpRequest, token: str) -> HttpResponse:
    """Inform the candidate; only the post lets them in, so that a mail scanner's visit uses nothing up."""
    invitation = services.find_invitation(token)
    if invitation is None or not invitation.is_usable:
        return render(request, "hiring/closed.html", {"invitation": invitation}, status=410 if invitation else 404)
    attempt = services.attempt_of(invitation)
    if attempt and attempt.finished_at:
        return redirect("hiring:thanks")
    form = ConsentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and "decline" in request.POST:
        services.decline(invitation)
        return render(request, "hiring/declined.html")
    if request.method == "POST" and form.is_valid():
        try:
            attempt = services.begin(
                invitation,
                keeps_result=form.cleaned_data["keeps_result"],
                locale=(get_language() or invitation.person.language)[:2],
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            request.session.flush()
            request.session[INVITED_PERSON] = str(invitation.person.public_id)
            request.session[INVITED_SCOPE] = f"invitation:{invitation.public_id}"
            request.session.set_expiry(invitation.expires_at)
            return redirect(attempt)
    context = {
        "invitation": invitation,
        "vacancy": invitation.vacancy,
        "form": form,
        "attempt": attempt,
        "address": vocative(invitation.person, get_language()),
    }
    return render(request, "hiring/start.html", context)


@access(Role.PUBLIC)
@require_GET
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "hiring/thanks.html")
