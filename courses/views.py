"""The list of courses and the page of a lesson."""

import uuid

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assignments.models import Assignment
from common.texts import localized
from courses.models import Course
from courses.services import ASSIGNMENT_KIND, read_lesson
from people.access import Role, access
from people.models import Person


def _person(request: HttpRequest) -> Person:
    return request.person  # type: ignore[attr-defined,no-any-return]


def _due(person: Person) -> dict[str, Assignment]:
    """Return course ref → the person's most urgent open turn."""
    turns = Assignment.objects.open().filter(person=person, requirement__kind=ASSIGNMENT_KIND)
    return {turn.requirement.ref: turn for turn in turns.select_related("requirement").order_by("-due")}


def _courses_for(person: Person) -> "QuerySet[Course]":
    """Open courses, and those the person was asked to take."""
    asked = [uuid.UUID(ref) for ref in _due(person)]
    return Course.objects.with_progress(person).filter(Q(is_open=True) | Q(public_id__in=asked))


@access(Role.PERSON)
@require_safe
def list_courses(request: HttpRequest) -> HttpResponse:
    due = _due(_person(request))
    rows = [(course, due.get(str(course.public_id))) for course in _courses_for(_person(request))]
    return render(request, "courses/list.html", {"rows": rows})


@access(Role.PERSON)
@require_safe
def show_course(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Lead to the first lesson that is not read yet, or to the first one."""
    course = get_object_or_404(_courses_for(_person(request)), public_id=public_id)
    lessons = list(course.lessons.active().with_read(_person(request)))
    target = next((lesson for lesson in lessons if not lesson.is_read), lessons[0])
    return redirect("courses:lesson", public_id, target.key)


@access(Role.PERSON)
@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: HttpRequest, public_id: uuid.UUID, key: str) -> HttpResponse:
    """Show a lesson; posting says that it is read and goes on to the next one."""
    person = _person(request)
    course = get_object_or_404(_courses_for(person), public_id=public_id)
    lessons = list(course.lessons.active().with_read(person))
    place = next((number for number, item in enumerate(lessons) if item.key == key), None)
    if place is None:
        raise Http404
    if request.method == "POST":
        read_lesson(lessons[place], person=person, at=timezone.now())
        left = [item for number, item in enumerate(lessons) if number != place and not item.is_read]
        if left:
            onward = next((item for item in lessons[place + 1 :] if not item.is_read), left[0])
            return redirect("courses:lesson", public_id, onward.key)
        messages.success(request, _("You have read the whole course “%(title)s”.") % {"title": course})
        return redirect("courses:list")
    context = {
        "course": course,
        "lessons": lessons,
        "lesson": lessons[place],
        "text": localized(lessons[place].text),
        "number": place + 1,
        "before": lessons[place - 1] if place else None,
    }
    return render(request, "courses/lesson.html", context)
