"""Changes of state of codes: made, revised, frozen, issued."""

import datetime
import functools
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from assignments import services as assignments
from assignments.models import Requirement
from common.errors import DomainError
from content import freezing, issuing, outline, tree
from content.evidence import act_digest, edition_digest
from content.models import ApprovalAct, Clause, CodePage, Edition
from content.outline import Block
from content.signals import edition_issued
from ledger import services as ledger
from people.access import Role

if TYPE_CHECKING:
    from people.models import User


class StaleOutline(DomainError):
    """Somebody saved the same clauses meanwhile; `latest` is the outline as it is now."""

    def __init__(self, latest: Sequence[Block]) -> None:
        super().__init__(_("Someone saved these clauses while you were editing. Nothing is lost: compare both texts."))
        self.latest = latest


def require_editor(actor: "User | None") -> None:
    """Refuse whoever is not an active content editor."""
    if actor is None or not actor.is_active:
        raise DomainError(_("Only a content editor may do this."))
    if not (actor.is_superuser or actor.groups.filter(name=Role.EDITOR).exists()):
        raise DomainError(_("Only a content editor may do this."))


def latest_of(page: CodePage) -> CodePage:
    """Return the page as last saved by anybody, drafts included; the object at hand may be older."""
    return CodePage.objects.select_related("locale", "latest_revision").get(pk=page.pk).get_latest_revision_as_object()


def blocks_of(page: CodePage) -> list[Block]:
    """Return the outline of the page as last saved, drafts included."""
    return outline.from_stream(latest_of(page).body.raw_data)


@transaction.atomic
def make_code_page(
    parsed: Any,
    *,
    actor: "User",
    locale: str,
    parent: Page | None = None,
    title: str | None = None,
    translation_of: CodePage | None = None,
) -> CodePage:
    """Make a code page of an imported document (`content.importing`), keeping its order's number and date."""
    from content.importing import flatten

    order = parsed.order
    return write_code(
        title=title or parsed.title,
        blocks=[outline.block_of(fields) for fields in flatten(parsed)],
        actor=actor,
        locale=locale,
        parent=parent,
        order_number=(order.number or "") if order else "",
        order_date=order.date if order else None,
        translation_of=translation_of,
    )


@transaction.atomic
def write_code(
    *,
    title: str,
    blocks: Iterable[Block],
    actor: "User",
    locale: str,
    parent: Page | None = None,
    order_number: str = "",
    order_date: datetime.date | None = None,
    translation_of: CodePage | None = None,
) -> CodePage:
    """Make a code page, or the page of another language of `translation_of` (its blocks carry the source's ids)."""
    require_editor(actor)
    title = " ".join(title.split())[:255]
    body = list(blocks)
    if not title:
        raise DomainError(_("The code has no title. Give it one."))
    if not any(not block.is_heading for block in body):
        raise DomainError(_("There are no clauses in the text."))
    parent = parent or tree.home(locale)
    page = CodePage(
        title=title,
        slug=_free_slug(parent, title),
        locale=Locale.objects.get(language_code=locale),
        body=outline.to_stream(body),
        order_number=order_number[:64],
        order_date=order_date,
        owner=actor,
        show_in_menus=False,
    )
    if translation_of is not None:
        page.translation_key = translation_of.translation_key
    parent.add_child(instance=page)
    page.save_revision(user=actor, log_action=True, clean=False)
    log(page, "wagtail.create", user=actor)
    return page


