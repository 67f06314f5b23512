"""Sets of people, named by the question they answer."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Collate
from django.utils import timezone

from common.sqlite import COLLATION

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

    def open(self) -> Self:
        """Departments that are not closed."""
        return self.filter(closed=None)


class EmploymentQuerySet(models.QuerySet[Any]):
    def alphabetical(self, *, backwards: bool = False, first: Any = None) -> Self:
        """Posts by the names of their people, as the Ukrainian alphabet has it; `first` goes before the names."""
        names = [Collate(f"person__{name}", COLLATION) for name in ("family_name", "given_name", "patronymic")]
        order = [name.desc() if backwards else name.asc() for name in names]
        return self.order_by(*([first] if first is not None else []), *order, "staff_number")

    def searched(self, words: str) -> Self:
        """Posts each of whose words stands in the person's name, e-mail or staff number."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(person__family_name__icontains=word)
                | Q(person__given_name__icontains=word)
                | Q(person__patronymic__icontains=word)
                | Q(person__email__icontains=word)
                | Q(staff_number__icontains=word)
            )
        return found

    def in_state(self, state: str, on: datetime.date | None = None) -> Self:
        """Primary posts by state: "" held now, ahead, left, silent (never signed in), heads, all."""
        day, primary = _day(on), self.filter(is_primary=True)
        if state == "ahead":
            return primary.filter(hired__gt=day)
        if state == "left":
            return primary.filter(left__lt=day)
        if state == "silent":
            return primary.not_left(on).filter(person__user__last_login=None)
        if state == "heads":
            return self.current(on).filter(is_head=True)
        return primary if state == "all" else primary.current(on)

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
