"""The demo's code of ethics: written in three languages, issued twice."""

import datetime
from collections.abc import Mapping
from typing import Any

from content.models import CodePage, Edition
from content.outline import Block, block_of, insert_after
from content.services import issue_edition, revise_code, write_code
from lms.demo.sources import Almanac, clause_id, load
from people.models import User

LOCALES = ("uk", "ru", "en")
SOURCE = LOCALES[0]


def _block(item: Mapping[str, Any], locale: str) -> Block:
    fields = {**item, "id": clause_id(item["id"]), "text": item["text"][locale]}
    return block_of(fields)


def write(*, actor: User) -> CodePage:
    """Make the code's page in each language; return the Ukrainian one."""
    code = load("code.yaml")
    first = code["editions"][0]
    source = None
    for locale in LOCALES:
        page = write_code(
            title=code["title"][locale],
            blocks=[_block(item, locale) for item in first["blocks"]],
            actor=actor,
            locale=locale,
            translation_of=source,
        )
        source = source or page
    assert source is not None
    return source


def issue(code: CodePage, number: int, *, actor: User, almanac: Almanac) -> Edition:
    """Issue the edition by its act, at nine on the day of the act; later ones change the pages first."""
    edition = load("code.yaml")["editions"][number - 1]
    changes = edition.get("changes", [])
    if changes:
        for page in CodePage.objects.filter(translation_key=code.translation_key).select_related("locale"):
            _change(page, changes, actor)
    act = edition["act"]
    day: datetime.date = almanac.date(act["date"])
    return issue_edition(
        code,
        actor=actor,
        act_kind=act["kind"],
        act_number=act["number"],
        act_date=day,
        effective=almanac.date(edition["effective"]),
        substantive={str(clause_id(item["id"])): item.get("nature") == "substantive" for item in changes},
        summaries=edition["summary"],
        at=almanac.morning(day),
    )


def _change(page: CodePage, changes: list[dict[str, Any]], actor: User) -> None:
    locale = page.locale.language_code
    blocks = [block_of({**item["value"], "kind": item["type"], "id": item["id"]}) for item in page.body.raw_data]
    for item in changes:
        name = str(clause_id(item["id"]))
        if item["op"] == "insert":
            blocks = insert_after(blocks, str(clause_id(item["after"])), _block(item, locale))
            continue
        place = next(n for n, block in enumerate(blocks) if block.id == name)
        old = blocks[place]
        changed = {"excluded": True} if item["op"] == "exclude" else {"text": item["text"][locale]}
        blocks[place] = block_of({**vars(old), **changed})
    revise_code(page, blocks, actor=actor)


def changed_clauses() -> set[str]:
    """Return the names of clauses whose present meaning the last edition gave them."""
    return {item["id"] for item in load("code.yaml")["editions"][-1]["changes"] if item.get("nature") == "substantive"}
