"""Codes as editors edit them, and their issued editions, which never change."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from common.guards import append_only
from content.blocks import CodeBody, Kind
from content.querysets import ClauseQuerySet, EditionQuerySet


class CodePage(Page):
    """A code in work: a flat stream of headings and clauses. What binds people is its editions."""

    order_number = models.CharField(_("order number"), max_length=64, blank=True)
    order_date = models.DateField(_("order date"), null=True, blank=True)
    body = StreamField(CodeBody(), blank=True, verbose_name=_("text"))

    # The body has its own editor: a form of a thousand blocks neither opens nor saves (see docs/performance.md).
    content_panels = [
        FieldPanel("title"),
        FieldPanel("order_number"),
        FieldPanel("order_date"),
        HelpPanel(template="content/desk/_outline_panel.html", heading=_("Text")),
    ]
    promote_panels: list[Any] = []
    settings_panels: list[Any] = []

    parent_page_types = ["wagtailcore.Page"]
    subpage_types: list[str] = []
    preview_modes: list[tuple[str, str]] = []
    search_fields = [*Page.search_fields, index.SearchField("order_number")]
    override_translatable_fields = [
        SynchronizedField("slug"),
        SynchronizedField("order_number"),
        SynchronizedField("order_date"),
    ]

    class Meta:
        verbose_name = _("code")
        verbose_name_plural = _("codes")

    @property
    def code_ref(self) -> str:
        """What other rooms keep to name this code, whatever its language."""
        return str(self.translation_key)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        parts: Any = super().get_url_parts(request)
        if parts is None:
            return None
        return parts[0], parts[1] or "", reverse("content:code", args=[self.translation_key])


class ActKind(models.TextChoices):
    ORDER = "order", pgettext_lazy("act", "order")
    DECISION = "decision", pgettext_lazy("act", "decision")
    MINUTES = "minutes", pgettext_lazy("act", "minutes")


@append_only(mutable=("status",))
class Edition(models.Model):
    """One issued text of a code. `digest` covers every language; an older one is only marked superseded."""

    class Status(models.TextChoices):
        ISSUED = "issued", _("issued")
        SUPERSEDED = "superseded", _("superseded")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.ForeignKey(CodePage, models.PROTECT, related_name="editions")
    #: The code's translation key: one code, whatever the language of the page it was issued from.
    code_key = models.UUIDField(db_index=True, editable=False)
    number = models.PositiveIntegerField(_("edition"))
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ISSUED)
    effective = models.DateField(_("effective from"))
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["code_key", "-number"]
        constraints = [
            models.UniqueConstraint("code_key", "number", name="edition_number_once"),
            models.UniqueConstraint("code_key", condition=Q(status="issued"), name="edition_one_issued"),
        ]

    def __str__(self) -> str:
        return f"{self.code.title}, {self.number}"

    @property
    def code_ref(self) -> str:
        return str(self.code_key)

    def get_absolute_url(self) -> str:
        return reverse("content:edition", args=[self.public_id])


@append_only()
class EditionText(models.Model):
    """The frozen text of one language; `sha256` is the SHA-256 of `plain` in UTF-8."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="texts")
    locale = models.CharField(max_length=12)
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    html = models.TextField()
    plain = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("text of an edition")
        verbose_name_plural = _("texts of editions")
        ordering = ["edition", "locale"]
        constraints = [models.UniqueConstraint("edition", "locale", name="editiontext_locale_once")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.locale}"


@append_only()
class ApprovalAct(models.Model):
    """The act that approved an edition: its kind, number and date, and the digest of the text approved."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="acts")
    kind = models.CharField(_("kind"), max_length=10, choices=ActKind.choices)
    number = models.CharField(_("number"), max_length=64)
    date = models.DateField(_("date"))
    text_digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("approval act")
        verbose_name_plural = _("approval acts")
        ordering = ["edition", "id"]
        constraints = [models.UniqueConstraint("edition", "kind", "number", name="approvalact_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} № {self.number}"


@append_only()
class Clause(models.Model):
    """One clause of one edition, language-free. `binding_since`: the edition of its last substantive change."""

    class Change(models.TextChoices):
        NEW = "new", _("new")
        AMENDED = "amended", _("amended")
        EXCLUDED = "excluded", _("excluded")
        MOVED = "moved", _("moved")
        UNCHANGED = "unchanged", _("unchanged")

    class Nature(models.TextChoices):
        SUBSTANTIVE = "substantive", _("substantive")
        EDITORIAL = "editorial", _("editorial")
        NONE = "", _("none")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="clauses")
    block_id = models.UUIDField(db_index=True)
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    level = models.PositiveSmallIntegerField()
    is_excluded = models.BooleanField(default=False)
    change = models.CharField(max_length=10, choices=Change.choices)
    nature = models.CharField(max_length=12, choices=Nature.choices, blank=True)
    binding_since = models.ForeignKey(Edition, models.PROTECT, related_name="+")

    objects = ClauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["edition", "order"]
        constraints = [
            models.UniqueConstraint("edition", "block_id", name="clause_block_once"),
            models.UniqueConstraint("edition", "order", name="clause_order_once"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.block_id}"


@append_only()
class ClauseText(models.Model):
    """The words of a clause in one language; `text_hash` is the SHA-256 of `text` in UTF-8."""

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="texts")
    locale = models.CharField(max_length=12)
    number = models.CharField(max_length=32, blank=True)
    text = models.TextField()
    text_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("text of a clause")
        verbose_name_plural = _("texts of clauses")
        ordering = ["clause", "locale"]
        constraints = [models.UniqueConstraint("clause", "locale", name="clausetext_locale_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.text[:60]}"


class Upload(models.Model):
    """A file an editor is looking at before it becomes a code; gone once it has, or after a week."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    uploaded_by = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    locale = models.CharField(max_length=12, blank=True)
    data = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")

    def __str__(self) -> str:
        return self.name
