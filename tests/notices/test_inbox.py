"""The inbox: one's own notices only, read one by one or all at once."""

import datetime
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from notices.models import Notice
from notices.services import queue
from people.models import Person

ClientAs = Callable[[Person], Client]


def _tell(person: Person, key: str = "1", **context: str) -> Notice:
    return queue(person=person, kind="titled", key=key, context={"title": f"News {key}", "due": "now", **context})


def test_everyone_sees_the_own_notices(client_as: ClientAs, employee: Person, colleague: Person) -> None:
    _tell(employee, "mine")
    _tell(colleague, "theirs")
    page = client_as(employee).get(reverse("notices:inbox"))
    assert "News mine" in page.text
    assert "News theirs" not in page.text
    assert "1 new message" in page.text


def test_what_is_not_due_is_not_shown(client_as: ClientAs, employee: Person) -> None:
    later = timezone.now() + datetime.timedelta(days=1)
    queue(person=employee, kind="titled", key="x", context={"title": "Later", "due": ""}, due=later)
    assert "Later" not in client_as(employee).get(reverse("notices:inbox")).text


def test_reading_follows_the_link(client_as: ClientAs, employee: Person) -> None:
    notice = _tell(employee, path="/codes/?a=1")
    answer = client_as(employee).post(reverse("notices:read", args=[notice.public_id]))
    assert answer["Location"] == "/codes/?a=1"
    notice.refresh_from_db()
    assert notice.read_at


def test_a_link_never_leaves_the_house(client_as: ClientAs, employee: Person) -> None:
    for number, path in enumerate(["//evil.example", "https://evil.example", "javascript:alert(1)"]):
        notice = _tell(employee, str(number), path=path)
        answer = client_as(employee).post(reverse("notices:read", args=[notice.public_id]))
        assert answer["Location"] == reverse("notices:inbox")


def test_a_colleague_cannot_read_it(client_as: ClientAs, employee: Person, colleague: Person) -> None:
    notice = _tell(employee)
    assert client_as(colleague).post(reverse("notices:read", args=[notice.public_id])).status_code == 404
    client_as(colleague).post(reverse("notices:read-all"))
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_at_once(client_as: ClientAs, employee: Person) -> None:
    _tell(employee, "1")
    _tell(employee, "2")
    client_as(employee).post(reverse("notices:read-all"))
    assert not Notice.objects.inbox(employee).unread().exists()
    assert "You have read all messages" in client_as(employee).get(reverse("notices:inbox")).text


def test_a_visitor_is_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get(reverse("notices:inbox")).status_code == 302


def test_hostile_titles_are_escaped(client_as: ClientAs, employee: Person) -> None:
    queue(person=employee, kind="titled", key="x", context={"title": "<script>alert(1)</script>", "due": ""})
    assert "<script>alert" not in client_as(employee).get(reverse("notices:inbox")).text


def test_old_notices_of_a_kind_that_is_gone_are_still_listed(client_as: ClientAs, employee: Person) -> None:
    Notice.objects.create(person=employee, kind="gone", key="1", context={})
    assert "A message of an older kind" in client_as(employee).get(reverse("notices:inbox")).text


def test_the_number_of_queries_does_not_grow(
    client_as: ClientAs, employee: Person, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        _tell(employee, str(number))
    client = client_as(employee)
    with django_assert_max_num_queries(14):
        page = client.get(reverse("notices:inbox"))
    assert "Page 1 of 2" in page.text
