"""Parts of issuing an edition: what is refused, and the rows that are written."""

import datetime
import uuid
from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from content import freezing
from content.models import ActKind, ApprovalAct, Clause, ClauseText, CodePage, Edition, EditionText


def refuse_text(frozen: freezing.Frozen, last: Edition | None) -> None:
    if not any(c.kind not in ("heading", "approval") and not c.excluded for c in frozen.clauses):
        raise DomainError(_("There are no clauses to issue."))
    if frozen.gaps:
        named = ", ".join(f"{gap.locale} {gap.number}".strip() for gap in frozen.gaps[:5])
        raise DomainError(
            gettext("Some clauses are empty or not translated: %(clauses)s. Finish them or unpublish the language.")
            % {"clauses": named}
        )
    same_languages = sorted(text.locale for text in frozen.texts) == list(frozen.locales_before)
    if last is not None and not frozen.changed and same_languages:
        titles = {text.locale: text.title for text in last.texts.all()}
        if titles == {text.locale: text.title for text in frozen.texts}:
            raise DomainError(_("Nothing has changed since the last edition."))


def refuse_act(
    code: CodePage, last: Edition | None, kind: str, number: str, date: datetime.date, effective: datetime.date
) -> None:
    if kind not in ActKind.values or not number:
        raise DomainError(_("Give the kind and the number of the act."))
    if date > timezone.localdate():
        raise DomainError(_("The act is dated later than today."))
    if effective < date:
        raise DomainError(_("An edition cannot take effect before its act."))
    if last is not None and effective < last.effective:
        raise DomainError(_("An edition cannot take effect before the previous one."))
    # Numbers of orders begin anew each year.
    used = ApprovalAct.objects.filter(
        edition__code_key=code.translation_key, kind=kind, number__iexact=number, date__year=date.year
    )
    if used.exists():
        raise DomainError(_("An edition of this code was already issued by the act with this number."))


def write_rows(
    edition: Edition, frozen: freezing.Frozen, substantive: Mapping[str, bool], summaries: Mapping[str, str]
) -> None:
    EditionText.objects.bulk_create(
        EditionText(
            edition=edition,
            locale=text.locale,
            title=text.title,
            summary=summaries.get(text.locale, ""),
            html=text.html,
            plain=text.plain,
            sha256=text.sha256,
        )
        for text in frozen.texts
    )
    clauses = []
    for order, item in enumerate(frozen.clauses):
        nature = item.nature
        if nature and item.block_id in substantive:
            nature = freezing.SUBSTANTIVE if substantive[item.block_id] else freezing.EDITORIAL
        binding = edition.pk if nature == freezing.SUBSTANTIVE or item.before is None else item.before.binding_since
        clauses.append(
            Clause(
                edition=edition,
                block_id=uuid.UUID(item.block_id),
                order=order,
                kind=item.kind,
                level=item.level,
                is_excluded=item.excluded,
                change=item.change,
                nature=nature,
                binding_since_id=binding,
            )
        )
    Clause.objects.bulk_create(clauses, batch_size=500)
    ClauseText.objects.bulk_create(
        (
            ClauseText(clause=row, locale=locale, number=words.number, text=words.text, text_hash=words.text_hash)
            for row, item in zip(clauses, frozen.clauses, strict=True)
            for locale, words in item.words.items()
        ),
        batch_size=500,
    )
