"""Sections, nesting and kinds of clauses."""

import pytest

from tests.content.importing.outlines import dropped, kinds, numbers, read, sketch, warned


def test_numbered_sections_with_full_numbers() -> None:
    result = read(
        "1. Права",
        "1.1. Працівник має право на перерву.",
        "1.1.1.Перерва триває чверть години.",
        "1.2 Працівник має право на повагу.",
        "2. Обов’язки",
        "2.1. Працівник слухає.",
    )
    assert [(section.number, section.title) for section in result.sections] == [("1", "Права"), ("2", "Обов’язки")]
    assert sketch(result.sections[0]) == [
        ("1.1", "clause", "Працівник має право на перерву."),
        [("1.1.1", "clause", "Перерва триває чверть години.")],
        ("1.2", "clause", "Працівник має право на повагу."),
    ]


@pytest.mark.parametrize("bullet", ["-", "–", "—", "•", "▪", "*"])
def test_bullets_come_under_the_clause_with_the_colon(bullet: str) -> None:
    result = read(
        "1. Права", "1.1. Працівник:", f"{bullet} слухає;", f"{bullet} дякує.", "1.2. Інше правило діє також."
    )
    inner = result.sections[0].clauses[0].clauses
    assert [(clause.printed, clause.text) for clause in inner] == [(bullet, "слухає;"), (bullet, "дякує.")]
    assert result.sections[0].clauses[1].number == "1.2"


def test_dashes_of_different_length_make_one_list() -> None:
    result = read("1. Права", "1.1. Працівник:", "- слухає;", "", "– дякує;", "— прощається.")
    assert len(result.sections[0].clauses[0].clauses) == 3


def test_letters_with_and_without_a_dash_make_one_list() -> None:
    result = read("1. Права", "1.1. Працівник:", "- а) слухає;", "- б) дякує;", "", "в) прощається.")
    inner = result.sections[0].clauses[0].clauses
    assert [clause.number for clause in inner] == ["а)", "б)", "в)"]
    assert inner[0].printed == "- а)"
    assert warned(result) == [(1, "no title")]


def test_a_list_within_a_list() -> None:
    result = read("1. Права", "1.1. Працівник:", "а) пише:", "– листи;", "– відповіді;", "б) дякує.")
    assert sketch(result.sections[0])[1] == [
        ("а)", "clause", "пише:"),
        [("", "clause", "листи;"), ("", "clause", "відповіді;")],
        ("б)", "clause", "дякує."),
    ]


def test_a_paragraph_within_a_list_belongs_to_its_item_and_one_after_it_to_the_clause() -> None:
    result = read(
        "1. Цінності",
        "1.1. Ми цінуємо:",
        "– Досвід. Він дає впевненість.",
        "Досвід здобувають роками.",
        "– Знання. Вони дають відповідь.",
        "Усе це разом робить нас командою.",
        "1.2. Ми вчимося.",
    )
    experience, knowledge, closing = result.sections[0].clauses[0].clauses
    assert [clause.text for clause in experience.clauses] == ["Досвід здобувають роками."]
    assert knowledge.clauses == []
    assert closing.text.startswith("Усе це")


def test_a_second_introduction_takes_its_own_list() -> None:
    result = read(
        "1. Прийом",
        "1.1. Під час прийому:",
        "– вітаємося;",
        "– слухаємо.",
        "На дзвінок відповідаємо коротко.",
        "Недопустимі:",
        "– крик;",
        "– тиск.",
    )
    assert [len(clause.clauses) for clause in result.sections[0].clauses[0].clauses] == [0, 0, 0, 2]


