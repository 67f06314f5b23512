"""Making, freezing and issuing codes."""

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from common.errors import DomainError
from common.guards import lift_guards
from content import evidence, services, signals
from content.models import ApprovalAct, Clause, ClauseText, CodePage, Edition, EditionText
from content.outline import Block
from ledger.models import Entry
from ledger.services import verify
from people.models import Person
from tests.content.conftest import WORDS, small_code

pytestmark = pytest.mark.django_db
Issue = Callable[..., Edition]


def amend(code: CodePage, editor: Person, place: int, text: str) -> None:
    blocks = services.blocks_of(code)
    blocks[place] = replace(blocks[place], text=text)
    services.revise_code(code, blocks, actor=editor.user)


def test_page_keeps_block_ids_and_order(editor: Person) -> None:
    blocks = small_code()
    page = services.write_code(
        title="Кодекс",
        blocks=blocks,
        actor=editor.user,
        locale="uk",
        order_number="03/01-11",
        order_date=datetime.date(2016, 11, 1),
    )
    kept = CodePage.objects.get(pk=page.pk)
    assert services.blocks_of(kept) == blocks
    assert (kept.order_number, kept.order_date, kept.locale.language_code) == (
        "03/01-11",
        datetime.date(2016, 11, 1),
        "uk",
    )


def test_two_codes_of_one_title_get_two_slugs(code: CodePage, editor: Person) -> None:
    twin = services.write_code(title=code.title, blocks=small_code(), actor=editor.user, locale="uk")
    assert twin.slug != code.slug


@pytest.mark.parametrize("blocks", [[], [Block(kind="heading", level=1, text="Мета")]])
def test_code_without_clauses_is_refused(editor: Person, blocks: list[Block]) -> None:
    with pytest.raises(DomainError, match="no clauses"):
        services.write_code(title="Кодекс", blocks=blocks, actor=editor.user, locale="uk")


def test_first_edition_freezes_text_hash_and_clauses(code: CodePage, issue: Issue) -> None:
    edition = issue(code)
    text = edition.texts.get()
    assert (edition.number, edition.status, edition.code_key) == (1, "issued", code.translation_key)
    assert text.plain == (
        "Кодекс етики\n\n1 Мета кодексу\n1.1 Оператор слухає, не перебиваючи.\n1.2 Час очікування називають чесно.\n"
    )
    assert text.sha256 == hashlib.sha256(text.plain.encode()).hexdigest()
    rows = edition.clauses.order_by("order")
    assert [(c.change, c.nature, c.binding_since_id) for c in rows] == [("new", "substantive", edition.pk)] * 3
    assert [str(c.block_id) for c in rows] == [block.id for block in services.blocks_of(code)]
    assert edition.acts.get().text_digest == edition.digest


def test_every_live_language_is_frozen(code: CodePage, editor: Person, issue: Issue) -> None:
    ids = [block.id for block in services.blocks_of(code)]
    for locale in ("ru", "en"):
        services.write_code(
            title=WORDS[locale][0],
            blocks=small_code(locale, ids),
            actor=editor.user,
            locale=locale,
            translation_of=code,
        )
    edition = issue(code)
    assert sorted(edition.texts.values_list("locale", flat=True)) == ["en", "ru", "uk"]
    assert ClauseText.objects.filter(clause__edition=edition).count() == 9


def test_untranslated_clause_is_named(code: CodePage, editor: Person, issue: Issue) -> None:
    blocks = services.blocks_of(code)
    stale = small_code("ru", [block.id for block in blocks])
    stale[1] = replace(stale[1], text=blocks[1].text)
    services.write_code(title="Кодекс", blocks=stale, actor=editor.user, locale="ru", translation_of=code)
    with pytest.raises(DomainError, match=r"ru 1\.1"):
        issue(code)


def test_second_edition_knows_what_changed(code: CodePage, editor: Person, issue: Issue) -> None:
    first = issue(code)
    amend(code, editor, 1, "Оператор слухає й не перебиває.")
    second = issue(code, "86-к")
    _heading, amended, kept = second.clauses.order_by("order")
    assert (amended.change, amended.nature, amended.binding_since) == ("amended", "substantive", second)
    assert (kept.change, kept.nature, kept.binding_since) == ("unchanged", "", first)
    first.refresh_from_db()
    assert (second.number, first.status) == (2, "superseded")


def test_editorial_change_binds_nobody_anew(code: CodePage, editor: Person, issue: Issue) -> None:
    first = issue(code)
    amend(code, editor, 1, "Оператор слухає, не перебиваючи!")
    block_id = services.blocks_of(code)[1].id
    clause = issue(code, "86-к", substantive={block_id: False}).clauses.get(block_id=block_id)
    assert (clause.change, clause.nature, clause.binding_since) == ("amended", "editorial", first)


def test_removed_clause_stays_as_excluded_with_its_number(code: CodePage, editor: Person, issue: Issue) -> None:
    issue(code)
    blocks = services.blocks_of(code)
    services.revise_code(code, [blocks[0], blocks[2]], actor=editor.user)
    second = issue(code, "86-к")
    row = second.clauses.get(block_id=blocks[1].id)
    assert (row.order, row.change, row.is_excluded, row.texts.get().number) == (1, "excluded", True, "1.1")
    amend(code, editor, 1, "Час очікування називають чесно й одразу.")
    again = issue(code, "87-к").clauses.get(block_id=blocks[1].id)
    assert (again.change, again.is_excluded, again.binding_since) == ("unchanged", True, second)


