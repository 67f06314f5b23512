"""Tells assignments what a course is as an activity."""

import time
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assignments.registry import ActivityKind, Step, register
from common.texts import localized
from courses.models import Course, Lesson
from courses.services import ASSIGNMENT_KIND

if TYPE_CHECKING:
    from assignments.models import Assignment

#: Lists ask for each row; all lengths are one query, kept for this many seconds.
KEPT = 30.0
_kept: tuple[float, dict[str, int]] = (0.0, {})


def _title(ref: str, locale: str) -> str:
    course = Course.objects.filter(public_id=ref).first()
    return localized(course.title, locale) if course else ""


def _minutes(assignment: "Assignment") -> int:
    global _kept
    ref = assignment.requirement.ref
    if time.monotonic() - _kept[0] > KEPT or ref not in _kept[1]:
        sums = Lesson.objects.filter(retired=False).order_by().values("course__public_id").annotate(n=Sum("minutes"))
        _kept = (time.monotonic(), {str(row["course__public_id"]): row["n"] for row in sums})
    return _kept[1].get(ref, 0)


def _steps(assignment: "Assignment") -> list[Step]:
    lessons = Lesson.objects.active().filter(course__public_id=assignment.requirement.ref)  # type: ignore[attr-defined]
    return [
        Step(str(lesson), lesson.is_read, reverse("courses:lesson", args=[assignment.requirement.ref, lesson.key]))
        for lesson in lessons.with_read(assignment.person)
    ]


def _url(assignment: "Assignment") -> str:
    return reverse("courses:course", args=[assignment.requirement.ref])


def _choices() -> list[tuple[str, str]]:
    return [(str(course.public_id), str(course)) for course in Course.objects.all()]


def register_activity() -> None:
    register(
        ActivityKind(
            key=ASSIGNMENT_KIND,
            label=_("Course"),
            icon="graduation-cap",
            title=_title,
            url=_url,
            minutes=_minutes,
            steps=_steps,
            choices=_choices,
        )
    )
