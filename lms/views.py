"""Pages that belong to the whole house: language, health, errors."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from people.access import Role, access
from people.models import Person


@access(Role.PUBLIC)
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language the person picked, for a year, and go back to where they were."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = redirect(target)
    if (language := request.POST.get("language", "")) in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 3600, samesite="Lax")
        person = request.person  # type: ignore[attr-defined]
        if person and request.user.is_authenticated:
            Person.objects.filter(pk=person.pk).update(language=language)
    return response


@access(Role.PUBLIC)
@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """Say that the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is older than the session: say that nothing is lost and what to do."""
    back = request.META.get("HTTP_REFERER", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = request.path
    return render(request, "403_csrf.html", {"back": back}, status=403)