def test_moved_clause_is_editorial(code: CodePage, editor: Person, issue: Issue) -> None:
    issue(code)
    heading, first, second = services.blocks_of(code)
    services.revise_code(code, [heading, second, first], actor=editor.user)
    rows = issue(code, "86-к").clauses.exclude(change="unchanged")
    assert [(row.change, row.nature) for row in rows] == [("moved", "editorial")]


def test_nothing_changed_is_refused(code: CodePage, issue: Issue) -> None:
    issue(code)
    with pytest.raises(DomainError, match="Nothing has changed"):
        issue(code, "86-к")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"act_number": "  "}, "kind and the number"),
        ({"act_kind": "whim"}, "kind and the number"),
        ({"effective": datetime.date(2026, 2, 2)}, "before its act"),
        ({"act_date": timezone.localdate() + datetime.timedelta(days=2)}, "later than today"),
        ({"expected": "0" * 64}, "has changed since"),
    ],
)
def test_refusals(code: CodePage, issue: Issue, fields: dict[str, Any], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        issue(code, **fields)
    assert not Edition.objects.exists()
    assert not Entry.objects.filter(kind="edition").exists()


def test_number_of_an_act_serves_once_a_year(code: CodePage, editor: Person, issue: Issue) -> None:
    issue(code)
    amend(code, editor, 1, "Оператор слухає уважно.")
    with pytest.raises(DomainError, match="already issued by the act"):
        issue(code, "31-К", act_date=datetime.date(2026, 3, 1), effective=datetime.date(2026, 3, 1))
    later = datetime.date(2026, 2, 9)
    with pytest.raises(DomainError, match="before the previous one"):
        issue(code, "86-к", act_date=later, effective=later)


def test_only_an_editor_issues(code: CodePage, hr: Person, issue: Issue) -> None:
    with pytest.raises(DomainError, match="Only a content editor"):
        issue(code, actor=hr.user)
    with pytest.raises(DomainError, match="Only a content editor"):
        services.freeze(code, hr.user)


def test_stale_form_is_refused(code: CodePage, editor: Person, issue: Issue) -> None:
    shown = services.freeze(code, editor.user).fingerprint
    amend(code, editor, 2, "Час очікування називають одразу.")
    with pytest.raises(DomainError, match="has changed since"):
        issue(code, expected=shown)
    assert issue(code, expected=services.freeze(code, editor.user).fingerprint)


def test_signal_goes_out_on_commit(
    code: CodePage, issue: Issue, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    heard: list[int] = []

    def listen(sender: object, edition_id: int, **kwargs: Any) -> None:
        heard.append(edition_id)

    signals.edition_issued.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            edition = issue(code)
            assert heard == []
        assert heard == [edition.pk]
    finally:
        signals.edition_issued.disconnect(listen)


def test_edition_and_act_are_in_the_ledger(code: CodePage, issue: Issue) -> None:
    edition = issue(code)
    entries = dict(Entry.objects.filter(kind__in=["edition", "approval_act"]).values_list("subject", "digest"))
    act = edition.acts.get()
    assert entries == {
        str(edition.public_id): evidence.edition_digest(Edition.objects.get(pk=edition.pk)),
        str(act.public_id): evidence.act_digest(ApprovalAct.objects.get(pk=act.pk)),
    }


@pytest.mark.parametrize("model", [Edition, EditionText, ApprovalAct, Clause, ClauseText])
def test_issued_rows_never_change(code: CodePage, issue: Issue, model: Any) -> None:
    issue(code)
    row = model.objects.first()
    field = {Edition: "number", ClauseText: "text", EditionText: "plain", ApprovalAct: "number", Clause: "order"}[model]
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**{field: "9"})
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.filter(pk=row.pk)._raw_delete("default")


def test_published_page_is_the_issued_one(code: CodePage, editor: Person, issue: Issue) -> None:
    amend(code, editor, 1, "Оператор слухає уважно.")
    issue(code)
    page = CodePage.objects.get(pk=code.pk)
    assert page.body[1].value["text"] == "Оператор слухає уважно."
    assert page.has_unpublished_changes is False


def test_in_force_waits_for_the_effective_day(code: CodePage, editor: Person, issue: Issue) -> None:
    first = issue(code)
    amend(code, editor, 1, "Оператор слухає уважно.")
    ahead = timezone.localdate() + datetime.timedelta(days=20)
    second = issue(code, "86-к", effective=ahead)
    assert list(Edition.objects.in_force()) == [first]
    assert list(Edition.objects.in_force(ahead)) == [second]


def test_altered_clause_is_named_by_the_ledger(code: CodePage, issue: Issue) -> None:
    edition = issue(code)
    assert verify().findings == []
    with lift_guards():
        ClauseText.objects.filter(number="1.1").update(text="Оператор не слухає.")
    assert [(f.kind, f.subject) for f in verify().findings] == [("edition", str(edition.public_id))]
