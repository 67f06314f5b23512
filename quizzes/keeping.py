"""An answer that arrives after the session has ended is kept until the person has signed in again."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render, resolve_url

from quizzes.models import Attempt

View = Callable[..., HttpResponseBase]

_KEPT = "kept_answer"
#: What a visitor may leave in a session: so many ids of so many letters.
_MOST, _LONGEST = 20, 16


def keep_answer(view: View) -> View:
    """Keep the answer of a post without a person in the visitor's own session; put it outside `@access`.

    A plain post goes on to the sign-in page, which leads back to the question; an htmx post is told so in place.
    Whoever came by an invitation has nothing to sign in with and is sent back to the link.
    """

    @wraps(view)
    def keeping(request: HttpRequest, public_id: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.person:  # type: ignore[attr-defined]
            return view(request, public_id, *args, **kwargs)
        if Attempt.objects.filter(public_id=public_id, purpose="selection").exists():
            template = "quizzes/_reopen.html" if request.htmx else "quizzes/reopen.html"  # type: ignore[attr-defined]
            return render(request, template, status=401)
        if request.method == "POST":
            answer = [option[:_LONGEST] for option in request.POST.getlist("answer")[:_MOST]]
            request.session[_KEPT] = {"path": request.path, "answer": answer}
            if request.htmx:  # type: ignore[attr-defined]
                return _signed_out(request)
        return view(request, public_id, *args, **kwargs)

    return keeping


def _signed_out(request: HttpRequest) -> HttpResponse:
    url = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.path})}"
    return render(request, "quizzes/_signed_out.html", {"login_url": url}, status=401)


def kept_answer(request: HttpRequest) -> list[str] | None:
    """Return, once, the answer kept for this page; None when there is none."""
    kept = request.session.get(_KEPT)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[_KEPT]
    answer: list[str] = kept["answer"]
    return answer