def test_headings_in_capitals_and_short_ones_within() -> None:
    result = read(
        "Цей кодекс етики є зводом наших правил, і кожен працівник читає його в перший же день.",
        "",
        "ЗАГАЛЬНІ ЗАСАДИ",
        "Ми служимо громаді.",
        "",
        "НАШІ ЦІННОСТІ",
        "",
        "Відкритість",
        "Ми розповідаємо про свою роботу.",
        "Ми відповідаємо на запитання.",
        "Повага до кожного і кожної",
        "Ми вітаємося першими.",
        "Ми не перебиваємо.",
        "",
        "Центр радий співпраці з усіма, хто поділяє ці цінності.",
    )
    assert [(section.kind, section.title) for section in result.sections] == [
        ("preamble", ""),
        ("section", "ЗАГАЛЬНІ ЗАСАДИ"),
        ("section", "НАШІ ЦІННОСТІ"),
    ]
    values = result.sections[2].clauses
    assert [(clause.kind, len(clause.clauses)) for clause in values] == [("heading", 2), ("heading", 2), ("clause", 0)]


def test_short_headings_are_sections_where_there_are_no_others() -> None:
    result = read(
        "Вступ", "Ми служимо громаді.", "", "Повага", "Ми вітаємося першими.", "", "Чесність", "Ми не обіцяємо."
    )
    assert [section.title for section in result.sections] == ["Вступ", "Повага", "Чесність"]


def test_a_numbered_line_that_only_names_what_follows_is_a_heading() -> None:
    result = read(
        "2. Засади.",
        "2.1 Засада законності",
        "Працівник діє за законом.",
        "2.2. Основні вимоги до листів.",
        "2.2.1. Лист короткий.",
        "2.3. Працівник слухає.",
    )
    assert [(clause.number, clause.kind) for clause in result.sections[0].clauses] == [
        ("2.1", "heading"),
        ("2.2", "heading"),
        ("2.3", "clause"),
    ]


def test_chapters_and_articles() -> None:
    result = read(
        "Розділ I. Загальні положення",
        "Стаття 1. Мета",
        "Кодекс визначає правила.",
        "Розділ II.",
        "Обов’язки працівників",
        "Стаття 2. Слухання",
        "Працівник слухає.",
    )
    assert [(section.number, section.printed, section.title) for section in result.sections] == [
        ("I", "Розділ I.", "Загальні положення"),
        ("II", "Розділ II.", "Обов’язки працівників"),
    ]
    assert sketch(result.sections[1]) == [("2", "heading", "Слухання"), [("", "clause", "Працівник слухає.")]]


def test_roman_sections_with_clauses_numbered_through() -> None:
    result = read(
        "І. Загальне", "1. Кодекс діє для всіх.", "2. Кодекс відкритий.", "ІІ. Права", "3. Працівник має перерву."
    )
    assert numbers(result) == ["І", "1", "2", "ІІ", "3"]
    assert warned(result) == [(1, "no title")]


def test_a_lost_heading_leaves_an_untitled_section() -> None:
    result = read("1. Права", "1.1. Працівник має перерву.", "2.1. Працівник слухає.", "2.2. Працівник дякує.")
    assert [(section.number, section.title) for section in result.sections] == [("1", "Права"), ("2", "")]
    assert warned(result, "lost heading") == [3]
    assert "2" in result.warnings[-1].message


def test_of_a_heading_only_the_end_may_be_left() -> None:
    result = read("1. Права", "1.1. Працівник має перерву.", " з відвідувачами Центру", "", "2.1. Працівник слухає.")
    assert (result.sections[1].number, result.sections[1].title) == ("2", "з відвідувачами Центру")
    assert warned(result, "lost heading") == [3]
    assert "Only the end" in result.warnings[-1].message or result.warnings[-1].details["left"]


def test_a_list_that_begins_anew_goes_on_counting() -> None:
    result = read(
        " 1. Завдання",
        "  1. Центр приймає звернення.",
        "  2. Центр:",
        "   1. слухає;",
        "   1. записує;",
        "   2. передає.",
        " • усно;",
        " • письмово.",
        " 1. Права",
        "  1. Центр має право:",
        "",
        "2.1.1. Запитувати дані.",
        "2.1.2. Скликати наради.",
        "",
        "  1. Начальник має право:",
        "   1. підписувати.",
    )
    assert numbers(result) == [
        *("1", "1.1", "1.2", "1.2.1", "1.2.2", "1.2.3"),
        *("2", "2.1", "2.1.1", "2.1.2", "2.2", "2.2.1"),
    ]
    assert warned(result, "restarted numbering") == [5, 9, 15]
    assert result.sections[1].printed == "1."
    assert [clause.printed for clause in result.sections[0].clauses[1].clauses] == ["1.", "1.", "2."]


