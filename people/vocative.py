"""The Ukrainian vocative of given names and patronymics: rules (Orthography of 2019, §87) and exceptions."""

import re

#: Vocatives that no rule gives: alternations, soft stems that end in a hard letter, the few feminine consonant stems.
EXCEPTIONS = {
    "Ілля": "Ілле",
    "Лев": "Леве",
    "Олег": "Олеже",
    "Ігор": "Ігорю",
    "Лазар": "Лазарю",
    "Кесар": "Кесарю",
    "Цезар": "Цезарю",
    "Федір": "Федоре",
    "Хведір": "Хведоре",
    "Сидір": "Сидоре",
    "Прокіп": "Прокопе",
    "Антін": "Антоне",
    "Яків": "Якове",
    "Любов": "Любове",
    "Адель": "Аделе",
    "Нінель": "Нінеле",
    "Рахіль": "Рахіле",
    "Юдиф": "Юдифе",
    "Педро": "Педро",
    "Пабло": "Пабло",
    "Лі": "Лі",
}
#: Men whose names end as women's do.
MEN_IN_A = frozenset(
    re.findall(r"\w+", "Микола Ілля Сава Лука Хома Фома Кузьма Микита Никита Данила Гаврила Ярема Мина")
)
#: Short names of men and women alike.
EITHER = frozenset({"Саша", "Женя", "Валя"})
WOMEN_IN_CONSONANT = frozenset(
    re.findall(r"\w+", "Любов Адель Нінель Рахіль Юдиф Ізабель Мішель Ніколь Жаклін Кармен Елен")
)

_UKRAINIAN = re.compile(r"^[абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'’ʼ-]+$", re.IGNORECASE)
_VOWELS = "аеєиіїоуюя"


def guess_gender(given: str, patronymic: str = "") -> str:
    """Return "f", "m" or "" when neither the patronymic nor the given name tells."""
    tail = patronymic.casefold()
    if tail.endswith(("вна", "ична", "инична", "кизи", "кизы")):
        return "f"
    if tail.endswith(("ич", "огли", "оглы")):
        return "m"
    first = given.split("-")[0].strip().capitalize()
    if not first or not _UKRAINIAN.match(first):
        return ""
    if first in WOMEN_IN_CONSONANT:
        return "f"
    if first in EITHER:
        return ""
    if first in MEN_IN_A:
        return "m"
    if first[-1] in "ая":
        return "f"
    if first[-1] not in _VOWELS or first[-2:] in {"ко", "ло", "ро"}:
        return "m"
    return ""


def vocative_given(name: str, gender: str) -> str:
    """Return the vocative of a given name; parts joined by a hyphen each take it. Foreign letters: unchanged."""
    return "-".join(_given(part, gender) for part in name.strip().split("-"))


def _given(name: str, gender: str) -> str:
    if len(name) < 2 or not _UKRAINIAN.match(name):
        return name
    known = EXCEPTIONS.get(name.capitalize())
    if known:
        return known.upper() if name.isupper() else known
    tail = name[-1]
    if tail.isupper():
        return _given(name.lower(), gender).upper()
    if tail == "а":
        return name[:-1] + "о"
    if tail == "я":
        return name[:-1] + ("є" if name[-2].lower() in _VOWELS + "й" else "ю")
    if gender == "f":
        return name
    return _masculine(name)


def _masculine(name: str) -> str:
    tail = name[-1]
    if tail == "о":
        if name.endswith("ко"):
            return name[:-1] + "у"
        return name[:-1] + "е" if name.endswith(("ро", "ло")) else name
    if tail in "йь":
        return name[:-1] + "ю"
    if tail in _VOWELS:
        return name
    return name + ("у" if tail in "кгхґч" else "е")


def vocative_patronymic(patronymic: str) -> str:
    """Return the vocative of a patronymic; forms with «огли» and «кизи», and foreign letters, stay as they are."""
    name = patronymic.strip()
    if not _UKRAINIAN.match(name):
        return name
    if name.isupper():
        return vocative_patronymic(name.lower()).upper()
    if name.endswith(("вна", "ична")):
        return name[:-1] + "о"
    if name.endswith(("ич", "іч")):
        return name + "у"
    return name
