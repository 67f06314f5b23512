"""Changes to people: accounts that come and go, passwords, heads who stand in for others."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from common.errors import DomainError
from people import activation as secrets
from people.limits import forget_failures, note_failure, refuse_if_spent
from people.models import ActingAppointment, Activation, Department, Employment, Person, User
from people.personnel import deactivate_leavers, import_people

__all__ = [
    "Slip",
    "activate",
    "appoint_acting_head",
    "cancel_acting_head",
    "confirm_password",
    "deactivate_leavers",
    "find_link",
    "find_slip",
    "import_people",
    "invite_by_mail",
    "print_slips",
    "send_activations",
    "set_form_of_address",
]

#: Five wrong passwords in five minutes, ten wrong slip codes in a quarter of an hour.
PASSWORD_TRIES, PASSWORD_SECONDS = 5, 300
CODE_TRIES, CODE_SECONDS = 10, 900
MAIL_BATCH = 200


def confirm_password(user: User, password: str) -> None:
    """Return when the password is the user's own; raises DomainError when not, or after too many tries."""
    key = f"password:{user.pk}"
    refuse_if_spent(key, limit=PASSWORD_TRIES, seconds=PASSWORD_SECONDS)
    if not password or not user.check_password(password):
        note_failure(key, seconds=PASSWORD_SECONDS)
        raise DomainError(_("This is not your password. Nothing was signed; try again."))
    forget_failures(key)


# Activation -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Slip:
    """A printed slip: the code is known here and on paper, nowhere else."""

    person: Person
    username: str
    code: str
    expires_at: datetime.datetime


def invite_by_mail(user: User) -> Activation:
    """Queue a letter with a link to set a password; one that already waits is returned as it is."""
    if not user.email:
        raise DomainError(_("There is no e-mail address. Print a slip instead."))
    if not user.is_active:
        raise DomainError(_("The account is closed."))
    found, _made = Activation.objects.get_or_create(user=user, method=Activation.Method.MAIL, sent_at=None)
    return found


@transaction.atomic
def print_slips(people: Iterable[Person], *, actor: Person) -> list[Slip]:
    """Return a new slip for each active account; slips and links given out before stop working."""
    # an operator's account is not HR's to hand out
    accounts = User.objects.filter(person__in=people, is_active=True, is_superuser=False)
    users = list(accounts.select_related("person"))
    if not users:
        raise DomainError(_("Choose at least one person with an open account."))
    now = timezone.now()
    expires = now + secrets.VALID_FOR
    Activation.objects.open(now).filter(user__in=users).update(expires_at=now)
    slips = [Slip(user.person, user.username, secrets.new_code(), expires) for user in users]  # type: ignore[arg-type]
    Activation.objects.bulk_create(
        Activation(
            user=user,
            method=Activation.Method.SLIP,
            token_hash=secrets.code_hash(slip.username, slip.code),
            sent_at=now,
            expires_at=expires,
        )
        for user, slip in zip(users, slips, strict=True)
    )
    for user in users:
        log(instance=user, action="people.slip", user=getattr(actor, "user", None))
    return sorted(slips, key=lambda slip: str(slip.person))


def send_activations() -> int:
    """Send the letters that wait and return how many went; run by `tick`, never inside a request.

    A letter goes on the day of hire at the earliest. A crash between sending and noting it sends a second
    letter whose link replaces the first.
    """
    on_staff = Employment.objects.current().filter(person=OuterRef("user__person"))
    waiting = Activation.objects.to_send().filter(Exists(on_staff)).select_related("user__person")
    sent = 0
    for row in waiting.order_by("pk")[:MAIL_BATCH]:
        token = secrets.new_token()
        row.token_hash = secrets.token_hash(token)
        row.expires_at = timezone.now() + secrets.VALID_FOR
        row.save(update_fields=["token_hash", "expires_at"])
        try:
            _activation_letter(row, token).send()
        except (OSError, SMTPException):
            continue  # the mail server is away: the row waits for the next tick
        Activation.objects.filter(pk=row.pk).update(sent_at=timezone.now())
        sent += 1
    return sent


def _activation_letter(row: Activation, token: str) -> EmailMessage:
    person = row.user.person
    assert person is not None
    with translation.override(person.language):
        context = {
            "person": person,
            "url": settings.BASE_URL.rstrip("/") + reverse("people:activate-link", args=[token]),
            "username": row.user.username,
            "expires_at": row.expires_at,
            "organisation": settings.ORGANISATION_NAME or "Kodeks",
        }
        subject = _("Your account: set a password")
        body = render_to_string("people/mail/activation.txt", context)
    return EmailMessage(subject, body, to=[row.user.email])


