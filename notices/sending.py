"""Mails what is due: claim, send, mark; two senders at once never send one notice twice."""

import datetime
import logging

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils import timezone

from notices.models import Notice
from notices.rendering import render_mail

logger = logging.getLogger(__name__)

BATCH = 100
#: How long a claim holds; a sender that died in the middle is given up after that.
CLAIM = datetime.timedelta(minutes=15)
#: After so many failures the notice stays in the inbox only.
MAX_ATTEMPTS = 6


def send_due(now: datetime.datetime | None = None) -> int:
    """Send every due notice to those who have an address; return how many letters left.

    Must run outside a transaction: a claim counts only when others can see it.
    """
    moment = now or timezone.now()
    _settle_without_address(moment)
    sent = 0
    with get_connection() as connection:
        while batch := list(Notice.objects.to_send(moment).select_related("person")[:BATCH]):
            for notice in batch:
                if _claim(notice, moment):
                    sent += _send(notice, moment, connection)
    return sent


def _settle_without_address(now: datetime.datetime) -> None:
    """People without e-mail have read access to the inbox: for them due means delivered."""
    Notice.objects.to_send(now).order_by().filter(person__email="").update(sent_at=now)


def _claim(notice: Notice, now: datetime.datetime) -> bool:
    """Take the notice for this sender. The conditional UPDATE decides between two that saw it free."""
    free = Notice.objects.to_send(now).order_by().filter(pk=notice.pk)
    return free.update(claimed_until=max(now, timezone.now()) + CLAIM, attempts=F("attempts") + 1) == 1


def _send(notice: Notice, now: datetime.datetime, connection: BaseEmailBackend) -> int:
    try:
        subject, body = render_mail(notice)
        message = EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [notice.person.email], connection=connection)
        message.extra_headers["Content-Language"] = notice.person.language
        message.send()
    except Exception:
        logger.exception("notice %s was not sent", notice.public_id)
        _give_back(notice, now)
        return 0
    Notice.objects.filter(pk=notice.pk).update(sent_at=timezone.now(), mailed=True, claimed_until=None)
    return 1


def _give_back(notice: Notice, now: datetime.datetime) -> None:
    """Let it be tried again, each time twice as late, from 5 minutes on."""
    tried = notice.attempts + 1
    if tried >= MAX_ATTEMPTS:
        Notice.objects.filter(pk=notice.pk).update(sent_at=now, mailed=False, claimed_until=None)
        return
    wait = datetime.timedelta(minutes=5 * 2 ** (tried - 1))
    Notice.objects.filter(pk=notice.pk).update(claimed_until=now + wait)
