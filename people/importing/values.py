"""One cell of a personnel file to a value; a cell that cannot be understood says why."""

import datetime
import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from people.importing.reading import Cell, Formula


class CellError(ValueError):
    """Why a cell is refused, for the person."""


_FLAGS = {True: "1 так да yes true y x х + т д истина істина", False: "0 ні нет no false n - – — ложь хибність"}
_FLAG_OF = {word: flag for flag, words in _FLAGS.items() for word in words.split()} | {"": False}
_LANGUAGES = {
    "uk": "uk ua ukr укр українська украинский ukrainian",
    "ru": "ru rus рос рус російська русский russian",
    "en": "en eng англ англійська английский english",
}
_LANGUAGE_OF = {word: code for code, words in _LANGUAGES.items() for word in words.split()}
_GENDERS = {
    "f": "f ж жін жіноча жінка жен женский женщина female w",
    "m": "m ч чол чоловіча чоловік м муж мужской male",
}
_GENDER_OF = {word: code for code, words in _GENDERS.items() for word in words.split()}
_LOOKALIKES = str.maketrans("ABCEHIKMOPTXaceiopxyï", "АВСЕНІКМОРТХасеіорхуї")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff\u00ad"))
_EXCEL_DAY_ONE = datetime.date(1899, 12, 30)


def text_of(cell: Cell) -> str:
    """Return the cell as one line of text: spaces collapsed, invisible signs gone."""
    if isinstance(cell, Formula) or (isinstance(cell, str) and re.match(r"\s*[=@]|\s*[+-]\s*[A-Za-z(]", cell)):
        raise CellError(_("the cell holds a formula; put its value there"))
    if cell is None:
        return ""
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    text = " ".join(unicodedata.normalize("NFC", str(cell)).translate(_INVISIBLE).split())
    if any(unicodedata.category(letter) in {"Cc", "Co", "Cn"} or letter == "\ufffd" for letter in text):
        raise CellError(_("the cell holds signs that cannot be read"))
    return text


def limited(text: str, limit: int) -> str:
    if len(text) > limit:
        raise CellError(_("longer than %(limit)s letters") % {"limit": limit})
    return text


def name_of(text: str) -> str:
    """Return a name: letters, hyphens, apostrophes and spaces; Latin look-alikes inside a Cyrillic word are mended."""
    name = re.sub(r"['`ʼ′‘]", "’", limited(text, 100))
    name = " ".join(_mended(word) for word in name.split())
    if re.search(r"[^\w\s’.\-–()]|[\d_]", name):
        raise CellError(_("“%(text)s” is not a name") % {"text": text})
    return name


def _mended(word: str) -> str:
    mixed = re.search(r"[а-яёіїєґ]", word, re.IGNORECASE) and re.search(r"[a-zï]", word, re.IGNORECASE)
    if not mixed:
        return word
    mended = word.translate(_LOOKALIKES)
    if re.search(r"[a-z]", mended, re.IGNORECASE):
        raise CellError(_("“%(text)s” mixes letters of two alphabets") % {"text": word})
    return mended


def staff_number_of(text: str) -> str:
    """Return a staff number; it is also the sign-in name, so it has no spaces and no @."""
    if not re.fullmatch(r"[\w./\-]{1,32}", text):
        raise CellError(
            _("“%(text)s” is not a staff number: letters, digits, dots, hyphens, up to 32") % {"text": text}
        )
    return text


def email_of(text: str) -> str:
    """Return the address in lower case, or nothing."""
    if not text:
        return ""
    try:
        validate_email(text)
    except ValidationError as error:
        raise CellError(_("“%(text)s” is not an e-mail address") % {"text": text}) from error
    return limited(text, 254).lower()


def flag_of(text: str) -> bool:
    if text.casefold() not in _FLAG_OF:
        raise CellError(_("“%(text)s” is neither yes nor no") % {"text": text})
    return _FLAG_OF[text.casefold()]


def language_of(text: str) -> str:
    """Return the code of the language, or nothing when it is not stated."""
    word = text.casefold().rstrip(".")
    if word and word not in _LANGUAGE_OF:
        raise CellError(_("the language “%(text)s” is not known: uk, ru or en") % {"text": text})
    return _LANGUAGE_OF.get(word, "")


def gender_of(text: str) -> str:
    word = text.casefold().rstrip(".")
    if word and word not in _GENDER_OF:
        raise CellError(_("“%(text)s” is not known as a gender: f or m") % {"text": text})
    return _GENDER_OF.get(word, "")


def date_of(cell: Cell, *, workbook: bool = False) -> datetime.date | None:
    """Return the day: 2026-11-27, 27.11.2026 or a date of Excel; None for nothing."""
    if isinstance(cell, datetime.date):
        return _sensible(cell, cell.isoformat())
    if workbook and isinstance(cell, int) and not isinstance(cell, bool) and 10_000 <= cell <= 80_000:
        return _sensible(_EXCEL_DAY_ONE + datetime.timedelta(days=cell), str(cell))
    text = text_of(cell)
    if not text:
        return None
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?", text)
    dotted = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?: 0?0:00(?::00)?)?", text)
    if iso:
        year, month, day = iso.groups()
    elif dotted:
        day, month, year = dotted.groups()
    else:
        raise CellError(_("the date “%(text)s” is of unknown form; write 27.11.2026 or 2026-11-27") % {"text": text})
    try:
        return _sensible(datetime.date(int(year), int(month), int(day)), text)
    except ValueError as error:
        if isinstance(error, CellError):
            raise
        raise CellError(_("there is no such day as “%(text)s”") % {"text": text}) from error


def _sensible(day: datetime.date, text: str) -> datetime.date:
    if not 1940 <= day.year <= 2100:
        raise CellError(_("the year of “%(text)s” cannot be right") % {"text": text})
    return day


def path_of(text: str) -> tuple[str, ...]:
    """Return the names of departments from the root: «A / B / C»; a slash without spaces splits if no other does."""
    # the lookahead leaves the space after a slash for the next one, so that an empty step shows
    parts = re.split(r"\s+/(?=\s)|\s*[>→\\]\s*", text)
    if len(parts) == 1:
        parts = text.split("/")
    names = tuple(" ".join(part.split()) for part in parts)
    if any(not name for name in names):
        raise CellError(_("the department path “%(text)s” has an empty step") % {"text": text})
    for name in names:
        limited(name, 200)
    folded = [name.casefold() for name in names]
    if len(set(folded)) < len(folded):
        raise CellError(_("the department path “%(text)s” comes back to itself") % {"text": text})
    return names
