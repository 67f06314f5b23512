"""Signing in and the account's own pages: by e-mail or staff number, in our look, in the person's language."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from people.models import Person
from tests.cast import PASSWORD

SignIn = Callable[[Person], Client]


@pytest.mark.parametrize("login", ["0104", "terletska@example.org"])
def test_sign_in_by_staff_number_or_email(login: str, client: Client, employee: Person) -> None:
    response = client.post("/account/login/?next=/tasks/", {"login": login, "password": PASSWORD, "next": "/tasks/"})
    assert response.headers["Location"] == "/tasks/"


def test_wrong_password_says_so_and_keeps_the_login(client: Client, employee: Person) -> None:
    html = client.post("/account/login/", {"login": "0104", "password": "wrong"}).content.decode()
    assert 'role="alert"' in html
    assert 'value="0104"' in html
    assert "wrong" not in html.split('role="alert"')[1].split("</form>")[0].split('name="password"')[1][:80]


@pytest.mark.parametrize("path", ["/account/login/", "/account/password/reset/", "/account/password/reset/done/"])
def test_open_pages(path: str, client: Client, db: None) -> None:
    html = client.get(path).content.decode()
    assert 'class="k-org"' in html
    assert 'action="/language/"' in html


@pytest.mark.parametrize(
    "path", ["/account/password/change/", "/account/mfa/", "/account/sessions/", "/account/logout/"]
)
def test_own_pages(path: str, client_as: SignIn, employee: Person) -> None:
    response = client_as(employee).get(path)
    assert response.status_code == 200
    assert 'class="k-nav"' in response.content.decode()


def test_reset_link_leads_to_a_new_password(client: Client, employee: Person) -> None:
    client.post("/account/password/reset/", {"email": employee.email})
    assert len(mail.outbox) == 1
    link = next(word for word in str(mail.outbox[0].body).split() if "/password/reset/key/" in word)
    path = "/" + link.split("/", 3)[3]
    page = client.get(path, follow=True)
    assert "Choose a new password" in page.content.decode()
    target = page.redirect_chain[-1][0]
    client.post(target, {"password1": "Nova-Zelena-77", "password2": "Nova-Zelena-77"})
    assert client.login(username="0104", password="Nova-Zelena-77")
    assert "This link no longer works" in Client(headers={"cookie": "django_language=en"}).get(path).content.decode()


def test_sign_out_is_a_form(client_as: SignIn, employee: Person) -> None:
    client = client_as(employee)
    assert client.get("/account/logout/").status_code == 200
    client.post("/account/logout/")
    assert client.get("/tasks/").status_code == 302


def test_nobody_signs_up_alone(client: Client, db: None) -> None:
    assert client.get("/account/signup/").status_code == 200
    client.post("/account/signup/", {"username": "x1", "password1": "Nova-Zelena-77", "password2": "Nova-Zelena-77"})
    assert not client.login(username="x1", password="Nova-Zelena-77")
