"""Words and shapes by which lines of a code are told apart, in Ukrainian, Russian and English."""

from __future__ import annotations

import re

# The noun that names a document, in the nominative: «про затвердження Кодексу» names none.
_DOCUMENT = (
    r"(кодекс|положення|положение|стандарт|стандарти|стандарты|правила|регламент|порядок|інструкція|инструкция|"
    r"статут|устав|меморандум|політика|политика|хартія|хартия|декларація|декларация|пам[’'ʼ]?ятка|памятка|"
    r"code|regulations?|rules|policy|standards?|charter|statement|handbook)"
)
DOCUMENT_TITLE = re.compile(rf"^[«\"“„]?(?:[\w’'ʼ-]+\s+){{0,4}}{_DOCUMENT}\b", re.IGNORECASE)
# A heading in capitals that can only open another document: its first or its last word names one.
ANOTHER_DOCUMENT = re.compile(
    r"^(кодекс|положення про|положение о|стандарт|регламент|code of)\b"
    r"|\b(кодекс|стандарт|регламент|меморандум|хартія|хартия|standard|code|charter)$",
    re.IGNORECASE,
)
# «Кодекс етики – це …» is a sentence about the document, not its title.
DEFINING_DASH = re.compile(r"\s[-–—]\s+(це|это|является|is)\b", re.IGNORECASE)
APPENDIX = re.compile(
    r"^(додаток|приложение|appendix|annex)(\s+(№\s*)?[\dа-яa-z]{1,3})?(\s+(до|к|to)\s.{1,120})?$", re.IGNORECASE
)
KNOWN_SECTION = re.compile(
    r"^((загальні|прикінцеві|заключні|перехідні|основні)\s+положення|"
    r"(общие|заключительные|основные|переходные)\s+положения|преамбула|вступ|вступне слово|введение|"
    r"(general|final|transitional)\s+provisions|preamble|introduction)[.:]?$",
    re.IGNORECASE,
)
TERMS = re.compile(
    r"^(термінологія|терміни(\s+та\s+визначення)?|визначення(\s+(термінів|понять))?|"
    r"основні\s+(терміни|поняття)(\s+(та|і)\s+визначення)?|термины(\s+и\s+определения)?|определения|терминология|"
    r"основные\s+(понятия|термины)(\s+и\s+определения)?|terms(\s+and\s+definitions)?|definitions|glossary)[.:]?$",
    re.IGNORECASE,
)
_TERMS_INTRODUCED = re.compile(
    r"(терміни|поняття|термины|понятия|terms)\b.{0,120}\b(значенн|значени|meaning|визначенн|определени).{0,40}:$",
    re.IGNORECASE,
)
EXAMPLE = re.compile(
    r"^(приклади?|наприклад|примеры?|например|examples?|for example|e\.\s?g\.|зразок|образец|"
    r"(не)?правильно|(не)?верно|right|wrong|correct|incorrect)\b[^.:!?]{0,80}:",
    re.IGNORECASE,
)
NOTE = re.compile(r"^(примітк[аи]|примечани[ея]|notes?)\b[^.:!?]{0,40}[.:]", re.IGNORECASE)
SALUTATION = re.compile(
    r"^(шановн|уважаем|вельмишановн|доброго\s|добрий\s|добрый\s|здравствуйте|вітаємо|dear\s).{0,80}[!,]$", re.IGNORECASE
)
CLOSING = re.compile(r"^(з повагою|с уважением|щиро ваш|yours|kind regards|best regards|sincerely)\b.{0,80}$", re.I)
# «Іванову І. І.», «І. І. Іванову»: the addressee of a sample letter, or a signature.
PERSON = r"(?:[А-ЯЁІЇЄҐA-Z][\w’'ʼ-]+\s+(?:[А-ЯЁІЇЄҐA-Z]\.\s?){1,2}|(?:[А-ЯЁІЇЄҐA-Z]\.\s?){1,2}[А-ЯЁІЇЄҐA-Z][\w’'ʼ-]+)"
ADDRESSEE = re.compile(rf"^{PERSON}$")
# «І. І. Мороз» or, as is the rule now, «Ірина МОРОЗ».
SIGNATURE = re.compile(rf"^[^.!?;:]{{0,120}}\s(?:{PERSON}|[А-ЯЁІЇЄҐ][а-яёіїєґ’'ʼ]+\s+[А-ЯЁІЇЄҐ’'ʼ-]{{3,}})$")
QUOTE = re.compile(r"^(«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|\"[^\"]*\")[.!;…]?$")
CLAUSE_REFERENCE = re.compile(
    r"(^|\s)(пункт[уіаеом]*|підпункт[уіаом]*|подпункт[уаеом]*|пп?\.|ст\.|статт[іяею]+|стать[иеяю]+|"
    r"розділ[уіом]*|раздел[уаеом]*|частин[аиі]+|част[иью]+|clauses?|sections?|articles?|paragraphs?)$",
    re.IGNORECASE,
)
# A line that ends with one of these is not the end of a sentence.
CONJUNCTION = re.compile(
    r"\s(і|й|та|або|чи|що|и|или|а|в|у|з|із|зі|с|на|до|по|від|от|для|про|о|об|за|при|без|and|or|of|the|to|by|for|with)$",
    re.IGNORECASE,
)
# Links and labels of a web page that no code has among its own lines.
_STRAY = (
    r"верс[iі]я для друку|верси[яи] для (?:печати|слабовидящих)|версія для людей.{0,40}|роздрукувати|друкувати|"
    r"распечатать|print(?: version| this page)?|поділитися.{0,40}|поделиться.{0,40}|share(?: this)?|"
    r"facebook|telegram|twitter|instagram|youtube|viber|whatsapp|наверх|вгору|на головну|на главную|back to top|"
    r"переглядів:?\s*\d*|просмотров:?\s*\d*|(?:дата публікації|опубліковано|опубликовано|дата публикации):?.{0,40}|"
    r"©.{0,150}|всі права захищен[оі].{0,40}|все права защищены.{0,40}"
)
# These are chrome only before the title: a code may well have a heading «Контакти».
_MENU = (
    r"пошук.{0,20}|поиск.{0,20}|search|меню|menu|карта сайт[ау]|site ?map|про портал|о портале|головна|главная|home|"
    r"вхід|вход|увійти|войти|sign in|log in|контакти|контакты|contacts|тест|test|"
    r"(?:(?:укр|рус|рос|eng?|ua|ru)[.\s|/]*)+"
)
STRAY_CHROME = re.compile(rf"^(?:{_STRAY})[.!]?$", re.IGNORECASE)
CHROME = re.compile(rf"^(?:{_STRAY}|{_MENU})[.!]?$", re.IGNORECASE)
BREADCRUMB = re.compile(r"^(?:головна|главная|home|на головну)\b.{0,200}?(?:→|»|›|>|/|\||::)\s*(?=[^→»›>/|]*$)", re.I)
_PHONE = re.compile(r"[\d+()\s,;./-]+")
CONTENTS_ENTRY = re.compile(r"^.{2,200}?(?:\.{4,}|…{2,}|\.(?:\s\.){3,})\s*\d{1,4}$")
CONTENTS_TITLE = re.compile(r"^(зміст|содержание|оглавление|contents|table of contents)[.:]?$", re.IGNORECASE)
PAGE_NUMBER = re.compile(
    r"^(?:[-–—]\s*\d{1,4}\s*[-–—]|\d{1,4}|(?:стор(?:інка)?|стр(?:аница)?|page)\.?\s*\d{1,4}.{0,12})$", re.I
)


