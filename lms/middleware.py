"""Policies that hang on the path."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class PathPolicyMiddleware:
    """Forbids caching of personal pages and refuses addresses that no database can look up."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # PostgreSQL holds no NUL in a text: no address of ours has one, and a search for it must not be an error.
        has_nul = "\0" in request.path or "%00" in request.META.get("QUERY_STRING", "")
        response = HttpResponseBadRequest() if has_nul else self.get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response


class WagtailPolicyMiddleware:
    """Marks responses below /cms/ so that the policy middleware outside it relaxes them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith("/cms/"):
            response._csp_replace = settings.CSP_WAGTAIL  # type: ignore[attr-defined]
        return response
