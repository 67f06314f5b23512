"""Short texts kept in several languages beside their row: {"uk": …, "ru": …, "en": …}."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import get_language


def localized(texts: Mapping[str, str], locale: str | None = None) -> str:
    """Return the text in the locale (the active one by default), else in the first language that has it."""
    wanted = (locale or get_language() or settings.LANGUAGE_CODE)[:2]
    for language in (wanted, settings.LANGUAGE_CODE, *(code for code, _name in settings.LANGUAGES)):
        if texts.get(language):
            return texts[language]
    return ""