def introduces_terms(text: str) -> bool:
    """A heading «Терміни» or a sentence «Терміни вживаються в такому значенні:»."""
    return bool(text) and len(text) <= 300 and bool(TERMS.match(text) or _TERMS_INTRODUCED.search(text))


def is_phones(text: str) -> bool:
    """A line of nothing but telephone numbers."""
    return sum(char.isdigit() for char in text) >= 7 and _PHONE.fullmatch(text) is not None


def is_capitals(text: str) -> bool:
    """Every letter is a capital and there are enough of them to be words."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 5 and len(text) <= 250 and all(char.isupper() for char in letters)


def ends_sentence(text: str) -> bool:
    """The text ends as a sentence or an item of a list does, so what follows is not its continuation."""
    return text.rstrip('»”"“)*_ ')[-1:] in tuple(".!?;:…")


def starts_lower(text: str) -> bool:
    return text[:1].islower()


def is_open_ended(text: str) -> bool:
    """Ends with a letter, a digit, a quote or a bracket: as a heading does."""
    return bool(text) and (text[-1].isalnum() or text[-1] in '»”"“)')


def is_known_chrome(text: str) -> bool:
    """A line that, before the title or after the text, can only be the page's own."""
    return len(text) <= 200 and (
        not any(char.isalpha() for char in text) or bool(CHROME.match(text)) or is_phones(text)
    )
