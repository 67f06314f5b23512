"""Names: vocatives by rule, overrides, initials."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.models import Person
from people.names import full_name, initials, monogram, salutation, short_name, spoken_name, vocative
from people.vocative import guess_gender, vocative_given, vocative_patronymic


def person(given: str, patronymic: str = "", family: str = "Терлецька", **fields: str) -> Person:
    return Person(given_name=given, patronymic=patronymic, family_name=family, **fields)


WOMEN = {
    "Марія": "Маріє", "Соломія": "Соломіє", "Наталія": "Наталіє", "Наталя": "Наталю", "Ольга": "Ольго",
    "Олена": "Олено", "Світлана": "Світлано", "Любов": "Любове", "Зоя": "Зоє", "Майя": "Майє", "Леся": "Лесю",
    "Лілія": "Ліліє", "Ліля": "Лілю", "Анна-Марія": "Анно-Маріє", "Дар’я": "Дар’ю", "Адель": "Аделе",
    "Кармен": "Кармен", "Мері": "Мері", "Надія": "Надіє", "Юлія": "Юліє", "Ніка": "Ніко",
}  # fmt: skip
MEN = {
    "Андрій": "Андрію", "Тарас": "Тарасе", "Ілля": "Ілле", "Олег": "Олеже", "Ігор": "Ігорю", "Микола": "Миколо",
    "Петро": "Петре", "Дмитро": "Дмитре", "Павло": "Павле", "Михайло": "Михайле", "Марко": "Марку",
    "Василь": "Василю", "Юрій": "Юрію", "Сергій": "Сергію", "Федір": "Федоре", "Яків": "Якове", "Лев": "Леве",
    "Назар": "Назаре", "Віктор": "Вікторе", "Олександр": "Олександре", "Роман": "Романе", "Марк": "Марку",
    "Людвіг": "Людвігу", "Сава": "Саво", "Лука": "Луко", "Гоша": "Гошо", "Бруно": "Бруно", "Анрі": "Анрі",
    "В’ячеслав": "В’ячеславе", "Артур": "Артуре", "Тимофій": "Тимофію", "Олесь": "Олесю", "Рафаель": "Рафаелю",
}  # fmt: skip
PATRONYMICS = {
    "Іванівна": "Іванівно", "Андріївна": "Андріївно", "Іллівна": "Іллівно", "Петрович": "Петровичу",
    "Юрійович": "Юрійовичу", "Ілліч": "Іллічу", "Лукич": "Лукичу", "Гасан огли": "Гасан огли", "Кузьмівна": "Кузьмівно",
}  # fmt: skip


@pytest.mark.parametrize(("name", "spoken"), WOMEN.items())
def test_woman_is_spoken_to(name: str, spoken: str) -> None:
    assert vocative_given(name, "f") == spoken


@pytest.mark.parametrize(("name", "spoken"), MEN.items())
def test_man_is_spoken_to(name: str, spoken: str) -> None:
    assert vocative_given(name, "m") == spoken


@pytest.mark.parametrize(("name", "spoken"), PATRONYMICS.items())
def test_patronymic_is_spoken_to(name: str, spoken: str) -> None:
    assert vocative_patronymic(name) == spoken


@pytest.mark.parametrize(
    ("who", "spoken"),
    [
        (person("Марія", "Іванівна"), "Маріє Іванівно"),
        (person("Соломія", "Андріївна"), "Соломіє Андріївно"),
        (person("Ілля", "Петрович"), "Ілле Петровичу"),
        (person("Олег", "Ігорович"), "Олеже Ігоровичу"),
        (person("Андрій", "Юрійович"), "Андрію Юрійовичу"),
        (person("Тарас", "Богданович"), "Тарасе Богдановичу"),
        (person("Тарас"), "Тарасе"),
        (person("John", "", "Smith"), "John"),
        (person("Эдуард", "Львович"), "Эдуард Львовичу"),
        (person("СОЛОМІЯ", "АНДРІЇВНА"), "СОЛОМІЄ АНДРІЇВНО"),
        (person("Женя", gender="m"), "Женю"),
    ],
)
def test_ukrainian_address(who: Person, spoken: str) -> None:
    assert vocative(who, "uk") == spoken


def test_russian_keeps_the_nominative_and_english_the_two_names() -> None:
    who = person("Соломия", "Андреевна")
    assert vocative(who, "ru") == "Соломия Андреевна"
    assert vocative(who, "en") == "Соломия Терлецька"


def test_what_hr_wrote_wins() -> None:
    assert vocative(person("Жан", "", vocative_override="пане Жан"), "uk") == "пане Жан"


def test_names_in_their_orders() -> None:
    who = person("Соломія", "Андріївна")
    assert full_name(who) == "Терлецька Соломія Андріївна"
    assert spoken_name(who) == "Соломія Андріївна Терлецька"
    assert short_name(who) == "Соломія Терлецька"
    assert initials(who) == "С.\u00a0А.\u00a0Терлецька"
    assert initials(person("Анна-Марія")) == "А.-М.\u00a0Терлецька"
    assert monogram(who) == "СТ"


def test_letter_opens_with_the_name() -> None:
    assert "Соломія Терлецька" in salutation(person("Соломія", "Андріївна"), "en")


@pytest.mark.parametrize(
    ("given_name", "patronymic", "gender"),
    [
        ("Женя", "Іванівна", "f"), ("Женя", "Іванович", "m"), ("Женя", "", ""), ("Микола", "", "m"),
        ("Любов", "", "f"), ("Тарас", "", "m"), ("Дмитро", "", "m"), ("Мері", "", ""), ("John", "", ""),
    ],
)  # fmt: skip
def test_gender_is_guessed_only_where_it_shows(given_name: str, patronymic: str, gender: str) -> None:
    assert guess_gender(given_name, patronymic) == gender


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_name_can_be_spoken_to(first: str, second: str) -> None:
    assert isinstance(vocative(person(first, second), "uk"), str)
    assert initials(person(first, second)) is not None
