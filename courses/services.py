"""Courses come in, lessons are read, the last one completes the turn."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from assignments.services import complete
from common.errors import DomainError
from courses.models import Course, Lesson, LessonProgress
from people.models import Person

ASSIGNMENT_KIND = "course"


def _check_words(holder: Any, what: str) -> None:
    for locale, _name in settings.LANGUAGES:
        text = holder.get(locale) if isinstance(holder, Mapping) else None
        if not isinstance(text, str) or not text.strip():
            raise DomainError(_("%(what)s is missing in “%(locale)s”.") % {"what": what, "locale": locale})


def _check(data: Mapping[str, Any]) -> None:
    lessons = data.get("lessons")
    if not data.get("key") or not isinstance(lessons, list) or not lessons:
        raise DomainError(_("A course has a key and at least one lesson."))
    _check_words(data.get("title"), _("Title"))
    _check_words(data.get("summary"), _("Summary"))
    keys = [str(lesson.get("key", "")) for lesson in lessons if isinstance(lesson, Mapping)]
    if len(keys) < len(lessons) or not all(keys) or len(set(keys)) < len(keys):
        raise DomainError(_("Every lesson has a key of its own."))
    for lesson in lessons:
        _check_words(lesson.get("title"), f"{lesson['key']}: {_('Title')}")
        _check_words(lesson.get("text"), f"{lesson['key']}: {_('Text')}")
        if type(lesson.get("minutes")) is not int or not 1 <= lesson["minutes"] <= 120:
            raise DomainError(_("Minutes of “%(key)s” is a whole number from 1 to 120.") % {"key": lesson["key"]})


@transaction.atomic
def publish_course(data: Mapping[str, Any]) -> Course:
    """Make or renew the course of the key: `title`, `summary`, `lessons` (each `key`, `title`, `text`, `minutes`).

    Lessons keep their readers by key; one that is no longer named is retired. Raise `DomainError` for a fault.
    """
    _check(data)
    course, _created = Course.objects.update_or_create(
        key=data["key"], defaults={"title": dict(data["title"]), "summary": dict(data["summary"])}
    )
    keys = [lesson["key"] for lesson in data["lessons"]]
    course.lessons.exclude(key__in=keys).update(retired=True)
    for order, lesson in enumerate(data["lessons"], start=1):
        Lesson.objects.update_or_create(
            course=course,
            key=lesson["key"],
            defaults={
                "order": order,
                "title": dict(lesson["title"]),
                "text": dict(lesson["text"]),
                "minutes": lesson["minutes"],
                "retired": False,
            },
        )
    return course


@transaction.atomic
def read_lesson(lesson: Lesson, *, person: Person, at: datetime.datetime) -> LessonProgress:
    """Record that the person has read the lesson; the first time counts. The last lesson completes the course."""
    progress, _created = LessonProgress.objects.get_or_create(person=person, lesson=lesson, defaults={"read_at": at})
    # Completing repeats harmlessly: a turn that was opened after the last lesson was read is caught up here.
    if not is_left(lesson.course, person):
        complete(
            kind=ASSIGNMENT_KIND,
            ref=str(lesson.course.public_id),
            person=person,
            at=at,
            source=f"course:{lesson.course.public_id}",
        )
    return progress


def is_left(course: Course, person: Person) -> bool:
    """Say whether a lesson is still to be read."""
    return course.lessons.active().exclude(readers__person=person).exists()
