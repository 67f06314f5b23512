"""How to sign in to the demo: one person a role. These passwords exist in demos only."""

from dataclasses import dataclass

from django.conf import settings

from people.models import User
from people.names import full_name

EMPLOYEE_PASSWORD = "svitlo-liniia"  # noqa: S105 - refused under production settings
#: Role → staff number and password; everybody who is not named here has the employee's.
CAST = {
    "employee": ("0107", EMPLOYEE_PASSWORD),
    "manager": ("0101", "svitlo-komanda"),
    "HR": ("0003", "svitlo-kadry"),
    "editor": ("0021", "svitlo-redaktor"),
    "approver": ("0001", "svitlo-pidpys"),
    "auditor": ("0005", "svitlo-zhurnal"),
}
#: Whose address tells that the people here are the demo's.
MARK = ("0107", "s.terletska@svitlobrid.example")


@dataclass(frozen=True)
class SignIn:
    role: str
    login: str
    password: str
    name: str


def demo_is_loaded() -> bool:
    return User.objects.filter(username=MARK[0], email=MARK[1]).exists()


def demo_sign_ins() -> list[SignIn]:
    """Return one sign-in a role; nothing where the demo is not loaded, or under production settings."""
    if settings.PRODUCTION or not demo_is_loaded():
        return []
    users = User.objects.select_related("person").filter(person__isnull=False).in_bulk(field_name="username")
    return [
        SignIn(role, login, password, full_name(users[login].person))
        for role, (login, password) in CAST.items()
        if login in users
    ]
