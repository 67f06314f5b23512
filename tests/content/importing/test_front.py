"""Titles and page chrome."""

import pytest

from tests.content.importing.outlines import dropped, read, warned

BODY = ("1. Права", "1.1. Працівник має право на перерву.")


def test_the_title_may_take_several_lines() -> None:
    result = read("КОДЕКС ЕТИКИ", "працівників центру", "", "міста Світлобрід", "", "Преамбула", *BODY)
    assert result.title == "КОДЕКС ЕТИКИ працівників центру міста Світлобрід"


def test_a_breadcrumb_gives_the_title_if_nothing_else_does() -> None:
    result = read("Головна  →  Документи → Кодекс етики центру", "", *BODY)
    assert result.title == "Кодекс етики центру"
    assert result.dropped[0].text == "Головна → Документи →"


def test_a_breadcrumb_goes_if_the_title_follows() -> None:
    result = read("Головна → Кодекс", "", "КОДЕКС ЕТИКИ ЦЕНТРУ", "", *BODY)
    assert result.title == "КОДЕКС ЕТИКИ ЦЕНТРУ"
    assert dropped(result) == [(1, "page chrome")]


def test_menus_telephones_and_the_page_title_before_it() -> None:
    result = read(
        *("!", "УКР РУС", "22-33 (061) 000 22 33 (050) 000 22 33", "Про портал", "ПРАВИЛА «Центру»", ""),
        *("ПРАВИЛА", "«Центру»", "", *BODY),
    )
    assert result.title == "ПРАВИЛА «Центру»"
    assert dropped(result) == [(n, "page chrome") for n in (1, 2, 3, 4)] + [(5, "repeated title")]


def test_a_list_of_links_before_the_title() -> None:
    links = [f'Розпорядження голови від 0{n}.02.2018 №6{n} "Про цілі якості ради на 201{n} рік"' for n in (1, 2, 3)]
    result = read(*[line for link in links for line in (link, "")], "ЕТИЧНИЙ КОДЕКС", "працівників ради", "", *BODY)
    assert result.title == "ЕТИЧНИЙ КОДЕКС працівників ради"
    assert dropped(result) == [(1, "page chrome"), (3, "page chrome"), (5, "page chrome")]
    assert result.order is None


def test_links_right_above_the_title() -> None:
    result = read("Система якості", "Сертифікати ради", "Звіти за роки", "ЕТИЧНИЙ КОДЕКС", "працівників ради", *BODY)
    assert result.title == "ЕТИЧНИЙ КОДЕКС працівників ради"
    assert dropped(result) == [(1, "page chrome"), (2, "page chrome"), (3, "page chrome")]


def test_a_sentence_about_the_code_is_not_its_title() -> None:
    result = read(
        "Головна → Кодекс етики", "", "Кодекс етики працівників – це зведення норм, яких", "дотримуємося.", *BODY
    )
    assert result.title == "Кодекс етики"


def test_a_single_line_before_the_title_is_kept() -> None:
    result = read("Комунальна установа «Центр»", "", "КОДЕКС ЕТИКИ", "", *BODY)
    assert [clause.kind for clause in result.sections[0].clauses] == ["note"]
    assert dropped(result) == []


@pytest.mark.parametrize("label", ["Версія для друку", "Версiя для друку", "Версия для печати", "Print version"])
def test_page_chrome_after_the_text(label: str) -> None:
    result = read("КОДЕКС ЕТИКИ", "", *BODY, "", label, "\u00a0", "Статистика звернень")
    assert dropped(result) == [(6, "page chrome"), (8, "page chrome")]


def test_a_stray_link_inside_the_text() -> None:
    result = read("КОДЕКС ЕТИКИ", "", *BODY, "Версія для друку", "1.2. Працівник має право на повагу колег.")
    assert dropped(result) == [(5, "page chrome")]
    assert len(result.sections[0].clauses) == 2


def test_bookmarks_of_a_word_processor() -> None:
    result = read("КОДЕКС ЕТИКИ", "[bookmark: _Toc1][bookmark: _Toc2]", "[bookmark: _Toc3]1. Права", *BODY[1:])
    assert result.sections[0].title == "Права"
    assert dropped(result) == [(2, "bookmark residue"), (3, "bookmark residue")]


def test_contents_and_page_numbers() -> None:
    result = read(
        "КОДЕКС ЕТИКИ", "", "ЗМІСТ", "1. Права ....... 3", "2. Інше ……… 15", "", *BODY, "3", "1.2. Ще одне правило."
    )
    assert dropped(result) == [
        (3, "table of contents"),
        (4, "table of contents"),
        (5, "table of contents"),
        (9, "page number"),
    ]
    assert [section.number for section in result.sections] == ["1"]


def test_no_title() -> None:
    result = read(*BODY)
    assert result.title == ""
    assert warned(result) == [(1, "no title")]


def test_invisible_characters_go_and_are_told() -> None:
    result = read("КОДЕКС ЕТИКИ", "", "1. Права", "1.1. Пра\u00adців\u200bник має \u202eперерву.")
    assert result.sections[0].clauses[0].text == "Працівник має перерву."
    assert warned(result, "invisible characters") == [4]
