"""The editor's desk: list, outline editor, issue form."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from content import outline, services
from content.models import CodePage, Edition
from people.models import Person
from tests.content.conftest import long_code

pytestmark = pytest.mark.django_db
FIELD = re.compile(r'<(?:input|select|textarea|button)[^>]*\bname="([^"]+)"')


@pytest.fixture
def desk(editor: Person, client_as: Callable[[Person], Client]) -> Client:
    return client_as(editor)


def section_url(code: CodePage, place: int = 0) -> str:
    section = outline.sections(services.blocks_of(code))[place]
    return reverse("codes:section", args=[code.pk, section.id])


def opened(desk: Client, url: str) -> dict[str, Any]:
    """Open a section and return what its form would send unchanged."""
    context = desk.get(url).context
    rows = [form.initial for form in context["formset"].forms]
    fields: dict[str, Any] = {
        "ids": context["ids"],
        "base": context["base"],
        "marks": context["marks"],
        "form-TOTAL_FORMS": len(rows),
        "form-INITIAL_FORMS": len(rows),
        "do": "save",
    }
    for n, row in enumerate(rows):
        fields |= {f"form-{n}-{key}": value for key, value in row.items() if value is not False}
    return fields


def texts(code: CodePage) -> list[str]:
    return [block.text for block in services.blocks_of(code)]


def test_list_shows_state_and_empty_state(desk: Client, code: CodePage) -> None:
    assert b"draft, never issued" in desk.get(reverse("codes:list")).content
    code.delete()
    assert b"There are no codes here yet" in desk.get(reverse("codes:list")).content


@pytest.mark.parametrize("who", ["hr", "employee", "manager"])
def test_only_editors_come(
    request: pytest.FixtureRequest, client_as: Callable[[Person], Client], code: CodePage, who: str
) -> None:
    visitor = client_as(request.getfixturevalue(who))
    for url in (
        reverse("codes:list"),
        reverse("codes:outline", args=[code.pk]),
        reverse("codes:issue", args=[code.pk]),
    ):
        assert visitor.get(url).status_code in (302, 404)


def test_saving_keeps_ids_and_writes_a_revision(desk: Client, code: CodePage) -> None:
    before = services.blocks_of(code)
    url = section_url(code)
    answer = desk.post(url, opened(desk, url) | {"form-1-text": "Оператор слухає уважно."})
    after = services.blocks_of(code)
    assert answer.status_code == 302
    assert [block.id for block in after] == [block.id for block in before]
    assert after[1].text == "Оператор слухає уважно."
    assert CodePage.objects.get(pk=code.pk).has_unpublished_changes
    assert code.revisions.count() == 2


def test_second_of_two_editors_loses_nothing(desk: Client, code: CodePage) -> None:
    url = section_url(code)
    mine = opened(desk, url) | {"form-1-text": "Мій текст."}
    desk.post(url, opened(desk, url) | {"form-1-text": "Їхній текст.", "form-2-text": "Теж їхній."})
    conflict = desk.post(url, mine)
    page = conflict.content.decode()
    assert conflict.status_code == 409
    assert "Мій текст." in page and "Їхній текст." in page and "Теж їхній." in page
    assert texts(code)[1] == "Їхній текст."
    again = conflict.context
    rows = [form.initial for form in again["formset"].forms]
    fields: dict[str, Any] = {name: again[name] for name in ("ids", "base", "marks")} | {"do": "save"}
    fields |= {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": len(rows)}
    for n, row in enumerate(rows):
        fields |= {f"form-{n}-{key}": value for key, value in row.items() if value is not False}
    assert desk.post(url, fields).status_code == 302
    assert texts(code)[1:] == ["Мій текст.", "Теж їхній."]


def test_row_of_one_s_own_stays_where_it_was_put_in_a_conflict(desk: Client, code: CodePage) -> None:
    before = services.blocks_of(code)
    url = section_url(code)
    mine = opened(desk, url)
    fresh = outline.new_id()
    mine |= {f"form-3-{key}": mine[f"form-2-{key}"] for key in ("id", "kind", "level", "number", "text")}
    mine |= {"form-2-id": fresh, "form-2-text": "Моє нове.", "form-2-number": "1.1¹", "form-TOTAL_FORMS": 4}
    desk.post(url, opened(desk, url) | {"form-1-text": "Їхній текст."})
    conflict = desk.post(url, mine)
    rows = [(str(form.initial["id"]), form.initial["text"]) for form in conflict.context["formset"].forms]
    assert rows == [
        (before[0].id, before[0].text),
        (before[1].id, "Їхній текст."),
        (fresh, "Моє нове."),
        (before[2].id, before[2].text),
    ]


def test_conflict_names_a_clause_moved_away(desk: Client, code: CodePage, editor: Person) -> None:
    url = section_url(code)
    mine = opened(desk, url) | {"form-2-text": "Мій текст про час."}
    blocks = services.blocks_of(code)
    other = outline.Block(kind="heading", level=1, number="2", text="Інший розділ")
    services.revise_code(code, [*blocks[:2], other, blocks[2]], actor=editor.user)
    conflict = desk.post(url, mine)
    assert conflict.status_code == 409
    assert [block.text for block in conflict.context["moved_away"]] == ["Мій текст про час."]
    assert len(texts(code)) == 4


def test_other_section_saved_meanwhile_is_no_conflict(desk: Client, editor: Person) -> None:
    code = services.write_code(title="Кодекс", blocks=long_code(50), actor=editor.user, locale="uk")
    first, second = section_url(code, 0), section_url(code, 1)
    mine = opened(desk, first) | {"form-1-text": "Перший."}
    desk.post(second, opened(desk, second) | {"form-1-text": "Другий."})
    assert desk.post(first, mine).status_code == 302
    assert {"Перший.", "Другий."} <= set(texts(code))


@pytest.mark.parametrize(
    ("verb", "row", "order"),
    [("up", 2, [0, 2, 1]), ("down", 1, [0, 2, 1]), ("remove", 1, [0, 2])],
)
def test_buttons_move_and_remove(desk: Client, code: CodePage, verb: str, row: int, order: list[int]) -> None:
    before = services.blocks_of(code)
    url = section_url(code)
    desk.post(url, opened(desk, url) | {"do": f"{verb}:{before[row].id}"})
    assert services.blocks_of(code) == [before[place] for place in order]


def test_adding_saves_what_was_typed_and_puts_an_empty_row(desk: Client, code: CodePage) -> None:
    before = services.blocks_of(code)
    url = section_url(code)
    answer = desk.post(url, opened(desk, url) | {"do": f"add:{before[1].id}", "form-2-text": "Набране."})
    after = services.blocks_of(code)
    assert [block.text for block in after] == [before[0].text, before[1].text, "", "Набране."]
    assert answer["Location"].endswith(f"#b-{after[2].id}")


def test_picked_clauses_go_to_another_section(desk: Client, editor: Person) -> None:
    code = services.write_code(title="Кодекс", blocks=long_code(6, a_section=3), actor=editor.user, locale="uk")
    before = services.blocks_of(code)
    url = section_url(code)
    target = outline.sections(before)[1].id
    desk.post(url, opened(desk, url) | {"do": "move", "target": target, "form-1-pick": "on", "form-3-pick": "on"})
    after = services.blocks_of(code)
    assert [block.id for block in after] == [before[place].id for place in (0, 2, 4, 5, 6, 7, 1, 3)]


def test_removing_an_issued_clause_excludes_it(desk: Client, code: CodePage, issue: Callable[..., Edition]) -> None:
    issue(code)
    block = services.blocks_of(code)[1]
    url = section_url(code)
    desk.post(url, opened(desk, url) | {"do": f"remove:{block.id}"})
    assert [(b.id, b.excluded) for b in services.blocks_of(code)][1] == (block.id, True)


@pytest.mark.parametrize(
    "wrong",
    [{"form-1-level": "9"}, {"form-1-kind": "poem"}, {"ids": "x y"}, {"form-1-id": "1"}, {"form-TOTAL_FORMS": "9999"}],
)
def test_damaged_form_saves_nothing_and_keeps_the_text(desk: Client, code: CodePage, wrong: dict[str, str]) -> None:
    before = texts(code)
    url = section_url(code)
    answer = desk.post(url, opened(desk, url) | {"form-1-text": "Набране."} | wrong)
    assert answer.status_code == 422
    assert texts(code) == before
    assert "Набране." in answer.content.decode()


def test_ids_of_other_sections_cannot_be_smuggled_in(desk: Client, editor: Person) -> None:
    code = services.write_code(title="Кодекс", blocks=long_code(50), actor=editor.user, locale="uk")
    foreign = services.blocks_of(code)[-1].id
    url = section_url(code)
    before = services.blocks_of(code)
    assert desk.post(url, opened(desk, url) | {"form-1-id": foreign}).status_code == 409
    assert services.blocks_of(code) == before


def test_no_request_sends_more_than_300_fields(desk: Client, editor: Person) -> None:
    code = services.write_code(title="Кодекс", blocks=long_code(120, a_section=120), actor=editor.user, locale="uk")
    answer = desk.get(section_url(code))
    assert len(answer.context["pages"]) == 5
    assert len(FIELD.findall(answer.content.decode())) <= 300
    last = opened(desk, section_url(code) + "?page=5")
    assert len(last["ids"].split()) == 121 - 100


def test_sections_move_and_are_added(desk: Client, editor: Person) -> None:
    code = services.write_code(title="Кодекс", blocks=long_code(6, a_section=3), actor=editor.user, locale="uk")
    url = reverse("codes:outline", args=[code.pk])
    first, second = (section.id for section in outline.sections(services.blocks_of(code)))
    base = desk.get(url).context["base"]
    desk.post(url, {"do": f"down:{first}", "base": base})
    assert [section.id for section in outline.sections(services.blocks_of(code))] == [second, first]
    stale = desk.post(url, {"do": f"down:{second}", "base": base})
    assert b"Someone saved these clauses" in stale.content
    base = desk.get(url).context["base"]
    desk.post(url, {"do": "add", "base": base, "text": "Прикінцеві положення", "number": "3", "level": "1"})
    assert texts(code)[-1] == "Прикінцеві положення"


def test_outline_takes_the_same_queries_for_any_length(
    desk: Client, editor: Person, code: CodePage, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    large = services.write_code(title="Великий", blocks=long_code(400), actor=editor.user, locale="uk")
    for page in (code, large):
        desk.get(section_url(page))
        with django_assert_max_num_queries(25):
            desk.get(reverse("codes:outline", args=[page.pk]))


def test_wagtail_s_own_edit_page_leaves_the_body_alone(desk: Client, code: CodePage) -> None:
    answer = desk.get(reverse("wagtailadmin_pages:edit", args=[code.pk]))
    assert answer.status_code == 200
    assert not any(name.startswith("body") for name in FIELD.findall(answer.content.decode()))
    assert reverse("codes:outline", args=[code.pk]) in answer.content.decode()


def test_issue_form_shows_changes_then_issues(
    desk: Client, code: CodePage, editor: Person, issue: Callable[..., Edition]
) -> None:
    issue(code)
    url = section_url(code)
    desk.post(url, opened(desk, url) | {"form-1-text": "Оператор слухає <b>уважно</b>."})
    form_url = reverse("codes:issue", args=[code.pk])
    shown = desk.get(form_url)
    assert "<ins>" in shown.content.decode() and "<b>уважно" not in shown.content.decode()
    fields = {
        "act_kind": "order",
        "act_number": "86-к",
        "act_date": "2026-11-05",
        "effective": "2026-11-16",
        "expected": shown.context["frozen"].fingerprint,
        "editorial": [services.blocks_of(code)[1].id],
    }
    assert desk.post(form_url, fields | {"effective": "2026-11-01"}).status_code == 422
    answer = desk.post(form_url, fields)
    edition = Edition.objects.newest().get()
    assert answer["Location"] == reverse("codes:issued", args=[edition.public_id])
    assert edition.clauses.get(change="amended").nature == "editorial"
    assert edition.texts.get().sha256 in desk.get(answer["Location"]).content.decode()
    again = desk.post(form_url, fields)
    assert again.status_code == 422
    assert Edition.objects.count() == 2


def test_issued_code_is_not_deleted(desk: Client, code: CodePage, issue: Callable[..., Edition]) -> None:
    issue(code)
    desk.post(reverse("wagtailadmin_pages:delete", args=[code.pk]))
    assert CodePage.objects.filter(pk=code.pk).exists()
