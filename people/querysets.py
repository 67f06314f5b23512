"""Sets of people, named by the question they answer."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from people.models import Department


def _day(on: datetime.date | None) -> datetime.date:
    return on or timezone.localdate()


class PersonQuerySet(models.QuerySet[Any]):
    def employed(self, on: datetime.date | None = None) -> Self:
        """People who hold a post on the day."""
        day = _day(on)
        return self.filter(
            Q(employments__left=None) | Q(employments__left__gte=day), employments__hired__lte=day
        ).distinct()

    def searched(self, words: str) -> Self:
        """People each of whose words stands in a name or a staff number."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(family_name__icontains=word)
                | Q(given_name__icontains=word)
                | Q(patronymic__icontains=word)
                | Q(employments__staff_number__icontains=word)
            )
        return found.distinct()


class DepartmentQuerySet(models.QuerySet[Any]):
    def subtree(self, roots: "Iterable[Department]") -> Self:
        """The departments and all that stand below them."""
        below = Q(pk__in=[])
        for root in roots:
            below |= Q(path__startswith=root.path)
        return self.filter(below)


class EmploymentQuerySet(models.QuerySet[Any]):
    def current(self, on: datetime.date | None = None) -> Self:
        """Posts held on the day."""
        day = _day(on)
        return self.filter(Q(left=None) | Q(left__gte=day), hired__lte=day)

    def not_left(self, on: datetime.date | None = None) -> Self:
        """Posts held on the day or lying ahead of it."""
        return self.filter(Q(left=None) | Q(left__gte=_day(on)))

    def in_subtree(self, roots: "Iterable[Department]") -> Self:
        """Posts in the departments and all that stand below them."""
        below = Q(pk__in=[])
        for root in roots:
            below |= Q(department__path__startswith=root.path)
        return self.filter(below)


class AudienceQuerySet(models.QuerySet[Any]):
    def prefetched(self) -> Self:
        """Audiences with what their rules name."""
        return self.prefetch_related("departments", "positions")


class ActivationQuerySet(models.QuerySet[Any]):
    def to_send(self) -> Self:
        """Letters with a link that nobody has sent yet."""
        return self.filter(method="mail", sent_at=None, used_at=None, user__is_active=True).exclude(user__email="")

    def open(self, at: datetime.datetime | None = None) -> Self:
        """Links and codes that still work."""
        return self.filter(used_at=None, expires_at__gt=at or timezone.now(), user__is_active=True)
