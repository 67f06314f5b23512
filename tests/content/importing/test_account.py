"""Nothing is lost, nothing doubled: on any text, and the check itself notices when something is."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.importing import Clause, flatten, parse
from content.importing.account import AccountError, account
from content.importing.model import Dropped, Piece
from tests.content.importing.outlines import read

FRAGMENTS = st.sampled_from(
    [
        *("1. ", "2. ", "1.1. ", "2.3.1.", "3.4¹ ", "10.1 А", "1) ", "(2) ", "а) ", "- б) ", "б)", "– ", "• ", "* "),
        *(
            "I. ",
            "ІІ. ",
            "Розділ 1. ",
            "Стаття 2",
            "ЗАГАЛЬНІ ПОЛОЖЕННЯ",
            "Загальні положення",
            "КОДЕКС ЕТИКИ",
            "СТАНДАРТ",
        ),
        *("ПОГОДЖЕНО:", "ЗАТВЕРДЖЕНО", "від «_01_» ____11______2016", "№ 5", "Додаток 1", "Директор І. І. Мороз"),
        *("Приклад: ", "Приклад листа:", "Іванову І. І.", "Шановний пане!", "«цитата»", "Примітка: ", "З повагою"),
        *(
            "Версія для друку",
            "Головна → ",
            "УКР РУС",
            "(061) 000 11 22",
            "[bookmark: _x]",
            "Зміст",
            "Вступ....... 3",
            "5",
        ),
        *(
            "\n",
            "\n\n",
            " ",
            "\t",
            "\r\n",
            "\r",
            "\u200b",
            "\ufeff",
            "\u00ad",
            "\f",
            "\x85",
            "\u2028",
            "\x00",
            "*",
            "**",
        ),
        *("Працівник повинен слухати.", "слово", "Слово", "слово;", "обслугову-", "Термінологія.", "Термін – це річ."),
        *("до пункту", "та", ":", "; ", ".", ",", "Ii", "и\u0306", "e\u0301", "праця i турбота", "Відкритість"),
    ]
)
TEXTS = st.lists(st.one_of(FRAGMENTS, FRAGMENTS, FRAGMENTS, st.text(max_size=6)), max_size=50).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_line_of_any_text_is_accounted_for(source: str) -> None:
    result = parse(source)
    squeezed = {
        no for no, line in enumerate(source.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1) if line.split()
    }
    told = {piece.line for part in result.walk() for piece in part.pieces}
    told |= {piece.line for piece in result.title_pieces}
    told |= {piece.line for entry in result.dropped for piece in entry.pieces}
    assert told <= squeezed
    assert account(result, source) == len(told)
    json.dumps(result.as_json())
    assert all(1 <= block["level"] <= 4 for block in flatten(result))


@settings(max_examples=150, deadline=None)
@given(st.text())
def test_arbitrary_text_does_no_harm(source: str) -> None:
    account(parse(source), source)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_reading_twice_gives_the_same(source: str) -> None:
    assert parse(source).as_json() == parse(source).as_json()


SOURCE = ("КОДЕКС ЕТИКИ", "", "1. Права", "1.1. Працівник:", "– слухає;", "– дякує.", "Версія для друку")


def test_a_lost_line_is_noticed() -> None:
    result = read(*SOURCE)
    result.sections[0].clauses[0].clauses.pop()
    with pytest.raises(AccountError, match="line 6"):
        account(result, "\n".join(SOURCE))


def test_a_doubled_line_is_noticed() -> None:
    result = read(*SOURCE)
    result.dropped.append(Dropped("page chrome", result.sections[0].pieces))
    result.dropped.sort(key=lambda entry: entry.line)
    with pytest.raises(AccountError, match="line 3"):
        account(result, "\n".join(SOURCE))


def test_a_displaced_line_is_noticed() -> None:
    result = read(*SOURCE)
    result.sections[0].clauses[0].clauses.reverse()
    with pytest.raises(AccountError, match="comes after"):
        account(result, "\n".join(SOURCE))


def test_an_altered_word_is_noticed() -> None:
    result = read(*SOURCE)
    result.sections[0].clauses[0].text = "Працівниця:"
    with pytest.raises(AccountError, match="does not say"):
        account(result, "\n".join(SOURCE))


def test_an_invented_line_is_noticed() -> None:
    result = read(*SOURCE)
    result.sections[0].clauses.append(Clause(text="Ще", pieces=[Piece(8, 0, "Ще")]))
    with pytest.raises(AccountError, match="line 8"):
        account(result, "\n".join(SOURCE))


def test_a_thousand_clauses_in_a_second() -> None:
    lines = ["КОДЕКС ЕТИКИ", ""]
    for n in range(1000):
        if n % 40 == 0:
            lines.append(f"{n // 40 + 1}. Справа {n // 40 + 1}")
        lines.append(
            f"{n // 40 + 1}.{n % 40 + 1}. Працівник дбає про справу {n} уважно, чемно й без поспіху, та записує її."
        )
    started = time.perf_counter()
    result = read(*lines)
    assert time.perf_counter() - started < 1
    assert result.clause_count == 1000
    assert result.warnings == []


@pytest.mark.parametrize(
    "line", ["слово слово\n", "– а:\n• б:\n", "Приклад:\nМороз І. І.\n", "ЗАТВЕРДЖЕНО\nДиректор\n", "*a ", "Слово – "]
)
def test_time_grows_with_the_length_only(line: str) -> None:
    def seconds(times: int) -> float:
        started = time.perf_counter()
        parse(line * times)
        return time.perf_counter() - started

    seconds(100)
    # Ten times the text: quadratic work would take a hundred times as long.
    assert seconds(10_000) < 40 * max(seconds(1_000), 0.01)
