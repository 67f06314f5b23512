"""Short courses: lessons to read one after the other, and who has read which."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.guards import append_only
from common.texts import localized
from courses.querysets import CourseQuerySet, LessonQuerySet
from people.models import Person


class Course(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField(_("key"), max_length=64, unique=True)
    title: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(_("title"))
    summary: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(_("summary"))
    is_open = models.BooleanField(_("open to everybody"), default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["key"]

    def __str__(self) -> str:
        return localized(self.title)


class Lesson(models.Model):
    """One page of a course. A retired lesson is no longer asked of anybody; who has read it stays known."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="lessons")
    key = models.SlugField(_("key"), max_length=64)
    order = models.PositiveSmallIntegerField()
    title: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(_("title"))
    text: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(_("text"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    retired = models.BooleanField(_("retired"), default=False)

    #: Set by `with_read`.
    is_read: bool

    objects = LessonQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["course", "order", "id"]
        constraints = [models.UniqueConstraint("course", "key", name="lesson_key_once_in_course")]

    def __str__(self) -> str:
        return localized(self.title)


@append_only()
class LessonProgress(models.Model):
    """That a person said they had read the lesson, and when."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="lessons_read")
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="readers")
    read_at = models.DateTimeField()

    class Meta:
        verbose_name = _("lesson read")
        verbose_name_plural = _("lessons read")
        constraints = [models.UniqueConstraint("person", "lesson", name="lesson_read_once")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.lesson_id}"
