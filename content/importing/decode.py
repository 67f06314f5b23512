"""Bytes to text: which encoding a plain-text file is in, and what is no plain text at all."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from content.importing.errors import EmptyFileError, FileTooLargeError, NotTextError, UnknownEncodingError

MAX_BYTES = 20 * 1024 * 1024
_SAMPLE = 200_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORD_FILE = _(
    "This is a document of a word processor. Open it, save it as plain text (.txt, UTF-8) and import that file."
)
_PDF = _("This is a PDF. Open it, copy its text into a plain text file (.txt, UTF-8) and import that file.")
_WEB_PAGE = _("This is a web page. Open it in a browser, copy the text into a plain text file and import that file.")
_BINARY = _("This is not a text file. Save the code as plain text (.txt, UTF-8) and import that file.")
_MAGIC = (
    (b"PK\x03\x04", _WORD_FILE),
    (b"PK\x05\x06", _WORD_FILE),
    (b"\xd0\xcf\x11\xe0", _WORD_FILE),
    (b"{\\rtf", _WORD_FILE),
    (b"%PDF", _PDF),
    (b"\x89PNG", _BINARY),
    (b"\xff\xd8\xff", _BINARY),
    (b"GIF8", _BINARY),
    (b"\x1f\x8b", _BINARY),
    (b"7z\xbc\xaf", _BINARY),
    (b"Rar!", _BINARY),
    (b"\x7fELF", _BINARY),
    (b"MZ\x90", _BINARY),
)
_CYRILLIC_ENCODINGS = ("cp1251", "koi8-u", "cp866")
# How common a letter is in Ukrainian and Russian running text; the rest scores little.
_COMMON = dict.fromkeys("оаиентісрвлкдпумя", 3) | dict.fromkeys("зьбгчйхжшюцщєїґфыэъё", 1)
_SURE = 0.75


@dataclass(frozen=True, slots=True)
class Decoded:
    """`confidence` is 1 where the encoding is certain, less where it was guessed (0–1)."""

    text: str
    encoding: str
    confidence: float


def decode(data: bytes) -> Decoded:
    """The text of a file, or a CodeImportError error that says what to do."""
    if len(data) > MAX_BYTES:
        raise FileTooLargeError
    if not data.strip():
        raise EmptyFileError
    _refuse_other_formats(data)
    found = _decode(data)
    if not found.text.strip("\ufeff \t\r\n\v\f\u00a0\u200b"):
        raise EmptyFileError
    return found


def _refuse_other_formats(data: bytes) -> None:
    for magic, message in _MAGIC:
        if data.startswith(magic):
            raise NotTextError(message)
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<?xml")):
        raise NotTextError(_WEB_PAGE)


def _decode(data: bytes) -> Decoded:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return Decoded(data.decode(encoding), encoding.removesuffix("-sig"), 1.0)
            except UnicodeDecodeError:
                raise NotTextError(_BINARY) from None
    if b"\0" in data:
        return _decode_wide(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data)
    if _unprintable(text) > 0.05:
        raise NotTextError(_BINARY)
    return Decoded(text, "utf-8", 1.0)


def _decode_wide(data: bytes) -> Decoded:
    """UTF-16 without its mark: every other byte of spaces, digits and line ends is zero."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _unprintable(text) < 0.01 and _readable(text) > 0.9:
            return Decoded(text, encoding, 0.9)
    raise NotTextError(_BINARY)


def _guess(data: bytes) -> Decoded:
    sample = data[:_SAMPLE]
    if sum(byte < 32 and byte not in b"\t\r\n\f\v\x1a" for byte in sample) > 0.02 * len(sample):
        raise NotTextError(_BINARY)
    scored = sorted(((_score(sample, encoding), encoding) for encoding in _CYRILLIC_ENCODINGS), reverse=True)
    (best, encoding), (second, _other) = scored[:2]
    confidence = best / (best + max(second, 0)) if best > 0 else 0.0
    if confidence < _SURE:
        raise UnknownEncodingError
    try:
        return Decoded(data.decode(encoding), encoding, min(confidence, 0.99))
    except UnicodeDecodeError:
        raise UnknownEncodingError from None


def _score(sample: bytes, encoding: str) -> float:
    """Mean weight of the characters beyond ASCII: common small letters for, stray signs and inner capitals against."""
    text = sample.decode(encoding, errors="replace")
    total = count = 0
    before = " "
    for char in text:
        if not char.isascii():
            count += 1
            if char in _COMMON:
                total += _COMMON[char]
            elif char.isalpha() and "\u0400" <= char <= "\u04ff":
                total += -3 if before.islower() else 0
            elif char not in "«»–—’“”„…№•\u00a0":
                total -= 4
        before = char
    return total / count if count else 0.0


def _unprintable(text: str) -> float:
    head = text[:_SAMPLE]
    return sum(
        not char.isprintable() and not char.isspace() and char not in "\ufeff\u00ad\u200b" for char in head
    ) / len(head)


def _readable(text: str) -> float:
    """Share of Latin, Cyrillic and punctuation: bytes of a binary file read as UTF-16 land all over the tables."""
    head = text[:_SAMPLE]
    known = sum(char < "\u0100" or "\u0400" <= char <= "\u04ff" or "\u2000" <= char <= "\u22ff" for char in head)
    return known / len(head)
