"""A small code in work, and ways to issue it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from content import services
from content.models import CodePage, Edition
from content.outline import Block, new_id
from people.models import Person

WORDS = {
    "uk": ("Кодекс етики", ["Мета кодексу", "Оператор слухає, не перебиваючи.", "Час очікування називають чесно."]),
    "ru": ("Кодекс этики", ["Цель кодекса", "Оператор слушает, не перебивая.", "Время ожидания называют честно."]),
    "en": (
        "Code of ethics",
        ["Purpose", "The operator listens without interrupting.", "Waiting time is told honestly."],
    ),
}


def small_code(locale: str = "uk", ids: list[str] | None = None) -> list[Block]:
    """A heading and two clauses in the language; the same ids join the languages."""
    heading, first, second = WORDS[locale][1]
    keys = ids or [new_id() for _ in range(3)]
    return [
        Block(id=keys[0], kind="heading", level=1, number="1", text=heading),
        Block(id=keys[1], number="1.1", text=first),
        Block(id=keys[2], number="1.2", text=second),
    ]


def long_code(clauses: int, a_section: int = 25) -> list[Block]:
    """A code of so many clauses, a heading before every `a_section` of them."""
    blocks = []
    for n in range(clauses):
        if n % a_section == 0:
            blocks.append(Block(kind="heading", level=1, number=str(n // a_section + 1), text=f"Розділ про справу {n}"))
        number = f"{n // a_section + 1}.{n % a_section + 1}"
        blocks.append(Block(number=number, text=f"Працівник дбає про справу {n} уважно, чемно й без поспіху."))
    return blocks


@pytest.fixture
def code(editor: Person) -> CodePage:
    return services.write_code(title="Кодекс етики", blocks=small_code(), actor=editor.user, locale="uk")


@pytest.fixture
def issue(editor: Person) -> Callable[..., Edition]:
    """Issue the code by order no. `number` of February 2026."""

    def run(code: CodePage, number: str = "31-к", **fields: Any) -> Edition:
        given: dict[str, Any] = {
            "actor": editor.user,
            "act_kind": "order",
            "act_number": number,
            "act_date": datetime.date(2026, 2, 3),
            "effective": datetime.date(2026, 2, 10),
        }
        return services.issue_edition(code, **{**given, **fields})

    return run