def test_lists_of_two_depths_without_indents() -> None:
    result = read(
        *("1. Взаємодія", "1. Відділ кадрів:", "1. наймає;", "2. навчає;", "3. звільняє."),
        *("2. Відділ права радить.", "3. Загальний відділ пише."),
    )
    assert numbers(result) == ["1", "1.1", "1.1.1", "1.1.2", "1.1.3", "1.2", "1.3"]


def test_gaps_and_repetitions_are_told() -> None:
    result = read(
        "1. Права", "1.1. Перше правило.", "1.3. Третє правило.", "1.3. Ще одне.", "1.2. Друге.", "3. Інше", "3.1. Так."
    )
    assert warned(result)[1:] == [
        (3, "skipped number"),
        (4, "repeated number"),
        (5, "number out of order"),
        (6, "skipped number"),
    ]
    assert numbers(result) == ["1", "1.1", "1.3", "1.3", "1.2", "3", "3.1"]


def test_an_inserted_clause_is_no_gap() -> None:
    result = read("1. Права", "1.1. Перше правило.", "1.1¹. Вставлене правило.", "1.2. Друге правило.")
    assert numbers(result) == ["1", "1.1", "1.1¹", "1.2"]
    assert warned(result) == [(1, "no title")]


def test_terms_are_definitions() -> None:
    result = read(
        "1. Загальне",
        "Термінологія.",
        "Заявник – особа, яка звернулася.",
        "2. Поняття",
        "2.1. Повага – це увага до людини.",
        "2.2. Клієнт (далі – особа) – громадянин, який звернувся.",
        "2.3. Керівники – начальники відділів – відповідають за роботу.",
        "2.4. Стосункам «керівник – підлеглий» притаманна повага.",
        "2.5. Мета – це служіння.",
        "Наша справа – бути поруч.",
        "2.6. Терміни вживаються в такому значенні:",
        "1) подарунок – грошові кошти;",
        "2) послуга – дія на користь особи.",
    )
    found = [part.text for part in result.walk() if getattr(part, "kind", "") == "definition"]
    assert [text.split()[0] for text in found] == ["Заявник", "Повага", "Клієнт", "подарунок", "послуга"]


def test_examples_quotes_and_notes() -> None:
    result = read(
        "1. Розмова",
        "1.1. Дзвінок починають вітанням.",
        "Приклад: *«Добрий день!»*",
        "1.2. Кажуть так:",
        "«Дякую за очікування».",
        "1.3. Не підвищують голосу.",
        "Примітка: ідеться і про чат.",
    )
    first, second, third = result.sections[0].clauses
    assert sketch(first) == [("", "example", "Приклад: «Добрий день!»")]
    assert sketch(second) == [("", "example", "«Дякую за очікування».")]
    assert sketch(third) == [("", "note", "Примітка: ідеться і про чат.")]
    assert dropped(result) == [(3, "emphasis marks")]


def test_a_sample_letter_keeps_its_lines() -> None:
    result = read(
        "1. Листи",
        "1.1. У листах недопустимо:",
        "– писати про людину в третій особі.",
        "- Приклад неправильного звертання:",
        "",
        "Мороз І. І.",
        "",
        "Центр розглянув звернення Мороз І. І. і повідомляє таке.",
        "",
        "Приклад правильного звертання:",
        "Мороз І. І.",
        "",
        "Шановна Ірино Іванівно!",
        "Центр розглянув Ваше звернення і повідомляє таке.",
        "",
        "Якщо імені не знаємо, пишемо так:",
        "",
        "Шановна пані Мороз!",
        "",
        "Лист підписує начальник.",
    )
    samples = [part for part in result.walk() if getattr(part, "kind", "") == "example"]
    assert [sample.lines for sample in samples] == [[4, 6, 8], [10, 11, 13, 14], [18]]
    assert samples[1].content.splitlines()[2] == "Шановна Ірино Іванівно!"
    assert kinds(result)["clause"] == 4


