"""Catalogues of the interface: compiled without gettext's tools, and checked to be whole."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings

#: Languages that need a catalogue; English is written in the code.
TRANSLATED = ("uk", "ru")
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")


def catalogues() -> Iterator[Path]:
    """Yield the path of each language's .po file."""
    for language in TRANSLATED:
        yield Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def compile_catalogues() -> int:
    """Write .mo files where the .po is newer; returns how many were written."""
    written = 0
    for source in catalogues():
        target = source.with_suffix(".mo")
        if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
            continue
        polib.pofile(str(source)).save_as_mofile(str(target))
        written += 1
    return written


def _forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def problems() -> Iterator[str]:
    """Yield what is missing, fuzzy, or names other placeholders than its msgid."""
    for source in catalogues():
        language = source.parent.parent.name
        for entry in polib.pofile(str(source)):
            if entry.obsolete:
                continue
            forms = _forms(entry)
            if not all(forms):
                yield f"{language}: not translated: {entry.msgid!r}"
            elif entry.fuzzy:
                yield f"{language}: fuzzy: {entry.msgid!r}"
            else:
                allowed = set(_PLACEHOLDER.findall(entry.msgid)) | set(_PLACEHOLDER.findall(entry.msgid_plural))
                for form in forms:
                    if "python-format" in entry.flags and set(_PLACEHOLDER.findall(form)) - allowed:
                        yield f"{language}: other placeholders: {entry.msgid!r} → {form!r}"
