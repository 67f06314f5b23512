"""Encodings recognised, other formats refused with advice."""

import pytest

from common.errors import DomainError
from content.importing import read_code
from content.importing.decode import MAX_BYTES, decode
from content.importing.errors import (
    EmptyFileError,
    FileTooLargeError,
    NoClausesError,
    NotTextError,
    UnknownEncodingError,
)

UKRAINIAN = (
    "1. Загальні положення\n1.1. Працівник слухає заявника, не перебиваючи, і ґречно дякує за звернення її родині.\n"
)
RUSSIAN = "1. Общие положения\n1.1. Работник слушает заявителя, не перебивая, и вежливо благодарит за обращение.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-u"])
@pytest.mark.parametrize("text", [UKRAINIAN, RUSSIAN])
def test_text_comes_through_in_every_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_only_a_guess_lowers_the_confidence() -> None:
    assert decode(UKRAINIAN.encode()).confidence == 1
    guess = decode(UKRAINIAN.encode("cp1251"))
    assert guess.encoding == "cp1251"
    assert 0.75 <= guess.confidence < 1


def test_a_guessed_encoding_is_told_to_the_editor() -> None:
    result = read_code(RUSSIAN.encode("cp1251"))
    assert (result.warnings[0].line, result.warnings[0].kind) == (1, "guessed encoding")
    assert "cp1251" in result.warnings[0].message
    assert "guessed encoding" not in [notice.kind for notice in read_code(RUSSIAN.encode()).warnings]


@pytest.mark.parametrize("data", [b"", b"  \r\n\t\n", "\ufeff\n".encode(), "\u00a0\n".encode()])
def test_empty(data: bytes) -> None:
    with pytest.raises(EmptyFileError):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\x14\x00word/document.xml",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"%PDF-1.7\n%\xe2\xe3",
        rb"{\rtf1\ansi}",
        b"\x89PNG\r\n\x1a\n",
        b"\n<!DOCTYPE html><html>",
        b"text\x00\x01\x02text\x00\x00\x03",
        bytes(range(1, 30)) * 50,
    ],
)
def test_other_formats_are_refused_with_advice(data: bytes) -> None:
    with pytest.raises(NotTextError) as raised:
        decode(data)
    assert isinstance(raised.value, DomainError)
    assert raised.value.message


def test_an_encoding_that_cannot_be_told_is_refused() -> None:
    with pytest.raises(UnknownEncodingError):
        decode("Règles d'été à la mairie, déjà vues".encode("latin-1"))


def test_size_limit() -> None:
    with pytest.raises(FileTooLargeError):
        decode(b"a" * (MAX_BYTES + 1))


@pytest.mark.parametrize(
    "text", ["ЗАГАЛЬНІ ПОЛОЖЕННЯ\n", "КОДЕКС ЕТИКИ\n\n1. ПРАВА\n2. ОБОВ’ЯЗКИ\n", "Версія для друку\n"]
)
def test_a_text_without_clauses_is_no_code(text: str) -> None:
    with pytest.raises(NoClausesError):
        read_code(text.encode())
