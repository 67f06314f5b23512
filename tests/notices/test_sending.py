"""Mail: once, when due, in the reader's language, to those who have an address."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from notices import sending
from notices.models import Notice
from notices.services import Letter, queue, queue_many, send_due
from people.models import Person
from tests.cast import PersonFactory

TITLE = {"uk": "Кодекс", "ru": "Кодекс этики", "en": "The code’s title"}


def _tell(person: Person, key: str = "1", **fields: object) -> Notice:
    context = {"title": TITLE, "due": "2031-11-27", "path": "/codes/"}
    return queue(person=person, kind="titled", key=key, context=context, **fields)  # type: ignore[arg-type]


def test_the_same_notice_is_queued_once(employee: Person) -> None:
    first, second = _tell(employee), _tell(employee)
    assert first.pk == second.pk
    queue_many(kind="titled", letters=[Letter(employee.pk, "1"), Letter(employee.pk, "2")])
    assert Notice.objects.count() == 2
    assert Notice.objects.get(key="1").context["path"] == "/codes/"


def test_an_unknown_kind_is_refused(employee: Person) -> None:
    with pytest.raises(KeyError):
        queue(person=employee, kind="nobody’s", key="1", context={})


@pytest.mark.parametrize(
    ("language", "subject", "start"),
    [
        ("uk", "Кодекс, 27 листопада 2031", "Соломіє Андріївно: Кодекс (27 листопада 2031)"),
        ("ru", "Кодекс этики, 27 ноября 2031", "Соломія Андріївна: Кодекс этики"),
        ("en", "The code’s title, 27 November 2031", "Соломія Терлецька: The code’s title"),
    ],
)
def test_mail_speaks_the_readers_language(employee: Person, language: str, subject: str, start: str) -> None:
    employee.language = language
    employee.save()
    _tell(employee)
    assert send_due() == 1
    (letter,) = mail.outbox
    assert letter.to == ["terletska@example.org"]
    assert letter.subject == subject
    assert letter.body.startswith(start)
    assert "https://kodeks.example/codes/" in letter.body
    assert "&#x27;" not in letter.body


def test_a_notice_is_sent_once(employee: Person) -> None:
    notice = _tell(employee)
    assert send_due() == 1
    assert send_due() == 0
    notice.refresh_from_db()
    assert notice.mailed
    assert notice.sent_at
    assert len(mail.outbox) == 1


def test_what_is_not_due_waits(employee: Person) -> None:
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    _tell(employee, due=tomorrow)
    assert send_due() == 0
    assert send_due(tomorrow + datetime.timedelta(minutes=1)) == 1


def test_who_has_no_address_finds_it_in_the_inbox(stranger: Person) -> None:
    _tell(stranger)
    assert send_due() == 0
    notice = Notice.objects.inbox(stranger).get()
    assert notice.sent_at
    assert not notice.mailed
    stranger.email = "new@example.org"
    stranger.save()
    assert send_due() == 0


def test_a_second_sender_that_saw_the_same_row_sends_nothing(employee: Person) -> None:
    """Both have read the row as free; the conditional UPDATE lets one of them have it."""
    notice, now = _tell(employee), timezone.now()
    assert sending._claim(notice, now)
    assert not sending._claim(notice, now)
    assert send_due(now) == 0
    assert mail.outbox == []


def test_a_claim_of_a_sender_that_died_is_given_up(employee: Person) -> None:
    notice, now = _tell(employee), timezone.now()
    assert sending._claim(notice, now)
    assert send_due(now + sending.CLAIM + datetime.timedelta(minutes=1)) == 1


def test_a_failure_is_tried_again_later_and_stops_nobody(
    employee: Person, colleague: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, _fine = _tell(employee), _tell(colleague)
    render = sending.render_mail

    def fail_for_one(notice: Notice) -> tuple[str, str]:
        if notice.pk == broken.pk:
            raise OSError("no connection")
        return render(notice)

    monkeypatch.setattr(sending, "render_mail", fail_for_one)
    now = timezone.now()
    assert send_due(now) == 1
    assert send_due(now) == 0
    monkeypatch.setattr(sending, "render_mail", render)
    assert send_due(now + datetime.timedelta(minutes=4)) == 0
    assert send_due(now + datetime.timedelta(minutes=6)) == 1


def test_after_six_failures_it_stays_in_the_inbox(employee: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    notice = _tell(employee)

    def fail(notice: Notice) -> tuple[str, str]:
        raise OSError("no connection")

    monkeypatch.setattr(sending, "render_mail", fail)
    now = timezone.now()
    for days in range(8):
        send_due(now + datetime.timedelta(days=days))
    notice.refresh_from_db()
    assert notice.attempts == sending.MAX_ATTEMPTS
    assert notice.sent_at
    assert not notice.mailed


def test_a_line_break_in_a_title_does_not_reach_the_subject(employee: Person) -> None:
    context = {"title": "one\nBcc: other@example.org", "due": "soon"}
    queue(person=employee, kind="titled", key="x", context=context)
    assert send_due() == 1
    assert mail.outbox[0].subject == "one Bcc: other@example.org, soon"


def test_many_letters_take_few_statements(db: None, django_assert_max_num_queries: object) -> None:
    people = PersonFactory.create_batch(60)
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        queue_many(kind="titled", letters=[Letter(p.pk, "1", {"title": "t", "due": "d"}) for p in people])
    assert Notice.objects.count() == 60
