"""A personnel file meets the people there are: what goes in, what changes, who leaves, what repeats nothing."""

import datetime
import io
import json
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.utils import timezone

from common.errors import DomainError
from people.importing.checking import CheckedFile, check_table
from people.importing.reading import read_table
from people.models import Activation, Department, Employment, PeopleImport, Person, User
from people.personnel import Plan, deactivate_leavers, import_people, plan_import
from tests.cast import EmploymentFactory, UserFactory, make_employee

pytestmark = pytest.mark.django_db

HEADER = "staff number,family,given,patronymic,email,department,position,head,hired,left,language"
ANNA = "A1,Терлецька,Соломія,Андріївна,anna@example.org,Центр / Приймання,Оператор,no,2024-06-03,,uk"
BORYS = "B2,Гриценко,Тарас,Богданович,,Центр / Приймання,Начальник,yes,2021-02-01,,uk"
CLARA = "C3,Їжак,Олена,,clara@example.org,Центр,Директор,yes,2019-02-01,,ru"


def checked(*lines: str, header: str = HEADER) -> CheckedFile:
    return check_table(read_table("\n".join([header, *lines]).encode(), "people.csv"))


def run(*lines: str, **options: bool) -> Plan:
    return import_people(checked(*lines), actor=None, **options)


def counts(plan: Plan) -> tuple[int, int, int, int]:
    return len(plan.created), len(plan.changed), plan.unchanged, plan.ended


def test_people_posts_departments_and_accounts_come_in() -> None:
    assert counts(run(ANNA, BORYS, CLARA)) == (3, 0, 0, 0)
    post = Employment.objects.get(staff_number="A1")
    assert str(post.person) == "Терлецька Соломія Андріївна"
    assert (post.person.gender, post.person.language) == ("f", "uk")
    assert (post.department.name, post.department.parent.name) == ("Приймання", "Центр")
    assert post.department.path.startswith(post.department.parent.path)
    user = post.person.user
    assert (user.username, user.email, user.is_active, user.has_usable_password()) == (
        "A1", "anna@example.org", True, False,
    )  # fmt: skip
    assert Employment.objects.get(staff_number="B2").is_head
    assert [row.user.username for row in Activation.objects.order_by("user__username")] == ["A1", "C3"]


def test_the_second_time_repeats_nothing() -> None:
    run(ANNA, BORYS, CLARA)
    before = [
        list(model.objects.order_by("pk").values()) for model in (Person, Employment, User, Activation, Department)
    ]
    assert counts(run(ANNA, BORYS, CLARA)) == (0, 0, 3, 0)
    after = [
        list(model.objects.order_by("pk").values()) for model in (Person, Employment, User, Activation, Department)
    ]
    assert after == before


def test_the_second_time_changes_what_changed() -> None:
    run(ANNA, BORYS)
    married = ANNA.replace("Терлецька", "Кравець").replace("anna@", "kravets@").replace("Приймання", "Листи")
    assert counts(run(married, BORYS)) == (0, 1, 1, 0)
    post = Employment.objects.get(staff_number="A1")
    assert (post.person.family_name, post.person.user.email, post.department.name) == (
        "Кравець", "kravets@example.org", "Листи",
    )  # fmt: skip
    assert Person.objects.count() == 2


def test_a_leaver_loses_the_account_and_comes_back() -> None:
    run(ANNA)
    assert counts(run(ANNA.replace("2024-06-03,", "2024-06-03,2024-09-01"))) == (0, 1, 0, 1)
    user = User.objects.get(username="A1")
    assert not user.is_active
    assert not Employment.objects.current().exists()
    assert counts(run(ANNA.replace("2024-06-03,", "2024-06-03,2024-09-01"))) == (0, 0, 1, 0)
    run(ANNA)
    user.refresh_from_db()
    assert user.is_active


def test_a_leaver_of_tomorrow_stays_until_then() -> None:
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    run(ANNA.replace("2024-06-03,", f"2024-06-03,{tomorrow}"))
    assert User.objects.get(username="A1").is_active
    assert deactivate_leavers(tomorrow) == 0
    assert deactivate_leavers(tomorrow + datetime.timedelta(days=1)) == 1


def test_somebody_with_a_second_post_keeps_the_account(organisation: SimpleNamespace) -> None:
    person = make_employee(organisation.intake, post__staff_number="X1")
    EmploymentFactory.create(person=person, department=organisation.letters, staff_number="X2", is_primary=False)
    Employment.objects.filter(staff_number="X1").update(left=datetime.date(2024, 5, 1))
    assert deactivate_leavers() == 0


def test_bad_rows_keep_the_good_ones_out_unless_allowed() -> None:
    with pytest.raises(DomainError, match="1 row has problems"):
        run(ANNA, BORYS.replace("2021-02-01", "someday"))
    assert not Person.objects.exists()
    assert not Department.objects.exists()
    plan = run(ANNA, BORYS.replace("2021-02-01", "someday"), accept_good=True)
    assert (len(plan.created), plan.refused) == (1, 1)
    assert PeopleImport.objects.get().report["rows"] == [
        {"row": 3, "column": "hired", "reason": plan.problems[0].reason}
    ]


