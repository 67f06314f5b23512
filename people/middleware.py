"""Sets `request.person`, `request.scope` and the language of each request."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from people.models import Person

GetResponse = Callable[[HttpRequest], HttpResponseBase]

#: Session keys of a person who came by an invitation: who, and the one thing the grant names.
INVITED_PERSON = "invited_person"
INVITED_SCOPE = "invited_scope"


def _person_of(request: HttpRequest) -> Person | None:
    """Return the person of the request; None itself for nobody, since a lazy None passes no check of a foreign key."""
    user = request.user
    if user.is_authenticated:
        return SimpleLazyObject(lambda: user.person) if user.person_id else None  # type: ignore[return-value]
    invited = request.session.get(INVITED_PERSON)
    if invited:
        return Person.objects.filter(public_id=invited, erased_at=None).first()
    return None


class PersonMiddleware:
    """Gives each request its person and scope: "" for an account, else the grant ("invitation:<uuid>") it may reach."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.person = _person_of(request)  # type: ignore[attr-defined]
        scope = "" if request.user.is_authenticated else request.session.get(INVITED_SCOPE, "")
        request.scope = scope  # type: ignore[attr-defined]
        return self.get_response(request)


class LanguageMiddleware:
    """Cookie first (the person's click), then the person's own language, then the installation's."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        allowed = dict(settings.LANGUAGES)
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if language not in allowed:
            person = request.person  # type: ignore[attr-defined]
            language = person.language if person else settings.LANGUAGE_CODE
        if language not in allowed:
            language = settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response
