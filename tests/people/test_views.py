"""Pages about people: HR sees and does, others do not even learn that there is anything."""

import datetime
import io
import uuid
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from people import services
from people.models import ActingAppointment, Activation, Employment, PeopleImport, Person, User
from tests.cast import PASSWORD, EmploymentFactory, make_employee

SignIn = Callable[[Person], Client]
HEADER = "staff number,family,given,patronymic,email,department,position,head,hired,left,language"
GOOD = "A1,Нова,Олена,Петрівна,nova@example.org,Центр / Приймання звернень,Оператор,no,2024-06-03,,uk"
BAD = "A2,Погана,Олена,Петрівна,,Центр,Оператор,no,колись,,uk"


def pages() -> list[str]:
    some = uuid.uuid4()
    return [
        reverse("people:list"), reverse("people:export"), reverse("people:import"), reverse("people:slips"),
        reverse("people:departments"), reverse("people:person", args=[some]),
        reverse("people:import-review", args=[some]), reverse("people:appoint-acting", args=[some]),
    ]  # fmt: skip


def test_only_hr_comes_here(
    employee: Person, manager: Person, auditor: Person, client: Client, client_as: SignIn
) -> None:
    for page in pages():
        assert client.get(page).status_code == 302
        for person in (employee, manager, auditor):
            assert client_as(person).get(page).status_code == 404


def test_a_person_of_nobody_is_404_even_for_hr(hr: Person, client_as: SignIn) -> None:
    assert client_as(hr).get(reverse("people:person", args=[uuid.uuid4()])).status_code == 404


def names(response: Any) -> list[str]:
    return [post.person.family_name for post in response.context["page"]]


def test_the_list_is_alphabetical_filtered_and_searched(
    hr: Person, employee: Person, colleague: Person, stranger: Person, organisation: SimpleNamespace, client_as: SignIn
) -> None:
    desk, url = client_as(hr), reverse("people:list")
    assert names(desk.get(url)) == ["Гриценко", "Їжакевич", "Кадрова", "Терлецька"]
    assert names(desk.get(url, {"sort": "-name"}))[0] == "Терлецька"
    assert names(desk.get(url, {"sort": "number"}))[0] == "Кадрова"
    assert names(desk.get(url, {"sort": "department"}))[-1] == "Кадрова"
    assert names(desk.get(url, {"q": "їжак"})) == ["Їжакевич"]
    assert names(desk.get(url, {"q": "ТЕРЛЕЦЬКА сол"})) == ["Терлецька"]
    assert names(desk.get(url, {"q": "0105"})) == ["Гриценко"]
    below = {"department": str(organisation.intake.public_id)}
    assert names(desk.get(url, below)) == ["Гриценко", "Терлецька"]
    assert names(desk.get(url, {"department": "nonsense", "sort": "';--"}))
    assert "Nobody fits" in desk.get(url, {"q": "zzz"}).content.decode()


def test_the_list_by_state(hr: Person, organisation: SimpleNamespace, client_as: SignIn) -> None:
    desk, url = client_as(hr), reverse("people:list")
    for trait, state in (("gone", "left"), ("ahead", "ahead")):
        post = EmploymentFactory.create(department=organisation.night, **{trait: True})
        assert names(desk.get(url, {"state": state})) == [post.person.family_name]
    assert names(desk.get(url)) == ["Кадрова"]
    assert len(names(desk.get(url, {"state": "all"}))) == 3


def test_queries_of_the_list_do_not_grow(
    hr: Person, organisation: SimpleNamespace, client_as: SignIn, django_assert_max_num_queries: Any
) -> None:
    for n in range(60):
        make_employee(organisation.night, family_name=f"Людина{n}")
    desk = client_as(hr)
    with django_assert_max_num_queries(14):
        assert len(names(desk.get(reverse("people:list"), {"page": 2}))) == 11
    with django_assert_max_num_queries(14):
        desk.get(reverse("people:departments"))


