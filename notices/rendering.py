"""The words of a notice, in the reader's language."""

import datetime
import re
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from notices.models import Notice
from notices.registry import find_kind, notice_kind
from people.names import vocative

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def localised(value: Any, locale: str) -> Any:
    """Return a value of a notice's context as the reader's language writes it.

    Of a {language: text} mapping the text for the locale, else for the installation's language, else any;
    an ISO date as a day, with the year when it is not this one. Everything else stays as it is.
    """
    if isinstance(value, dict) and value and set(value) <= set(dict(settings.LANGUAGES)):
        return value.get(locale) or value.get(settings.LANGUAGE_CODE) or next(iter(value.values()))
    if isinstance(value, str) and _ISO_DATE.fullmatch(value):
        day = datetime.date.fromisoformat(value)
        with translation.override(locale):
            return date_format(day, "j E" if day.year == timezone.localdate().year else "j E Y")
    return value


def context_for(notice: Notice, locale: str) -> dict[str, Any]:
    return {name: localised(value, locale) for name, value in notice.context.items()}


def subject_of(notice: Notice, locale: str) -> str:
    """Return the line that the inbox and the mail's subject show; a single line whatever the context holds."""
    with translation.override(locale):
        known = find_kind(notice.kind)
        subject = str(known.subject) % context_for(notice, locale) if known else gettext("A message of an older kind")
    return " ".join(subject.split())


def link_of(notice: Notice) -> str:
    """Return the path the notice leads to, "" when it leads nowhere. Only our own paths are followed."""
    path = str(notice.context.get("path", ""))
    return path if path.startswith("/") and not path.startswith("//") else ""


def render_mail(notice: Notice) -> tuple[str, str]:
    """Return subject and plain text of the mail, in the person's own language."""
    person = notice.person
    locale = person.language if person.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    path = link_of(notice)
    context = {
        **context_for(notice, locale),
        "person": person,
        "address": vocative(person, locale),
        "link": f"{settings.BASE_URL.rstrip('/')}{path}" if path else settings.BASE_URL,
        "organisation": settings.ORGANISATION_NAME or "Kodeks",
    }
    with translation.override(locale):
        template = get_template(f"{notice_kind(notice.kind).template}.txt")
        # Plain text: an apostrophe must not arrive as &#x27;.
        body = template.template.render(Context(context, autoescape=False))  # type: ignore[attr-defined]
    return subject_of(notice, locale), re.sub(r"\n{3,}", "\n\n", body.strip()) + "\n"
