"""Spreadsheets of the desk: the same numbers, and no cell that a spreadsheet would run."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from people.models import Person
from tests.cast import make_employee

SignIn = Callable[[Person], Client]
Give = Callable[..., object]


def rows_of(response: Any) -> list[tuple[Any, ...]]:
    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return list(sheet.iter_rows(values_only=True))


def test_coverage_has_the_numbers_of_the_page(
    client_as: SignIn, hr: Person, employee: Person, colleague: Person, give_turn: Give
) -> None:
    give_turn(employee, done_ago=1)
    give_turn(colleague, due_in=-1)
    rows = rows_of(client_as(hr).get("/desk/coverage.xlsx"))
    assert rows[0][:2] == ("Department", "People")
    assert ("Центр / Приймання звернень", 2, 1, 0, 1, 0.5) in rows


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+380", "-1", "@cmd", "\tx", "\rx"])
def test_names_never_become_formulas(
    name: str, client_as: SignIn, hr: Person, organisation: Any, give_turn: Give
) -> None:
    make_employee(organisation.letters, family_name=name)
    rows = rows_of(client_as(hr).get("/desk/people.xlsx"))
    written = [str(row[0]) for row in rows if "Олена" in str(row[0])]
    assert any(cell.startswith("'") for cell in written)


def test_filters_hold_in_the_export(
    client_as: SignIn, hr: Person, employee: Person, stranger: Person, organisation: Any
) -> None:
    rows = rows_of(client_as(hr).get(f"/desk/people.xlsx?department={organisation.letters.public_id}"))
    assert [row[0] for row in rows[1:]] == ["Їжакевич Олег Ігорович"]


def test_query_count_does_not_grow(
    client_as: SignIn, hr: Person, organisation: Any, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for _number in range(8):
        make_employee(organisation.letters)
    client = client_as(hr)
    with django_assert_max_num_queries(8):
        client.get("/desk/people.xlsx")