def test_the_export_is_safe_and_can_come_back(
    hr: Person, employee: Person, organisation: SimpleNamespace, client_as: SignIn
) -> None:
    make_employee(organisation.night, family_name='=HYPERLINK("http://x")', post__staff_number="evil")
    content = client_as(hr).get(reverse("people:export")).content
    sheet = load_workbook(io.BytesIO(content)).active
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True)}  # type: ignore[union-attr]
    assert rows["evil"][1].startswith("'=")
    assert rows["0104"][5] == "Центр / Приймання звернень"
    from people.importing.checking import check_table
    from people.importing.reading import read_table
    from people.personnel import plan_import

    plan = plan_import(check_table(read_table(content, "x.xlsx")))
    assert (len(plan.created), len(plan.changed), plan.unchanged) == (0, 0, 2)


def test_the_page_of_a_person_and_the_form_of_address(hr: Person, employee: Person, client_as: SignIn) -> None:
    desk = client_as(hr)
    page = desk.get(reverse("people:person", args=[employee.public_id]))
    assert "Соломія Андріївна Терлецька" in page.content.decode()
    desk.post(reverse("people:address", args=[employee.public_id]), {"text": "пані Соломіє <b>"})
    employee.refresh_from_db()
    assert employee.vocative_override == "пані Соломіє <b>"
    page = desk.get(reverse("people:person", args=[employee.public_id]))
    assert "пані Соломіє &lt;b&gt;" in page.content.decode()


def upload(desk: Client, *lines: str, name: str = "люди.csv") -> Any:
    file = SimpleUploadedFile(name, "\n".join([HEADER, *lines]).encode("cp1251"))
    return desk.post(reverse("people:import"), {"file": file}, follow=True)


def test_a_file_is_looked_at_and_then_brought_in_once(
    hr: Person, organisation: SimpleNamespace, client_as: SignIn
) -> None:
    desk = client_as(hr)
    page = upload(desk, GOOD)
    assert "cp1251" in page.content.decode()
    assert not Person.objects.filter(family_name="Нова").exists()
    record = PeopleImport.objects.get()
    url = reverse("people:import-apply", args=[record.public_id])
    for _press in range(2):
        assert "Brought in on" in desk.post(url, follow=True).content.decode()
    assert Person.objects.get(family_name="Нова").employments.get().department == organisation.intake
    record.refresh_from_db()
    assert record.content is None
    assert record.uploaded_by == hr
    assert "люди.csv" in desk.get(reverse("people:import")).content.decode()


def test_bad_rows_need_a_word_from_the_person(hr: Person, client_as: SignIn) -> None:
    desk = client_as(hr)
    page = upload(desk, GOOD, BAD).content.decode()
    assert "1 row cannot go in" in page
    assert "unknown form" in page
    url = reverse("people:import-apply", args=[PeopleImport.objects.get().public_id])
    assert "Nothing was imported" in desk.post(url, follow=True).content.decode()
    assert not Person.objects.filter(family_name="Нова").exists()
    assert "Left out" in desk.post(url, {"accept_good": "on"}, follow=True).content.decode()
    assert Person.objects.filter(family_name="Нова").exists()


def test_a_file_can_be_thrown_away(hr: Person, client_as: SignIn) -> None:
    desk = client_as(hr)
    upload(desk, GOOD)
    desk.post(reverse("people:import-discard", args=[PeopleImport.objects.get().public_id]))
    assert not PeopleImport.objects.exists()


@pytest.mark.parametrize(
    ("content", "word"), [(b"", "empty"), (b"\x89PNG\r\n\x1a\n" + bytes(500), "binary"), (b"x" * 6_000_000, "larger")]
)
def test_a_file_that_is_none_is_refused_kindly(hr: Person, client_as: SignIn, content: bytes, word: str) -> None:
    file = SimpleUploadedFile("x.csv", content)
    page = client_as(hr).post(reverse("people:import"), {"file": file})
    assert page.status_code == 200
    assert word in page.content.decode()
    assert not PeopleImport.objects.exists()