def find_link(token: str) -> Activation:
    """Return the open activation behind a link; raises DomainError when it is used, expired or unknown."""
    found = Activation.objects.open().filter(method="mail", token_hash=secrets.token_hash(token)).first()
    if not found:
        raise DomainError(_("This link has been used or is out of date. Ask HR for a new one."))
    return found


def find_slip(username: str, code: str, *, visitor: str) -> Activation:
    """Return the open activation behind a slip; `visitor` is the address the tries are counted by."""
    keys = (f"slip:{username.casefold()}", f"slip-from:{visitor}")
    for key in keys:
        refuse_if_spent(key, limit=CODE_TRIES, seconds=CODE_SECONDS)
    hashed = secrets.code_hash(username, code)
    found = Activation.objects.open().filter(method="slip", token_hash=hashed).first()
    if not found:
        for key in keys:
            note_failure(key, seconds=CODE_SECONDS)
        raise DomainError(_("No open slip has this staff number and code. Check both, or ask HR for a new slip."))
    return found


@transaction.atomic
def activate(found: Activation, *, password: str) -> User:
    """Set the account's password and use the activation up; a second use raises DomainError."""
    # Locked: two tabs with one link must not both set a password.
    row = Activation.objects.select_for_update().filter(pk=found.pk, used_at=None).first()
    if not row or not row.user.is_active or row.expires_at is None or row.expires_at <= timezone.now():
        raise DomainError(_("This link has been used or is out of date. Ask HR for a new one."))
    user = row.user
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    user.set_password(password)
    user.save(update_fields=["password"])
    now = timezone.now()
    Activation.objects.filter(pk=row.pk).update(used_at=now)
    Activation.objects.open(now).filter(user=user).update(expires_at=now)
    log(instance=user, action="people.activate", user=user)
    return user


# Acting heads ---------------------------------------------------------------------------------------------


@transaction.atomic
def appoint_acting_head(
    *,
    actor: Person,
    employment: Employment,
    department: Department,
    order_number: str,
    starts: datetime.date,
    ends: datetime.date,
) -> ActingAppointment:
    """Write down who stands in for the head of the department, by which order; both days are included."""
    if not order_number.strip():
        raise DomainError(_("Write the number of the order."))
    if ends < starts:
        raise DomainError(_("The last day is before the first."))
    if employment.hired > starts or (employment.left and employment.left < ends):
        raise DomainError(_("The person does not work here on all of these days."))
    if employment.is_head and employment.department_id == department.pk:
        raise DomainError(_("This person heads the department already."))
    Department.objects.select_for_update().get(pk=department.pk)  # two orders at once must see each other
    overlapping = ActingAppointment.objects.filter(department=department, starts__lte=ends, ends__gte=starts).first()
    if overlapping:
        raise DomainError(
            _("%(name)s stands in on some of these days, by order %(order)s.")
            % {"name": overlapping.employment.person, "order": overlapping.order_number}
        )
    made = ActingAppointment.objects.create(
        employment=employment, department=department, order_number=order_number.strip(), starts=starts, ends=ends
    )
    log(instance=department, action="people.acting", user=_user_of(actor), data=_acting_data(made))
    return made


@transaction.atomic
def cancel_acting_head(appointment: ActingAppointment, *, actor: Person, today: datetime.date | None = None) -> None:
    """End the appointment: one that has begun ended yesterday, one that lies ahead is removed."""
    day = today or timezone.localdate()
    if appointment.ends < day:
        raise DomainError(_("This appointment is over."))
    log(
        instance=appointment.department,
        action="people.acting_end",
        user=_user_of(actor),
        data=_acting_data(appointment),
    )
    if appointment.starts >= day:
        appointment.delete()
    else:
        appointment.ends = day - datetime.timedelta(days=1)
        appointment.save(update_fields=["ends"])


def _user_of(person: Person | None) -> User | None:
    return getattr(person, "user", None)


def _acting_data(made: ActingAppointment) -> dict[str, str]:
    return {
        "staff_number": made.employment.staff_number,
        "order": made.order_number,
        "starts": made.starts.isoformat(),
        "ends": made.ends.isoformat(),
    }


def set_form_of_address(person: Person, *, text: str, actor: Person) -> None:
    """Keep the form of address HR wrote by hand; empty text gives the rule back."""
    person.vocative_override = text.strip()
    person.save(update_fields=["vocative_override"])
    log(instance=person, action="people.edit", user=_user_of(actor))
