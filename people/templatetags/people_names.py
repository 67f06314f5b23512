"""Names in letters and pages, in the language that is active."""

from typing import Any

from django import template
from django.template.context import RequestContext

from people import names, registry
from people.access import roles_of
from people.models import Person

register = template.Library()


@register.simple_tag
def salutation(person: Person) -> str:
    return names.salutation(person)


@register.simple_tag
def vocative(person: Person) -> str:
    return names.vocative(person)


@register.simple_tag(takes_context=True)
def person_tabs(context: RequestContext, person: Person, current: str) -> list[dict[str, Any]]:
    """Return the tabs of the person's page that the reader may open."""
    roles = roles_of(context["request"])
    return [
        {"label": tab.label, "icon": tab.icon, "url": tab.url(person), "current": tab.key == current}
        for tab in registry.person_tabs(roles)
    ]