def test_addresses_may_be_exchanged_but_not_taken() -> None:
    run(ANNA, CLARA)
    run(ANNA.replace("anna@", "clara@"), CLARA.replace("clara@", "anna@"))
    assert User.objects.get(username="A1").email == "clara@example.org"
    UserFactory.create(username="boss", email="Boss@example.org", person=None)
    problems = plan_import(checked(ANNA.replace("anna@", "boss@"))).problems
    assert [(p.row, p.column) for p in problems] == [(2, "email")]
    assert (
        plan_import(checked(ANNA.replace("A1", "BOSS").replace("anna@", "new@"))).problems[0].column == "staff_number"
    )
    assert "capitals" in plan_import(checked(ANNA.replace("A1", "a1"))).problems[0].reason


def test_the_language_a_person_picked_stays() -> None:
    run(ANNA)
    run(ANNA.replace(",uk", ",en"))
    person = Person.objects.get()
    assert person.language == "en"
    User.objects.update(last_login=timezone.now())
    assert counts(run(ANNA)) == (0, 0, 1, 0)
    person.refresh_from_db()
    assert person.language == "en"


def test_columns_that_are_not_in_the_file_are_left_alone() -> None:
    run(BORYS.replace(",,Центр", ",b@example.org,Центр"))
    short = checked("B2,Гриценко,Тарас,Центр / Приймання,Начальник,2021-02-01",
                    header="staff number,family,given,department,position,hired")  # fmt: skip
    assert counts(import_people(short, actor=None)) == (0, 0, 1, 0)
    assert Employment.objects.get().is_head


def test_a_complete_file_ends_the_posts_it_lacks() -> None:
    run(ANNA, BORYS)
    assert [post.staff_number for post in plan_import(checked(ANNA)).missing] == ["B2"]
    run(ANNA)
    assert User.objects.get(username="B2").is_active
    assert run(ANNA, complete=True).ended == 1
    assert not User.objects.get(username="B2").is_active


def test_an_employee_without_account_gets_one(organisation: SimpleNamespace) -> None:
    EmploymentFactory.create(staff_number="A1", department=organisation.root, hired=datetime.date(2024, 6, 3))
    run(ANNA)
    assert User.objects.get(username="A1").person.family_name == "Терлецька"


def test_command_reports_as_json(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("\n".join([HEADER, ANNA, BORYS.replace("B2", "A1")]), encoding="cp1251")
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("import_people", str(path), "--dry-run", "--json", "--locale", "en", stdout=out)
    report = json.loads(out.getvalue())
    assert (report["created"], report["refused"], report["applied"]) == (1, 1, False)
    assert report["rows"] == [
        {"row": 3, "column": "staff_number", "reason": "the staff number stands in row 2 already"}
    ]
    assert any("cp1251" in note for note in report["notes"])
    assert not Person.objects.exists()
    out = io.StringIO()
    call_command("import_people", str(path), "--json", "--accept-good", stdout=out)
    assert json.loads(out.getvalue())["applied"]
    assert Person.objects.count() == 1


def test_command_refuses_a_file_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(b"")
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("import_people", str(path), "--json", "--locale", "en", stdout=out)
    assert "empty" in json.loads(out.getvalue())["error"]


def test_many_people_in_bulk(django_assert_max_num_queries: object) -> None:
    lines = [
        f"{n},Прізвище,Соломія,Андріївна,p{n}@example.org,Центр / Відділ {n % 40},Оператор,no,2024-06-03,,uk"
        for n in range(2000)
    ]
    file = checked(*lines)
    started = time.monotonic()
    with django_assert_max_num_queries(250):  # type: ignore[operator]
        import_people(file, actor=None)
    again = checked(*(line.replace("Соломія", "Марія") for line in lines))
    with django_assert_max_num_queries(250):  # type: ignore[operator]
        assert len(import_people(again, actor=None).changed) == 2000
    assert time.monotonic() - started < 40


def test_a_file_pressed_twice_keeps_its_first_report() -> None:
    record = PeopleImport.objects.create(file_name="people.csv", content=b"x")
    late = PeopleImport.objects.get(pk=record.pk)
    import_people(checked(ANNA), actor=None, record=record)
    with pytest.raises(DomainError, match="a moment ago"):
        import_people(checked(ANNA), actor=None, record=late)
    record.refresh_from_db()
    assert record.report["created"] == 1
    record.delete()
    with pytest.raises(DomainError):
        import_people(checked(ANNA), actor=None, record=late)
    assert not PeopleImport.objects.exists()


def test_a_file_never_moves_the_address_an_operator_signs_in_with() -> None:
    run(ANNA)
    User.objects.filter(username="A1").update(is_superuser=True)
    run(ANNA.replace("anna@", "stolen@"))
    post = Employment.objects.get(staff_number="A1")
    assert (post.person.email, post.person.user.email) == ("stolen@example.org", "anna@example.org")