def _free_slug(parent: Page, title: str) -> str:
    base = slugify(title, allow_unicode=True)[:200] or "code"
    taken = set(parent.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    return next(s for s in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if s not in taken)


@transaction.atomic
def revise_code(page: CodePage, blocks: Iterable[Block], *, actor: "User", title: str | None = None) -> CodePage:
    """Save the outline as a new revision on top of the latest one; returns the page with it."""
    require_editor(actor)
    draft = latest_of(page)
    draft.body = outline.to_stream(blocks)
    if title:
        draft.title = title[:255]
    draft.save_revision(user=actor, log_action=True, clean=False)
    return draft


@transaction.atomic
def save_run(
    page: CodePage,
    *,
    actor: "User",
    old_ids: Sequence[str],
    base: str,
    new: Sequence[Block],
    then: Callable[[list[Block]], list[Block]] | None = None,
) -> list[Block]:
    """Put the edited blocks in the place of `old_ids`, then do `then` to the outline; returns it as saved.

    `base` is the fingerprint of those blocks when the form was opened; StaleOutline if they changed since, or no
    longer stand together.
    """
    require_editor(actor)
    # Two people saving at once: the second must see the first one's revision, not the one before it.
    page = CodePage.objects.select_for_update().get(pk=page.pk)
    latest = blocks_of(page)
    run = outline.run_of(latest, old_ids)
    if run is None or outline.fingerprint(run) != base:
        raise StaleOutline(latest)
    ids = [block.id for block in new]
    if ({block.id for block in latest} - set(old_ids)) & set(ids) or len(ids) != len(set(ids)):
        raise StaleOutline(latest)
    saved = outline.replace_run(latest, old_ids, new)
    if then is not None:
        saved = then(saved)
    if saved != latest:
        revise_code(page, saved, actor=actor)
    return saved


@transaction.atomic
def save_outline(
    page: CodePage, *, actor: "User", base: str, change: Callable[[list[Block]], list[Block]]
) -> list[Block]:
    """Change the outline as a whole; StaleOutline when it is not the one whose fingerprint is `base`."""
    require_editor(actor)
    # The same race as in save_run.
    page = CodePage.objects.select_for_update().get(pk=page.pk)
    latest = blocks_of(page)
    if outline.fingerprint(latest) != base:
        raise StaleOutline(latest)
    saved = change(latest)
    if saved != latest:
        revise_code(page, saved, actor=actor)
    return saved


def issued_ids(page: CodePage) -> set[str]:
    """Return the ids of clauses that any edition of the code has."""
    rows = Clause.objects.filter(edition__code_key=page.translation_key)
    return {str(block_id) for block_id in rows.values_list("block_id", flat=True).distinct()}


def source_page(code_ref: uuid.UUID | str) -> CodePage | None:
    """Return the page a code is issued from: of its editions, else of the installation's language, else the oldest."""
    pages = list(CodePage.objects.filter(translation_key=code_ref).select_related("locale").order_by("pk"))
    issued = Edition.objects.of_code(code_ref).order_by("-number").values_list("code_id", flat=True).first()
    for page in pages:
        if page.pk == issued:
            return page
    own = [page for page in pages if page.locale.language_code == settings.LANGUAGE_CODE]
    return (own or pages or [None])[0]


def last_edition(code: CodePage) -> Edition | None:
    return Edition.objects.of_code(code.translation_key).order_by("-number").first()


def _as_issued(edition: Edition | None) -> list[freezing.Issued]:
    if edition is None:
        return []
    rows = edition.clauses.order_by("order").prefetch_related("texts")
    return [
        freezing.Issued(
            str(row.block_id),
            row.kind,
            row.level,
            row.is_excluded,
            {text.locale: freezing.Words(text.number, text.text) for text in row.texts.all()},
            row.binding_since_id,
        )
        for row in rows
    ]


def _excluded_word(locale: str) -> str:
    with translation.override(locale):
        return pgettext("clause", "Excluded.")


def freeze(code: CodePage, actor: "User") -> freezing.Frozen:
    """Return what issuing the code now would freeze: each live language's latest text, each clause's change."""
    require_editor(actor)
    pages: dict[str, CodePage] = {code.locale.language_code: code}
    twins = CodePage.objects.filter(translation_key=code.translation_key, live=True).exclude(pk=code.pk)
    for twin in twins.select_related("locale").order_by("locale__language_code"):
        pages[twin.locale.language_code] = twin
    latest = {locale: latest_of(page) for locale, page in pages.items()}
    return freezing.freeze(
        code.locale.language_code,
        {locale: page.title for locale, page in latest.items()},
        {locale: outline.from_stream(page.body.raw_data) for locale, page in latest.items()},
        _as_issued(last_edition(code)),
        _excluded_word,
    )


@transaction.atomic
def issue_edition(
    code: CodePage,
    *,
    actor: "User",
    act_kind: str,
    act_number: str,
    act_date: datetime.date,
    effective: datetime.date,
    substantive: Mapping[str, bool] | None = None,
    expected: str | None = None,
    summaries: Mapping[str, str] | None = None,
    at: datetime.datetime | None = None,
) -> Edition:
    """Issue the next edition of the code by an act, in one transaction with its ledger entries.

    `substantive` says of a changed clause (block id) whether the change is substantive (True) or editorial;
    what it leaves out keeps the proposed nature. `expected` is the fingerprint of what the person was shown.
    `summaries` is a sentence on the change per language, `at` the moment of issue (now by default).
    """
    require_editor(actor)
    # Two editors issuing at once must not both become the next number.
    CodePage.objects.select_for_update().get(pk=code.pk)
    code = CodePage.objects.select_related("locale").get(pk=code.pk)
    frozen = freeze(code, actor)
    if expected is not None and expected != frozen.fingerprint:
        raise DomainError(_("The text has changed since you opened this form. Look at the changes again."))
    last = last_edition(code)
    act_number = act_number.strip()
    issuing.refuse_text(frozen, last)
    issuing.refuse_act(code, last, act_kind, act_number, act_date, effective)
    moment = at or timezone.now()
    # One issued edition a code: the database holds it, so the older one steps back first.
    Edition.objects.of_code(code.translation_key).newest().update(status=Edition.Status.SUPERSEDED)
    edition = Edition.objects.create(
        code=code,
        code_key=code.translation_key,
        number=last.number + 1 if last else 1,
        effective=effective,
        digest=frozen.digest,
        issued_at=moment,
        issued_by=actor,
    )
    issuing.write_rows(edition, frozen, substantive or {}, summaries or {})
    act = ApprovalAct.objects.create(
        edition=edition,
        kind=act_kind,
        number=act_number,
        date=act_date,
        text_digest=frozen.digest,
        recorded_at=moment,
        recorded_by=actor,
    )
    ledger.append(kind="edition", subject=str(edition.public_id), digest=edition_digest(edition))
    ledger.append(kind="approval_act", subject=str(act.public_id), digest=act_digest(act))
    _publish(code, actor)
    log(code, "kodeks.issue_edition", user=actor, data={"number": edition.number, "act": act_number})
    _open_cycles(edition)
    transaction.on_commit(functools.partial(edition_issued.send_robust, Edition, edition_id=edition.pk))
    return edition


def _publish(code: CodePage, actor: "User") -> None:
    """Publish the pages whose text was frozen, so that Wagtail shows what was issued."""
    pages = CodePage.objects.filter(translation_key=code.translation_key, live=True)
    for page in pages:
        if page.latest_revision:
            page.latest_revision.publish(user=actor)


def _open_cycles(edition: Edition) -> None:
    """Give every active requirement of this code its turn; days are counted from the later of issue and effect."""
    issued_on = timezone.localdate(edition.issued_at)
    for requirement in Requirement.objects.filter(kind="code", ref=edition.code_ref, active=True):
        due = assignments.due_after(requirement, max(issued_on, edition.effective))
        assignments.open_cycle(
            requirement, edition_ref=str(edition.public_id), opens=issued_on, due=due, at=edition.issued_at
        )
