"""How to sign in to the demo: one person a role. These passwords exist in demos only."""

from dataclasses import dataclass

from django.conf import settings

from people.models import Person, User
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
    logins = [login for login, _password in CAST.values()]
    people = {
        person.user.username: person
        for person in Person.objects.select_related("user").filter(user__username__in=logins)
    }
    return [
        SignIn(role, login, password, full_name(people[login]))
        for role, (login, password) in CAST.items()
        if login in people
    ]
