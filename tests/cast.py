"""The named cast: who stands where in a small organisation, and factories for more of them."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import factory
import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from factory.django import DjangoModelFactory

from people.models import Department, Employment, Person, Position, User

#: The password of everybody in the cast.
PASSWORD = "Zvernennia-2026"  # noqa: S105 - test accounts only


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    family_name = factory.Sequence(lambda n: f"Прізвище{n}")
    given_name = "Олена"
    patronymic = "Петрівна"
    gender = "f"
    language = "en"
    email = factory.Sequence(lambda n: f"person{n}@example.org")


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        inactive = factory.Trait(is_active=False)
        unactivated = factory.Trait(password="!")

    person = factory.SubFactory(PersonFactory)
    username = factory.Sequence(lambda n: f"u{n:05}")
    email = factory.SelfAttribute("person.email")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def groups(self: User, create: bool, names: list[str] | None, **kwargs: Any) -> None:
        for name in names or ():
            self.groups.add(Group.objects.get_or_create(name=name)[0])


class DepartmentFactory(DjangoModelFactory[Department]):
    class Meta:
        model = Department

    name = factory.Sequence(lambda n: f"Відділ {n}")


class PositionFactory(DjangoModelFactory[Position]):
    class Meta:
        model = Position
        django_get_or_create = ("name",)

    name = "Оператор"


class EmploymentFactory(DjangoModelFactory[Employment]):
    class Meta:
        model = Employment

    class Params:
        head = factory.Trait(is_head=True)
        gone = factory.Trait(left=factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=10)))
        ahead = factory.Trait(hired=factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=10)))
        secondary = factory.Trait(is_primary=False)

    person = factory.SubFactory(PersonFactory)
    staff_number = factory.Sequence(lambda n: f"T{n:05}")
    department = factory.SubFactory(DepartmentFactory)
    position = factory.SubFactory(PositionFactory)
    hired = datetime.date(2024, 1, 15)


def make_employee(department: Department, *, roles: list[str] | None = None, **fields: Any) -> Person:
    """Make a person with a post in the department and an account; `post__…` and person fields go where they belong."""
    post = {key.removeprefix("post__"): fields.pop(key) for key in list(fields) if key.startswith("post__")}
    person = PersonFactory.create(**fields)
    employment = EmploymentFactory.create(person=person, department=department, **post)
    UserFactory.create(person=person, username=employment.staff_number, groups=roles or [])
    return person


@pytest.fixture
def organisation(db: None) -> SimpleNamespace:
    """A centre: `intake` with `night` below it, and `letters` beside them."""
    root = DepartmentFactory.create(name="Центр")
    intake = DepartmentFactory.create(name="Приймання звернень", parent=root)
    return SimpleNamespace(
        root=root,
        intake=intake,
        night=DepartmentFactory.create(name="Нічна зміна", parent=intake),
        letters=DepartmentFactory.create(name="Письмові відповіді", parent=root),
        operator=PositionFactory.create(name="Оператор"),
        head=PositionFactory.create(name="Начальник відділу"),
    )


@pytest.fixture
def employee(organisation: SimpleNamespace) -> Person:
    return make_employee(
        organisation.intake,
        family_name="Терлецька",
        given_name="Соломія",
        patronymic="Андріївна",
        email="terletska@example.org",
        post__staff_number="0104",
        post__position=organisation.operator,
    )


@pytest.fixture
def colleague(organisation: SimpleNamespace) -> Person:
    return make_employee(
        organisation.intake,
        family_name="Гриценко",
        given_name="Тарас",
        patronymic="Богданович",
        gender="m",
        email="hrytsenko@example.org",
        post__staff_number="0105",
        post__position=organisation.operator,
    )


@pytest.fixture
def manager(organisation: SimpleNamespace) -> Person:
    """Heads the employee's department."""
    return make_employee(
        organisation.intake,
        family_name="Ковальчук",
        given_name="Ірина",
        patronymic="Василівна",
        email="kovalchuk@example.org",
        post__staff_number="0101",
        post__is_head=True,
        post__position=organisation.head,
    )


@pytest.fixture
def stranger(organisation: SimpleNamespace) -> Person:
    return make_employee(
        organisation.letters,
        family_name="Їжакевич",
        given_name="Олег",
        patronymic="Ігорович",
        gender="m",
        email="",
        post__staff_number="0201",
        post__position=organisation.operator,
    )


@pytest.fixture
def hr(organisation: SimpleNamespace) -> Person:
    return make_employee(organisation.root, roles=["hr"], family_name="Кадрова", post__staff_number="0002")


@pytest.fixture
def editor(organisation: SimpleNamespace) -> Person:
    return make_employee(organisation.root, roles=["editor"], family_name="Редакторська", post__staff_number="0003")


@pytest.fixture
def approver(organisation: SimpleNamespace) -> Person:
    return make_employee(organisation.root, roles=["approver"], family_name="Погоджувач", post__staff_number="0004")


@pytest.fixture
def auditor(organisation: SimpleNamespace) -> Person:
    return make_employee(organisation.root, roles=["auditor"], family_name="Ревізор", post__staff_number="0005")


@pytest.fixture
def candidate(db: None) -> Person:
    """A person without an account."""
    return PersonFactory.create(family_name="Новенька", email="candidate@example.net")


@pytest.fixture
def client_as() -> Callable[[Person], Client]:
    """Return a client signed in as the person."""

    def sign_in(person: Person) -> Client:
        client = Client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        client.force_login(person.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
