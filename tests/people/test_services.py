"""Accounts and acting heads: passwords confirmed, letters sent, slips printed and used once."""

import datetime
import re
from types import SimpleNamespace
from unittest import mock

import pytest
from django.core import mail
from django.utils import timezone

from common.clock import tick_steps
from common.errors import DomainError
from people import services
from people.access import headed_departments
from people.models import ActingAppointment, Activation, Employment, Person, User
from tests.cast import PASSWORD, make_employee

TODAY = timezone.localdate
WEEK = datetime.timedelta(days=7)


def test_the_right_password_confirms(employee: Person) -> None:
    services.confirm_password(employee.user, PASSWORD)


def test_wrong_passwords_are_refused_and_then_counted_out(employee: Person, colleague: Person) -> None:
    for _try in range(services.PASSWORD_TRIES):
        with pytest.raises(DomainError, match="not your password"):
            services.confirm_password(employee.user, "wrong")
    with pytest.raises(DomainError, match="Too many"):
        services.confirm_password(employee.user, PASSWORD)
    services.confirm_password(colleague.user, PASSWORD)


def test_a_right_password_forgives_the_wrong_ones(employee: Person) -> None:
    for _round in range(2):
        for _try in range(services.PASSWORD_TRIES - 1):
            with pytest.raises(DomainError):
                services.confirm_password(employee.user, "")
        services.confirm_password(employee.user, PASSWORD)


@pytest.fixture
def newcomer(organisation: SimpleNamespace) -> User:
    person = make_employee(organisation.intake, email="new@example.org", post__staff_number="0300")
    person.user.set_unusable_password()
    person.user.save()
    return person.user


def test_a_letter_is_sent_once_and_its_link_works_once(newcomer: User) -> None:
    services.invite_by_mail(newcomer)
    services.invite_by_mail(newcomer)
    assert services.send_activations() == 1
    assert services.send_activations() == 0
    (letter,) = mail.outbox
    assert letter.to == ["new@example.org"]
    assert "0300" in letter.body
    token = re.search(r"/people/activate/([\w-]+)/", letter.body)[1]  # type: ignore[index]
    assert token not in str(Activation.objects.values())
    found = services.find_link(token)
    user = services.activate(found, password="Дуже-довгий-пароль")
    assert user.check_password("Дуже-довгий-пароль")
    with pytest.raises(DomainError, match="out of date"):
        services.find_link(token)
    with pytest.raises(DomainError, match="out of date"):
        services.activate(found, password="Інший-довгий-пароль")


def test_letters_wait_for_the_day_of_hire_and_for_the_mail_server(newcomer: User) -> None:
    services.invite_by_mail(newcomer)
    Employment.objects.update(hired=TODAY() + WEEK)
    assert services.send_activations() == 0
    Employment.objects.update(hired=TODAY())
    with mock.patch("people.services.EmailMessage.send", side_effect=OSError):
        assert services.send_activations() == 0
    assert services.send_activations() == 1


def test_tick_sends_letters_and_closes_accounts() -> None:
    names = [step.name for step in tick_steps()]
    assert names.index("people: accounts of leavers") < names.index("people: letters with a link")


def test_a_weak_password_is_refused_and_the_link_lives_on(newcomer: User) -> None:
    services.invite_by_mail(newcomer)
    services.send_activations()
    found = Activation.objects.get()
    with pytest.raises(DomainError, match="10"):
        services.activate(found, password="short")
    found.refresh_from_db()
    assert found.used_at is None


def test_an_old_link_and_a_closed_account_do_not_work(newcomer: User) -> None:
    services.invite_by_mail(newcomer)
    services.send_activations()
    Activation.objects.update(expires_at=timezone.now())
    assert not Activation.objects.open().exists()
    Activation.objects.update(expires_at=timezone.now() + WEEK)
    User.objects.update(is_active=False)
    assert not Activation.objects.open().exists()


def test_a_slip_works_once_for_its_own_number(newcomer: User, hr: Person) -> None:
    (slip,) = services.print_slips(Person.objects.filter(user=newcomer), actor=hr)
    assert re.fullmatch(r"\d{4}-\d{4}-\d{4}", slip.code)
    assert slip.code.replace("-", "") not in str(Activation.objects.values())
    with pytest.raises(DomainError, match="No open slip"):
        services.find_slip("0301", slip.code, visitor="a")
    found = services.find_slip("0300", slip.code.replace("-", " "), visitor="a")
    services.activate(found, password="Дуже-довгий-пароль")
    with pytest.raises(DomainError, match="No open slip"):
        services.find_slip("0300", slip.code, visitor="a")