def test_broken_lines_are_joined() -> None:
    result = read(
        "1. Права",
        "1.1. Працівник забезпечує ввічливе та",
        "",
        "коректне ставлення до всіх (якщо це",
        "можливо), відповідно до пункту",
        "2.1 цього Кодексу.",
        "1.2. Працівник має право на соціально-",
        "психологічну підтримку.",
    )
    first, second = result.sections[0].clauses
    assert first.lines == [2, 4, 5, 6]
    assert first.text.endswith("відповідно до пункту 2.1 цього Кодексу.")
    assert second.text == "Працівник має право на соціально-психологічну підтримку."
    assert warned(result)[1:] == [(4, "joined lines"), (8, "broken word")]


def test_an_open_bracket_or_quotation_is_closed_first() -> None:
    result = read(
        *("1. Права", "1.1. Кодексу дотримується кожен працівник центру (далі", "– працівник) незалежно від посади."),
        *("1.2. Працівник каже: «Дякую за", "Ваш дзвінок» і прощається."),
    )
    assert [clause.lines for clause in result.sections[0].clauses] == [[2, 3], [4, 5]]


def test_text_wrapped_at_a_width() -> None:
    lines = ["1. Права"]
    for number in range(1, 5):
        lines += [
            f"1.{number}. Працівник контактного центру чемно розмовляє з усіма людьми, які",
            "звертаються до центру телефоном, листом чи особисто, і дбає про те, щоб",
            "Центр відповідав їм швидко і зрозуміло.",
        ]
    result = read(*lines)
    assert [clause.lines for clause in result.sections[0].clauses] == [[n, n + 1, n + 2] for n in (2, 5, 8, 11)]


def test_an_item_that_lost_its_bullet() -> None:
    result = read(
        "1. Засади", "Ми встановлюємо:", "- служіння громаді;", "", "участь громади;", "", "- довіру громади."
    )
    assert len(result.sections[0].clauses[0].clauses) == 3
    assert warned(result, "lost bullet") == [5]


def test_a_list_without_any_marks() -> None:
    result = read("1. Засади", "1.1. Ми встановлюємо:", "служіння громаді;", "довіру громади.", "Це наші засади.")
    assert [len(clause.clauses) for clause in result.sections[0].clauses] == [3]
    assert warned(result) == [(1, "no title")]


def test_numbered_headings_without_a_point() -> None:
    result = read("КОДЕКС ЕТИКИ", "", "1 ЗАГАЛЬНІ ЗАСАДИ", "1.1 Кодекс діє для всіх.", "2 ЦІННОСТІ", "2.1 Ми чесні.")
    assert [(section.number, section.title) for section in result.sections] == [
        ("1", "ЗАГАЛЬНІ ЗАСАДИ"),
        ("2", "ЦІННОСТІ"),
    ]


def test_a_paragraph_without_its_beginning() -> None:
    result = read("1. Засади", "1.1. Ми служимо громаді.", "та її мешканцям щодня.")
    assert warned(result, "lost beginning") == [3]


@pytest.mark.parametrize(
    "heading", ["ГРОМАДСЬКИЙ СТАНДАРТ", "КОДЕКС ГОСТИННОСТІ", "Додаток 1", "ПОЛОЖЕННЯ ПРО КОМІСІЮ"]
)
def test_a_second_document(heading: str) -> None:
    result = read(
        "КОДЕКС ЕТИКИ",
        "працівників",
        "",
        "1. Загальне",
        "Кодекс діє для всіх.",
        "",
        heading,
        "1. Мета",
        "1.1. Стандарт діє для ради.",
    )
    assert [section.kind for section in result.sections] == ["section", "document", "section"]
    assert result.sections[1].title == heading
    assert warned(result) == [(7, "second document")]


def test_what_stands_directly_under_a_level_too_high() -> None:
    result = read("1. Права", "1.2.1. Працівник має перерву.")
    assert warned(result, "lost level") == [2]


def test_depth_is_bounded() -> None:
    lines = ["1. Права"] + [("– пункт:" if n % 2 else "• пункт:") for n in range(3000)]
    assert len(read(*lines).as_json()["sections"][0]["clauses"]) >= 1
