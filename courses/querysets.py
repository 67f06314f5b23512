"""Named sets of courses and lessons."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Sum

if TYPE_CHECKING:
    from courses.models import Course, Lesson  # noqa: F401
    from people.models import Person


class CourseQuerySet(models.QuerySet["Course"]):
    def with_progress(self, person: "Person") -> Self:
        """Courses that have lessons, with `total` lessons, `minutes` of all, `read` by the person."""
        from courses.models import LessonProgress

        active = Q(lessons__retired=False)
        read = LessonProgress.objects.filter(person=person, lesson__course=OuterRef("pk"), lesson__retired=False)
        return (
            self.annotate(
                total=Count("lessons", filter=active),
                minutes=Sum("lessons__minutes", filter=active),
                read=models.functions.Coalesce(
                    models.Subquery(
                        read.order_by().values("lesson__course").annotate(n=Count("pk")).values("n"),
                        output_field=models.IntegerField(),
                    ),
                    0,
                ),
            )
            .filter(total__gt=0)
            .order_by("key")
        )


class LessonQuerySet(models.QuerySet["Lesson"]):
    def active(self) -> Self:
        return self.filter(retired=False).order_by("order", "pk")

    def with_read(self, person: "Person") -> Self:
        """With `is_read` by the person."""
        from courses.models import LessonProgress

        return self.annotate(is_read=Exists(LessonProgress.objects.filter(person=person, lesson=OuterRef("pk"))))
