"""Questions on clauses that an edition changed in substance wait for an editor."""

from content.models import Clause, Edition
from quizzes.models import QuestionVersion
from quizzes.services import mark_stale


def mark_changed(edition: Edition) -> int:
    """Mark questions bound to the edition's amended or excluded clauses, written before it, as stale."""
    changed = Clause.objects.filter(
        edition=edition,
        nature=Clause.Nature.SUBSTANTIVE,
        change__in=[Clause.Change.AMENDED, Clause.Change.EXCLUDED],
    ).values_list("block_id", flat=True)
    older = QuestionVersion.objects.of_code(edition.code_key).ready().filter(created_at__lt=edition.issued_at)
    blocks = set(changed)
    bound = set(older.about(list(blocks)).values_list("clauses__block_id", flat=True)) & blocks
    return mark_stale(code_ref=edition.code_key, clauses=bound) if bound else 0


def mark_all_changed() -> int:
    """Mark what no handler heard of, for the newest edition of every code."""
    return sum(mark_changed(edition) for edition in Edition.objects.newest())