def test_slips_are_shown_once_and_open_the_account(
    hr: Person, stranger: Person, client: Client, client_as: SignIn
) -> None:
    desk = client_as(hr)
    assert "Їжакевич" in desk.get(reverse("people:slips")).content.decode()
    page = desk.post(reverse("people:slips"), {"person": [str(stranger.public_id), "nonsense"]})
    code = page.context["slips"][0].code
    assert code in page.content.decode()
    assert code not in desk.get(reverse("people:slips")).content.decode()
    fields = {"username": "0201", "code": code, "password": "Дуже-довгий-пароль", "again": "Дуже-довгий-пароль"}
    url = reverse("people:activate")
    assert "differ" in client.post(url, fields | {"again": "x"}).content.decode()
    assert "No open slip" in client.post(url, fields | {"code": "1"}).content.decode()
    assert client.post(url, fields).status_code == 302
    assert client.session["_auth_user_id"] == str(stranger.user.pk)
    client.logout()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "No open slip" in client.post(url, fields).content.decode()
    assert desk.post(reverse("people:slips"), {}).status_code == 302


def test_a_link_sets_the_password_and_then_is_gone(employee: Person, client: Client) -> None:
    services.invite_by_mail(employee.user)
    from people import activation

    Activation.objects.update(
        token_hash=activation.token_hash("tok"),
        sent_at=timezone.now(),
        expires_at=timezone.now() + datetime.timedelta(days=1),
    )
    url = reverse("people:activate-link", args=["tok"])
    assert "Соломія Терлецька" in client.get(url).content.decode()
    assert "10" in client.post(url, {"password": "коротко", "again": "коротко"}).content.decode()
    assert client.post(url, {"password": "Дуже-довгий-пароль", "again": "Дуже-довгий-пароль"}).status_code == 302
    page = client.get(url)
    assert page.status_code == 410
    assert "no longer works" in page.content.decode()


def test_hr_invites_by_letter(hr: Person, employee: Person, stranger: Person, client_as: SignIn) -> None:
    desk = client_as(hr)
    desk.post(reverse("people:invite", args=[employee.public_id]))
    assert Activation.objects.get().user == employee.user
    page = desk.post(reverse("people:invite", args=[stranger.public_id]), follow=True)
    assert "no e-mail address" in page.content.decode()


def test_an_acting_head_is_appointed_and_ended(
    hr: Person, employee: Person, manager: Person, organisation: SimpleNamespace, client_as: SignIn
) -> None:
    desk, today = client_as(hr), timezone.localdate()
    url = reverse("people:appoint-acting", args=[organisation.intake.public_id])
    fields = {"employment": "0104", "order_number": "7-в", "starts": today, "ends": today - datetime.timedelta(days=1)}
    assert "before the first" in desk.post(url, fields).content.decode()
    page = desk.post(url, fields | {"ends": today}, follow=True).content.decode()
    assert "7-в" in page
    end = reverse("people:end-acting", args=[organisation.intake.public_id])
    assert desk.post(end, {"order": "7-в", "starts": "soon"}).status_code == 404
    desk.post(end, {"order": "7-в", "starts": today.isoformat()})
    assert not ActingAppointment.objects.exists()


@pytest.mark.parametrize("name", ["0104", "terletska@example.org", "TERLETSKA@Example.org"])
def test_sign_in_by_number_or_mail(employee: Person, client: Client, name: str) -> None:
    response = client.post(reverse("account_login"), {"login": name, "password": PASSWORD})
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(employee.user.pk)


def test_a_leaver_is_refused_with_a_reason(employee: Person, client: Client) -> None:
    Employment.objects.update(left=timezone.localdate() - datetime.timedelta(days=1))
    services.deactivate_leavers()
    response = client.post(reverse("account_login"), {"login": "0104", "password": PASSWORD}, follow=True)
    assert "_auth_user_id" not in client.session
    assert "switched off" in response.content.decode()


def test_a_leaver_who_is_signed_in_is_out_at_once(employee: Person, client_as: SignIn) -> None:
    client = client_as(employee)
    User.objects.update(is_active=False)
    assert client.get(reverse("home")).status_code == 302
