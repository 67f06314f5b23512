"""The words of the clauses a conversation names, as the code in force says them."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from content.models import ClauseText, Edition


@dataclass(frozen=True)
class ClauseWords:
    """`url` leads to the clause in its edition."""

    block_id: str
    number: str
    text: str
    url: str


def clause_words(block_ids: Collection[str], locale: str) -> dict[str, ClauseWords]:
    """Return block id → words, from the newest edition that has the clause; one query whatever the number."""
    if not block_ids:
        return {}
    preferred = {locale: 2, settings.LANGUAGE_CODE: 1}
    rows = ClauseText.objects.filter(clause__block_id__in=[UUID(block) for block in block_ids])
    found: dict[str, tuple[tuple[int, int], ClauseText]] = {}
    for row in rows.select_related("clause__edition"):
        rank = (row.clause.edition.number, preferred.get(row.locale, 0))
        key = str(row.clause.block_id)
        if key not in found or rank > found[key][0]:
            found[key] = (rank, row)
    return {
        key: ClauseWords(key, row.number, row.text, f"{row.clause.edition.get_absolute_url()}#{key}")
        for key, (_rank, row) in found.items()
    }


def clause_ids(code_ref: str) -> dict[str, UUID]:
    """Return what an editor may write for a clause of the newest edition: its block id or its printed number."""
    edition = Edition.objects.newest().of_code(code_ref).first() if code_ref else None
    if edition is None:
        return {}
    ids: dict[str, UUID] = {}
    for block_id, number in ClauseText.objects.filter(clause__edition=edition).values_list(
        "clause__block_id", "number"
    ):
        ids[str(block_id)] = block_id
        if number:
            ids.setdefault(number, block_id)
    return ids
