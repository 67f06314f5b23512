"""What every page knows: the organisation, the roles of who looks, the language switch."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from people.access import roles_of


def house(request: HttpRequest) -> dict[str, Any]:
    """Return `organisation`, `place`, `roles` (lazy), `languages`."""
    return {
        "organisation": settings.ORGANISATION_NAME or "Kodeks",
        "place": settings.ORGANISATION_PLACE,
        "roles": lambda: roles_of(request) if hasattr(request, "person") else frozenset(),
        "languages": settings.LANGUAGES,
    }
