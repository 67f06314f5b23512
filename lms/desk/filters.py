"""What the tables of the desk can be narrowed and ordered by."""

from typing import Any

import django_filters as filters
from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assignments.models import Assignment, Requirement
from people.models import Department, Employment

STATES = [("over", _("overdue")), ("open", _("in time")), ("done", _("all done"))]


def _uuid_choice(queryset: QuerySet[Any], label: Any, method: str) -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(
        queryset=queryset, to_field_name="public_id", label=label, method=method, empty_label=_("All")
    )


class RequirementFilter(filters.FilterSet):
    """Over requirements with counts."""

    q = filters.CharFilter(label=_("Find"), method="find")
    department = _uuid_choice(Department.objects.all(), _("Department"), "of_department")
    state = filters.ChoiceFilter(label=_("State"), choices=STATES, method="in_state", empty_label=_("Any"))
    sort = filters.OrderingFilter(
        fields=(("next_due", "due"), ("title_shown", "title"), ("share", "share"), ("late", "late"))
    )

    class Meta:
        model = Requirement
        fields: list[str] = []

    def find(self, found: QuerySet[Requirement], name: str, words: str) -> QuerySet[Requirement]:
        titles = Q()
        for code, _name in settings.LANGUAGES:
            titles |= Q(**{f"title__{code}__icontains": words})
        return found.filter(titles)

    def of_department(self, found: QuerySet[Requirement], name: str, value: Department) -> QuerySet[Requirement]:
        turns = Assignment.objects.counted().filter(requirement=OuterRef("pk"), department__path__startswith=value.path)
        return found.filter(Exists(turns))

    def in_state(self, found: Any, name: str, value: str) -> Any:
        if value == "over":
            return found.filter(late__gt=0)
        if value == "done":
            return found.filter(total__gt=0, done=F("total"))
        return found.filter(late=0, done__lt=F("total"))


class PeopleFilter(filters.FilterSet):
    """Over posts with counts."""

    q = filters.CharFilter(label=_("Find"), method="find")
    department = _uuid_choice(Department.objects.all(), _("Department"), "of_department")
    state = filters.ChoiceFilter(label=_("State"), choices=STATES, method="in_state", empty_label=_("Any"))
    sort = filters.OrderingFilter(fields=(("next_due", "due"), ("late", "late"), ("done", "done")))

    class Meta:
        model = Employment
        fields: list[str] = []

    def find(self, found: QuerySet[Employment], name: str, words: str) -> QuerySet[Employment]:
        for word in words.split():
            found = found.filter(
                Q(person__family_name__icontains=word)
                | Q(person__given_name__icontains=word)
                | Q(person__patronymic__icontains=word)
                | Q(staff_number__icontains=word)
            )
        return found

    def of_department(self, found: QuerySet[Employment], name: str, value: Department) -> QuerySet[Employment]:
        return found.filter(department__path__startswith=value.path)

    def in_state(self, found: Any, name: str, value: str) -> Any:
        if value == "over":
            return found.filter(late__gt=0)
        if value == "done":
            return found.filter(total__gt=0, done=F("total"))
        return found.filter(late=0, next_due__gte=timezone.localdate())
