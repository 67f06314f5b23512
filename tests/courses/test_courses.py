"""Courses: how they come in, how they are read, what the last lesson does."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assignments.services import create_requirement, open_cycle
from common.errors import DomainError
from courses.models import Course, Lesson, LessonProgress
from courses.services import publish_course, read_lesson
from people.models import Audience, Person

ClientAs = Callable[[Person], Client]


def words(text: str) -> dict[str, str]:
    return {locale: f"{text} ({locale})" for locale in ("uk", "ru", "en")}


def source(*keys: str) -> dict[str, Any]:
    lessons = [{"key": k, "title": words(f"Lesson {k}"), "text": words(f"Text {k}"), "minutes": 3} for k in keys]
    return {"key": "plain-words", "title": words("Plain words"), "summary": words("How to say it"), "lessons": lessons}


@pytest.fixture
def course(db: None) -> Course:
    return publish_course(source("one", "two"))


@pytest.fixture
def turn(course: Course, employee: Person) -> Any:
    day = timezone.localdate() + datetime.timedelta(days=5)
    everybody = Audience.objects.create(name="everybody")
    requirement = create_requirement(
        actor=None, kind="course", ref=str(course.public_id), audience=everybody, due_on=day
    )
    open_cycle(requirement, edition_ref=None, opens=timezone.localdate(), due=day)
    return requirement.assignments.get(person=employee)


def read_all(course: Course, person: Person) -> None:
    for lesson in course.lessons.active():
        read_lesson(lesson, person=person, at=timezone.now())


class TestPublish:
    def test_again_renews_and_retires(self, course: Course, employee: Person) -> None:
        read_all(course, employee)
        again = publish_course(source("two", "three"))
        assert again == course
        assert [lesson.key for lesson in course.lessons.active()] == ["two", "three"]
        assert LessonProgress.objects.count() == 2
        assert [lesson.is_read for lesson in course.lessons.active().with_read(employee)] == [True, False]

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"key": ""}, "a key and at least one lesson"),
            ({"lessons": []}, "a key and at least one lesson"),
            ({"title": {"uk": "лише"}}, "Title is missing in “ru”"),
            ({"summary": None}, "Summary is missing"),
            ({"lessons": [{"title": words("x")}]}, "key of its own"),
            ({"lessons": ["x"]}, "key of its own"),
            ({"lessons": [{"key": "a", "title": words("x"), "text": {}, "minutes": 3}]}, "a: Text is missing"),
            ({"lessons": [{"key": "a", "title": words("x"), "text": words("y"), "minutes": 0}]}, "Minutes of “a”"),
        ],
    )
    def test_fault_leaves_nothing(self, db: None, change: dict[str, Any], message: str) -> None:
        with pytest.raises(DomainError, match=message):
            publish_course(source("one") | change)
        assert not Course.objects.exists()

    def test_command(self, db: None, tmp_path: Any) -> None:
        file = tmp_path / "course.yaml"
        file.write_text("key: [", encoding="utf-8")
        with pytest.raises(CommandError):
            call_command("import_course", file)
        call_command("import_course", "lms/demo/courses/plain-answers.yaml")
        assert Course.objects.get().lessons.count() == 4


class TestRead:
    def test_once(self, course: Course, employee: Person) -> None:
        lesson = Lesson.objects.first()
        assert lesson
        first = read_lesson(lesson, person=employee, at=timezone.now())
        assert read_lesson(lesson, person=employee, at=timezone.now()) == first

    def test_is_a_fact(self, course: Course, employee: Person) -> None:
        read_all(course, employee)
        with pytest.raises(DatabaseError), transaction.atomic():
            LessonProgress.objects.update(read_at=timezone.now())

    def test_last_lesson_completes_the_turn(self, course: Course, turn: Any, employee: Person) -> None:
        first, second = course.lessons.active()
        read_lesson(second, person=employee, at=timezone.now())
        turn.refresh_from_db()
        assert turn.status == "open"
        read_lesson(first, person=employee, at=timezone.now())
        turn.refresh_from_db()
        assert (turn.status, turn.source) == ("completed", f"course:{course.public_id}")

    def test_turn_opened_later_is_caught_up(self, course: Course, employee: Person, request: Any) -> None:
        read_all(course, employee)
        turn = request.getfixturevalue("turn")
        read_all(course, employee)
        turn.refresh_from_db()
        assert turn.status == "completed"

    def test_activity(self, course: Course, turn: Any) -> None:
        assert (turn.minutes, turn.url) == (6, reverse("courses:course", args=[course.public_id]))
        assert [step.done for step in turn.requirement.activity.steps(turn)] == [False, False]


class TestPages:
    def test_empty(self, employee: Person, client_as: ClientAs) -> None:
        assert "There are no courses yet" in client_as(employee).get(reverse("courses:list")).content.decode()

    def test_walk(self, course: Course, turn: Any, employee: Person, client_as: ClientAs) -> None:
        client = client_as(employee)
        page = client.get(reverse("courses:course", args=[course.public_id]), follow=True)
        assert "Text one (en)" in page.content.decode()
        page = client.post(reverse("courses:lesson", args=[course.public_id, "one"]), follow=True)
        assert "Text two (en)" in page.content.decode()
        page = client.post(reverse("courses:lesson", args=[course.public_id, "two"]), follow=True)
        assert "You have read the whole course" in page.content.decode()
        turn.refresh_from_db()
        assert turn.status == "completed"
        assert "2 of 2 lessons read" in client.get(reverse("courses:list")).content.decode()

    def test_progress_is_ones_own(
        self, course: Course, employee: Person, colleague: Person, client_as: ClientAs
    ) -> None:
        read_all(course, employee)
        assert "0 of 2 lessons read" in client_as(colleague).get(reverse("courses:list")).content.decode()

    def test_words_are_shown_as_text(self, db: None, employee: Person, client_as: ClientAs) -> None:
        course = publish_course(source("one") | {"title": dict.fromkeys(("uk", "ru", "en"), "<b>bold</b>")})
        page = client_as(employee).get(reverse("courses:course", args=[course.public_id]), follow=True).content.decode()
        assert "<b>bold" not in page

    def test_closed_course_is_for_those_who_were_asked(
        self, course: Course, turn: Any, employee: Person, candidate: Person, client_as: ClientAs
    ) -> None:
        Course.objects.update(is_open=False)
        address = reverse("courses:lesson", args=[course.public_id, "one"])
        assert client_as(employee).get(address).status_code == 200
        turn.delete()
        assert client_as(employee).get(address).status_code == 404

    def test_unknown_lesson(self, course: Course, employee: Person, client_as: ClientAs) -> None:
        address = reverse("courses:lesson", args=[course.public_id, "nine"])
        assert client_as(employee).post(address).status_code == 404

    def test_queries_do_not_grow(self, course: Course, turn: Any, employee: Person, client_as: ClientAs) -> None:
        client = client_as(employee)
        client.get(reverse("courses:list"))
        with CaptureQueriesContext(connection) as one:
            client.get(reverse("courses:list"))
        for number in range(3):
            publish_course(source(*"abcdef") | {"key": f"more-{number}"})
        with CaptureQueriesContext(connection) as four:
            client.get(reverse("courses:list"))
        assert len(one) == len(four)
