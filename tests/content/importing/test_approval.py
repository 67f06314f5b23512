"""Approval blocks and the order's number and date in many spellings."""

from datetime import date

import pytest

from content.importing.approval import find_date, find_number, find_order, opens_approval
from tests.content.importing.outlines import read


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("від «_05_» __листопада______2021", date(2021, 11, 5)),
        ("«_05_» ____11______2021", date(2021, 11, 5)),
        ("от «13» марта 2024 г.№ 7", date(2024, 3, 13)),
        ("від 01.11.2016 № 3", date(2016, 11, 1)),
        ("1 мая 2023 года", date(2023, 5, 1)),
        ("1 травня 2023 року", date(2023, 5, 1)),
        ("“09” січня 2020 р.", date(2020, 1, 9)),
        ("2024-02-29", date(2024, 2, 29)),
        ("January 13, 2025", date(2025, 1, 13)),
        ("13 January 2025", date(2025, 1, 13)),
        ("31.02.2024", None),
        ("«__» ________ 20__ р.", None),
        ("тел. 22 33 44", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert find_date(text) == day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("№_______12/01-7______________", "12/01-7"),
        ("г.№ 7", "7"),
        ("№64", "64"),
        ("№ 31-к.", "31-к"),
        ("order No. 15 of", "15"),
        ("N 5", "5"),
        ("№ б/н", None),
        ("без номера", None),
    ],
)
def test_numbers(text: str, number: str | None) -> None:
    assert find_number(text) == number


def test_an_agreement_is_no_order() -> None:
    assert find_order(["ПОГОДЖЕНО\nпротокол від 01.02.2024 № 3"]) is None
    order = find_order(["ПОГОДЖЕНО\nвід 01.02.2024 № 3", "ЗАТВЕРДЖЕНО\nнаказ від 05.02.2024 № 4-од"])
    assert order is not None
    assert order.as_json() == {"number": "4-од", "date": "2024-02-05"}


def test_in_the_body_only_a_mark_opens_a_block() -> None:
    assert opens_approval("РОЗРОБИВ:", near_title=False)
    assert opens_approval("Погоджено:", near_title=False)
    assert not opens_approval("Погоджено з громадою план робіт.", near_title=False)
    assert opens_approval("Затверджено наказом директора", near_title=True)


def test_blocks_around_the_text_are_kept() -> None:
    result = read(
        "ЗАТВЕРДЖЕНО",
        "",
        "наказом директора Центру",
        "від «_05_» __листопада__2021",
        "№____12/01-7____",
        "",
        "КОДЕКС ЕТИКИ",
        "працівників Центру",
        "",
        "1. Права",
        "1.1. Працівник має право на перерву.",
        "",
        "РОЗРОБИВ:",
        "",
        "Начальник відділу",
        "",
        "та служби підтримки О.П. Коваль",
        "«_05_» ____11____2021",
        "",
        "ПОГОДЖЕНО:",
        "Начальник відділу кадрів І.І. Мороз",
    )
    assert result.title == "КОДЕКС ЕТИКИ працівників Центру"
    assert result.order is not None
    assert result.order.as_json() == {"number": "12/01-7", "date": "2021-11-05"}
    assert [section.kind for section in result.sections] == ["approval", "section", "approval"]
    assert [clause.lines for clause in result.sections[2].clauses] == [[13, 15, 17, 18], [20, 21]]
    assert result.sections[2].clauses[1].text.splitlines()[0] == "ПОГОДЖЕНО:"


def test_an_appendix_to_an_order_names_it() -> None:
    result = read(
        " Приложение",
        "к приказу Центра",
        "      от «13» марта 2024 г.№ 7",
        "",
        "Кодекс этики",
        "1. Права",
        "1.1. Работник имеет право на перерыв.",
        locale="ru",
    )
    assert result.order is not None
    assert result.order.as_json() == {"number": "7", "date": "2024-03-13"}
    assert result.title == "Кодекс этики"


@pytest.mark.parametrize("name", ["О. П. Коваль", "О.П. Коваль", "Коваль О. П.", "Олена КОВАЛЬ"])
def test_a_signature_at_the_end(name: str) -> None:
    result = read("1. Права", "1.1. Працівник має право на перерву.", "", f"Директор    {name}")
    assert [section.kind for section in result.sections] == ["section", "approval"]