def test_a_new_slip_replaces_the_old_one(newcomer: User, hr: Person) -> None:
    (old,) = services.print_slips(Person.objects.filter(user=newcomer), actor=hr)
    (new,) = services.print_slips(Person.objects.filter(user=newcomer), actor=hr)
    with pytest.raises(DomainError):
        services.find_slip("0300", old.code, visitor="a")
    assert services.find_slip("0300", new.code, visitor="a")


def test_guessing_codes_is_counted_out(newcomer: User, hr: Person) -> None:
    (slip,) = services.print_slips(Person.objects.filter(user=newcomer), actor=hr)
    for n in range(services.CODE_TRIES):
        with pytest.raises(DomainError, match="No open slip"):
            services.find_slip("0300", f"{n:012}", visitor=f"visitor {n}")
    with pytest.raises(DomainError, match="Too many"):
        services.find_slip("0300", slip.code, visitor="another")


def test_nobody_gets_a_slip_for_a_closed_account(newcomer: User, hr: Person) -> None:
    User.objects.filter(pk=newcomer.pk).update(is_active=False)
    with pytest.raises(DomainError, match="open account"):
        services.print_slips(Person.objects.filter(user=newcomer), actor=hr)


def test_hr_cannot_take_over_an_operator(newcomer: User, hr: Person) -> None:
    User.objects.filter(pk=newcomer.pk).update(is_superuser=True)
    with pytest.raises(DomainError, match="open account"):
        services.print_slips(Person.objects.filter(user=newcomer), actor=hr)


def appoint(person: Person, organisation: SimpleNamespace, hr: Person, **changes: object) -> ActingAppointment:
    fields = {
        "actor": hr, "employment": person.primary_employment(), "department": organisation.intake,
        "order_number": "12-в", "starts": TODAY(), "ends": TODAY() + WEEK,
    }  # fmt: skip
    return services.appoint_acting_head(**(fields | changes))  # type: ignore[arg-type]


def test_an_acting_head_heads_for_these_days(employee: Person, organisation: SimpleNamespace, hr: Person) -> None:
    made = appoint(employee, organisation, hr)
    assert headed_departments(employee) == [organisation.intake]
    assert headed_departments(employee, TODAY() + WEEK) == [organisation.intake]
    assert headed_departments(employee, TODAY() + 2 * WEEK) == []
    services.cancel_acting_head(made, actor=hr)
    assert headed_departments(employee) == []


def test_an_appointment_that_has_run_stays_as_history(
    employee: Person, organisation: SimpleNamespace, hr: Person
) -> None:
    made = appoint(employee, organisation, hr, starts=TODAY() - WEEK)
    services.cancel_acting_head(made, actor=hr)
    made.refresh_from_db()
    assert made.ends == TODAY() - datetime.timedelta(days=1)
    with pytest.raises(DomainError, match="over"):
        services.cancel_acting_head(made, actor=hr)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"order_number": " "}, "number of the order"),
        ({"ends": datetime.date(2000, 1, 1)}, "before the first"),
        ({"starts": datetime.date(2000, 1, 1)}, "all of these days"),
    ],
)
def test_an_appointment_that_cannot_be_is_refused(
    employee: Person, organisation: SimpleNamespace, hr: Person, changes: dict[str, object], word: str
) -> None:
    with pytest.raises(DomainError, match=word):
        appoint(employee, organisation, hr, **changes)


def test_nobody_stands_in_for_themselves_or_beside_another(
    employee: Person, colleague: Person, manager: Person, organisation: SimpleNamespace, hr: Person
) -> None:
    with pytest.raises(DomainError, match="heads the department already"):
        appoint(manager, organisation, hr)
    appoint(employee, organisation, hr)
    with pytest.raises(DomainError, match="12-в"):
        appoint(colleague, organisation, hr, starts=TODAY() + WEEK, ends=TODAY() + 2 * WEEK)
    appoint(colleague, organisation, hr, starts=TODAY() + WEEK + datetime.timedelta(days=1), ends=TODAY() + 2 * WEEK)
