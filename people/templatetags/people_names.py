"""Names in letters and pages, in the language that is active."""

from django import template

from people import names
from people.models import Person

register = template.Library()


@register.simple_tag
def salutation(person: Person) -> str:
    return names.salutation(person)


@register.simple_tag
def vocative(person: Person) -> str:
    return names.vocative(person)


@register.filter
def spoken_name(person: Person) -> str:
    return names.spoken_name(person)
