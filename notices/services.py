"""Queueing, sending and reading of notices. Mail goes out from `tick` only, never inside a request."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from notices.models import Notice
from notices.registry import notice_kind
from notices.sending import send_due
from people.models import Person

__all__ = ["Letter", "mark_read", "queue", "queue_many", "send_due", "unread_count"]


@dataclass(frozen=True)
class Letter:
    """One notice of many: who, the key within its kind, what it says."""

    person_id: int
    key: str
    context: dict[str, Any] = field(default_factory=dict)


def queue(
    *, person: Person, kind: str, key: str, context: dict[str, Any], due: datetime.datetime | None = None
) -> Notice:
    """Put a notice in the person's inbox and outbox; the same (person, kind, key) again is the same notice."""
    notice_kind(kind)
    notice, _ = Notice.objects.get_or_create(
        person=person, kind=kind, key=key, defaults={"context": context, "due": due or timezone.now()}
    )
    return notice


def queue_many(*, kind: str, letters: Iterable[Letter], due: datetime.datetime | None = None) -> None:
    """Queue one notice a letter, in few statements; those that are there already stay as they are."""
    notice_kind(kind)
    when = due or timezone.now()
    notices = [Notice(person_id=x.person_id, kind=kind, key=x.key, context=x.context, due=when) for x in letters]
    Notice.objects.bulk_create(notices, batch_size=500, ignore_conflicts=True)


def unread_count(person: Person) -> int:
    return Notice.objects.inbox(person).unread().count()


def mark_read(person: Person, notice: Notice | None = None) -> int:
    """Mark one notice of the person, or all of them, as read; return how many were not."""
    unread = Notice.objects.inbox(person).unread()
    if notice is not None:
        unread = unread.filter(pk=notice.pk)
    return unread.update(read_at=timezone.now())
