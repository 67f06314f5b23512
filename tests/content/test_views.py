"""Reading pages: who comes, which edition and language, constant queries."""

import datetime
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from content import services
from content.models import CodePage, Edition
from people.models import Person
from tests.content.conftest import WORDS, long_code, small_code

pytestmark = pytest.mark.django_db
Issue = Callable[..., Edition]
SignIn = Callable[[Person], Client]


def code_url(code: CodePage) -> str:
    return reverse("content:code", args=[code.translation_key])


def reissue(code: CodePage, editor: Person, issue: Issue, text: str, **fields: Any) -> Edition:
    blocks = services.blocks_of(code)
    blocks[1] = replace(blocks[1], text=text)
    services.revise_code(code, blocks, actor=editor.user)
    return issue(code, "86-к", **fields)


def test_employee_reads_the_edition_in_force(
    code: CodePage, editor: Person, employee: Person, issue: Issue, client_as: SignIn
) -> None:
    issue(code)
    ahead = timezone.localdate() + datetime.timedelta(days=9)
    reissue(code, editor, issue, "Оператор слухає уважно.", effective=ahead)
    page = client_as(employee).get(code_url(code)).content.decode()
    assert "Оператор слухає, не перебиваючи." in page
    assert "Оператор слухає уважно." not in page
    assert "Edition 2 takes effect on" in page


def test_draft_is_read_by_nobody(code: CodePage, employee: Person, client_as: SignIn) -> None:
    reader = client_as(employee)
    assert reader.get(code_url(code)).status_code == 404
    assert b"No code has been issued yet" in reader.get(reverse("content:codes")).content


def test_visitor_is_asked_to_sign_in(code: CodePage, issue: Issue, client: Client) -> None:
    edition = issue(code)
    for url in (reverse("content:codes"), code_url(code), edition.get_absolute_url()):
        assert client.get(url).status_code == 302


def test_unknown_ids_are_not_found(code: CodePage, issue: Issue, employee: Person, client_as: SignIn) -> None:
    edition = issue(code)
    reader, unknown = client_as(employee), uuid.uuid4()
    for url in (
        reverse("content:code", args=[unknown]),
        reverse("content:edition", args=[unknown]),
        reverse("content:compare", args=[edition.public_id, unknown]),
        reverse("content:clause", args=[code.translation_key, unknown]),
    ):
        assert reader.get(url).status_code == 404


def test_language_of_the_reader_else_the_code_s_own(
    code: CodePage, editor: Person, employee: Person, issue: Issue, client_as: SignIn
) -> None:
    ids = [block.id for block in services.blocks_of(code)]
    services.write_code(
        title=WORDS["ru"][0], blocks=small_code("ru", ids), actor=editor.user, locale="ru", translation_of=code
    )
    issue(code)
    reader = client_as(employee)
    english = reader.get(code_url(code)).content.decode()
    assert "not issued in your language" in english and "Мета кодексу" in english
    russian = reader.get(code_url(code) + "?lang=ru").content.decode()
    assert "Цель кодекса" in russian and 'lang="ru"' in russian


def test_old_edition_says_so_and_keeps_its_words(
    code: CodePage, editor: Person, employee: Person, issue: Issue, client_as: SignIn
) -> None:
    first = issue(code)
    reissue(code, editor, issue, "Оператор слухає уважно.", effective=timezone.localdate())
    page = client_as(employee).get(first.get_absolute_url()).content.decode()
    assert "This is an older edition" in page
    assert "Оператор слухає, не перебиваючи." in page


def test_comparison_marks_words_and_turns_round(
    code: CodePage, editor: Person, employee: Person, issue: Issue, client_as: SignIn
) -> None:
    first = issue(code)
    second = reissue(code, editor, issue, "Оператор слухає уважно.")
    reader = client_as(employee)
    page = reader.get(reverse("content:compare", args=[second.public_id, first.public_id])).content.decode()
    assert "<del>, не перебиваючи</del>" in page and "<ins> уважно</ins>" in page
    assert "Час очікування" not in page
    turned = reader.get(reverse("content:compare", args=[first.public_id, second.public_id]))
    assert turned["Location"] == reverse("content:compare", args=[second.public_id, first.public_id])


def test_clause_permalink_leads_to_the_words(code: CodePage, employee: Person, issue: Issue, client_as: SignIn) -> None:
    issue(code)
    block = services.blocks_of(code)[1]
    answer = client_as(employee).get(reverse("content:clause", args=[code.translation_key, block.id]))
    assert answer["Location"] == f"{code_url(code)}#c-{block.id}"
    assert f'id="c-{block.id}"' in client_as(employee).get(code_url(code)).content.decode()
    assert 'id="n1.1"' in client_as(employee).get(code_url(code)).content.decode()


def test_hostile_words_are_shown_as_words(editor: Person, employee: Person, issue: Issue, client_as: SignIn) -> None:
    hostile = small_code()
    hostile[1] = replace(hostile[1], text="<script>alert(1)</script>", number="<i>")
    page = services.write_code(title="<b>Кодекс</b>", blocks=hostile, actor=editor.user, locale="uk")
    edition = issue(page)
    html = client_as(employee).get(code_url(page)).content.decode()
    for text in (html, edition.texts.get().html):
        assert "<script>alert" not in text and "<i>" not in text and "<b>Кодекс" not in text


@pytest.mark.parametrize("clauses", [5, 500])
def test_queries_do_not_grow_with_the_code(
    editor: Person,
    employee: Person,
    issue: Issue,
    client_as: SignIn,
    clauses: int,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    page = services.write_code(title="Кодекс", blocks=long_code(clauses), actor=editor.user, locale="uk")
    first = issue(page)
    second = reissue(page, editor, issue, "Змінене положення.")
    reader = client_as(employee)
    reader.get(code_url(page))
    with django_assert_max_num_queries(18):
        reader.get(code_url(page))
    with django_assert_max_num_queries(22):
        reader.get(reverse("content:compare", args=[second.public_id, first.public_id]))
