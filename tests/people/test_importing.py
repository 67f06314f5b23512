"""Personnel files: encodings, separators, dates, and each thing that can be wrong with a row."""

import contextlib
import datetime
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from common.errors import DomainError
from people.importing import reading, values
from people.importing.checking import CheckedFile, check_table
from people.importing.columns import Column, column_of
from people.importing.reading import read_table

HEADER = "Табельний номер;Прізвище;Ім'я;По батькові;E-mail;Підрозділ;Посада;Керівник;Прийнято;Звільнено;Мова"
FIRST = "0104;Терлецька;Соломія;Андріївна;terletska@example.org;Центр / Приймання;Оператор;ні;03.06.2024;;uk"
SECOND = "0105;Гриценко;Тарас;Богданович;;Центр / Приймання;Начальник;так;2021-02-01;;укр"


def check(*lines: str, header: str = HEADER, encoding: str = "utf-8") -> CheckedFile:
    return check_table(read_table("\n".join([header, *lines]).encode(encoding), "people.csv"))


def reasons(checked: CheckedFile) -> list[tuple[int, str]]:
    return [(problem.row, problem.column) for problem in checked.problems]


def test_a_good_file_is_read_whole() -> None:
    checked = check(FIRST, SECOND)
    assert not checked.problems
    one, two = checked.rows
    assert (one.staff_number, one.family, one.given, one.patronymic) == ("0104", "Терлецька", "Соломія", "Андріївна")
    assert one.department == ("Центр", "Приймання")
    assert (one.hired, one.left) == (datetime.date(2024, 6, 3), None)
    assert (two.is_head, two.language, two.email, two.line) == (True, "uk", "", 3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-u"])
def test_encodings_are_guessed(encoding: str) -> None:
    checked = check(FIRST, SECOND, encoding=encoding)
    assert [row.given for row in checked.rows] == ["Соломія", "Тарас"]
    assert any("not in UTF-8" in note for note in checked.notes) is encoding.startswith(("cp", "koi"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_separators_are_guessed(delimiter: str) -> None:
    swap = [line.replace(";", delimiter) for line in (HEADER, FIRST, SECOND)]
    assert len(check(*swap[1:], header=swap[0]).rows) == 2


def test_crlf_quotes_and_line_breaks_inside_a_cell() -> None:
    line = FIRST.replace("Оператор", '"Оператор; старший\r\nзміни"')
    checked = check(line + "\r", SECOND)
    assert checked.rows[0].position == "Оператор; старший зміни"
    assert checked.rows[1].line == 4


def test_an_unclosed_quote_spoils_its_own_row_only() -> None:
    checked = check(FIRST.replace("Оператор", '"Оператор'), SECOND)
    assert reasons(checked) == [(2, "")]
    assert len(checked.rows) == 1


def test_trailing_spaces_are_cut_and_told() -> None:
    checked = check(FIRST.replace("0104;Терлецька", "0104  ; Терлецька "))
    assert checked.rows[0].staff_number == "0104"
    assert any("Spaces" in note for note in checked.notes)


def test_latin_lookalikes_are_mended() -> None:
    assert check(FIRST.replace("Соломія", "Cоломiя")).rows[0].given == "Соломія"


def test_one_column_for_the_whole_name() -> None:
    checked = check(
        "7;Терлецька Соломія Андріївна;Центр;Оператор;2024-01-01", "8;Терлецька;Центр;Оператор;2024-01-01",
        header="таб. №;ПІБ;відділ;посада;дата прийняття",
    )  # fmt: skip
    assert checked.rows[0].patronymic == "Андріївна"
    assert reasons(checked) == [(3, "full_name")]


@pytest.mark.parametrize(
    ("old", "new", "column", "word"),
    [
        ("03.06.2024", "06/03/2024", "hired", "unknown form"),
        ("03.06.2024", "3 червня 2024", "hired", "unknown form"),
        ("03.06.2024", "31.02.2024", "hired", "no such day"),
        ("03.06.2024", "01.01.0204", "hired", "year"),
        ("03.06.2024", "", "hired", "missing"),
        ("03.06.2024;", "03.06.2024;01.01.2024", "left", "before"),
        ("0104", "", "staff_number", "missing"),
        ("0104", "01 04@x", "staff_number", "staff number"),
        ("Терлецька", "", "family", "missing"),
        ("Соломія", "=1+1", "given", "formula"),
        ("Соломія", "Соломія2", "given", "not a name"),
        ("Соломія", "Солоwія", "given", "two alphabets"),
        ("Соломія", "<Соломія>", "given", "not a name"),
        ("terletska@example.org", "terletska", "email", "not an e-mail"),
        ("Центр / Приймання", "", "department", "missing"),
        ("Центр / Приймання", "Центр / / Приймання", "department", "empty step"),
        ("Центр / Приймання", "А / Б / А", "department", "comes back"),
        ("Оператор", "", "position", "missing"),
        (";ні;", ";можливо;", "head", "neither"),
        (";uk", ";de", "language", "language"),
        (";uk", ";uk;зайве", "", "cells"),
        (FIRST, FIRST.replace(";", ","), "", "commas"),
    ],
)
def test_a_bad_cell_is_named_by_row_column_and_reason(old: str, new: str, column: str, word: str) -> None:
    checked = check(FIRST.replace(old, new, 1), SECOND)
    assert [(p.row, p.column) for p in checked.problems] == [(2, column)]
    assert word in checked.problems[0].reason
    assert [row.staff_number for row in checked.rows] == ["0105"]


def test_all_faults_of_a_row_are_told_at_once() -> None:
    assert len(check(FIRST.replace("0104", "").replace("03.06.2024", "завтра")).problems) == 2


def test_duplicates_are_refused_after_the_first() -> None:
    checked = check(
        FIRST, FIRST.replace("terletska", "other"), SECOND.replace(";;Центр", ";terletska@example.org;Центр")
    )
    assert reasons(checked) == [(3, "staff_number"), (4, "email")]
    assert "row 2" in checked.problems[0].reason


def test_departments_in_a_circle_are_refused() -> None:
    checked = check(
        FIRST.replace("Центр / Приймання", "А / Б"),
        SECOND.replace("Центр / Приймання", "Б / В"),
        FIRST.replace("Центр / Приймання", "В / А").replace("0104", "9").replace("terletska", "x"),
    )
    assert reasons(checked) == [(4, "department")]
    assert "circle" in checked.problems[0].reason


def test_same_name_below_different_parents_is_no_circle() -> None:
    checked = check(
        FIRST.replace("Центр / Приймання", "Північ / Зміна"), SECOND.replace("Центр / Приймання", "Південь / Зміна")
    )
    assert not checked.problems


def test_two_heads_of_one_department() -> None:
    checked = check(SECOND, SECOND.replace("0105", "0106"))
    assert reasons(checked) == [(3, "head")]


def test_a_row_of_another_encoding_is_refused_alone() -> None:
    content = "\n".join([HEADER, FIRST]).encode() + b"\n" + SECOND.encode("cp1251") + b"\n"
    checked = check_table(read_table(content, "x.csv"))
    assert [row.staff_number for row in checked.rows] == ["0104"]
    assert reasons(checked) == [(3, "")]
    assert "1251" in checked.problems[0].reason


def test_unknown_columns_are_told_and_left_out() -> None:
    checked = check(FIRST + ";42", header=HEADER + ";Розмір взуття")
    assert checked.rows
    assert any("Розмір взуття" in note for note in checked.notes)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel"),
        (b"PK\x03\x04 and nothing of a workbook", "workbook"),
        (b"just a line of text\nand another\n", "header"),
        (HEADER.encode(), "no rows"),
        (b"a" * (reading.MAX_BYTES + 1), "larger"),
        (HEADER.replace("Прийнято", "Колись").encode() + b"\n" + FIRST.encode(), "missing"),
        (HEADER.replace("Мова", "Посада").encode() + b"\n" + FIRST.encode(), "Two columns"),
        (bytes([0xC8, 0xE1, 0x98, 0x98, 0xFF, 0x81]) * 40, "encoding"),
    ],
)
def test_a_file_that_is_no_table_is_refused(content: bytes, word: str) -> None:
    with pytest.raises(DomainError, match=word):
        check_table(read_table(content, "x.csv"))


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_ROWS", 1)
    with pytest.raises(DomainError, match="more than 1"):
        check(FIRST, SECOND)


def workbook(*rows: list[Any], formats: dict[str, str] | None = None) -> bytes:
    book = Workbook()
    sheet = book.create_sheet("Список", 0)
    for row in rows:
        sheet.append(row)
    for place, mask in (formats or {}).items():
        sheet[place].number_format = mask
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TITLES = ["Таб. №", "Прізвище", "Ім’я", "Відділ", "Посада", "Дата прийняття"]


def test_workbook_with_dates_zeros_and_serial_days() -> None:
    content = workbook(
        ["Список працівників"],
        TITLES,
        [104, "Терлецька", "Соломія", "Центр", "Оператор", datetime.datetime(2024, 6, 3)],
        [105.0, "Гриценко", "Тарас", "Центр", "Оператор", 45446],
        ["106", "Їжак", "Олег", "Центр", "Оператор", "03.06.2024"],
        formats={"A3": "0000", "A4": "General"},
    )
    checked = check_table(read_table(content, "x.xlsx"))
    assert not checked.problems
    assert [row.staff_number for row in checked.rows] == ["0104", "105", "106"]
    assert {row.hired for row in checked.rows} == {datetime.date(2024, 6, 3)}
    assert checked.rows[0].line == 3


def test_formula_in_a_workbook_is_refused() -> None:
    content = workbook(TITLES, ["1", "=A1", "Соломія", "Центр", "Оператор", "03.06.2024"])
    checked = check_table(read_table(content, "x.xlsx"))
    assert reasons(checked) == [(2, "family")]
    assert "formula" in checked.problems[0].reason


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("Ім'я*", Column.GIVEN), ("ІМ’Я", Column.GIVEN), ("Имя", Column.GIVEN), ("First_Name", Column.GIVEN),
        ("Табельный №", Column.STAFF_NUMBER), ("Дата приёма (план)", Column.HIRED), ("Вага", None),
    ],
)  # fmt: skip
def test_titles_in_three_languages(title: str, column: Column | None) -> None:
    assert column_of(title) is column


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with contextlib.suppress(DomainError):
        check_table(read_table(content, "x"))


@given(st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), max_size=12), min_size=1, max_size=11))
def test_any_cells_are_accepted_or_refused_never_lost(cells: list[str]) -> None:
    line = ";".join(cell.replace('"', "") for cell in cells)
    checked = check(line, SECOND)
    assert len(checked.rows) + checked.refused == (2 if line.strip(";") else 1)


@given(st.dates(datetime.date(1940, 1, 1), datetime.date(2100, 12, 31)))
def test_dates_come_back(day: datetime.date) -> None:
    assert values.date_of(day.isoformat()) == values.date_of(f"{day:%d.%m.%Y}") == values.date_of(day) == day
