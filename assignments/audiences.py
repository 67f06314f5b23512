"""Whom a rule means: the audience HR puts together on the screen, before and after it is kept."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from people.models import Audience, Department, Employment, Position
from people.querysets import EmploymentQuerySet


def people_meant(departments: Iterable[Department], positions: Iterable[Position]) -> EmploymentQuerySet:
    """Return the posts an audience of these would mean, without keeping one; nothing named means everyone."""
    found = Employment.objects.not_left().filter(is_primary=True)
    if roots := list(departments):
        found = found.in_subtree(roots)
    if wanted := list(positions):
        found = found.filter(position__in=wanted)
    return found


def make_audience(departments: Iterable[Department], positions: Iterable[Position]) -> Audience:
    """Keep an audience of these, named after what it names."""
    roots, wanted = list(departments), list(positions)
    parts = [", ".join(item.name for item in some) for some in (roots, wanted) if some]
    audience = Audience.objects.create(name=(": ".join(parts) or _("Everyone"))[:200])
    audience.departments.set(roots)
    audience.positions.set(wanted)
    return audience
