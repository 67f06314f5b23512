"""Who must do what by when: a requirement, its cycles, and one turn of each person."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from assignments.querysets import AssignmentQuerySet, RequirementQuerySet
from assignments.registry import ActivityKind, activity_kind
from people.models import Audience, Department, Employment, Person

if TYPE_CHECKING:
    import datetime


class Requirement(models.Model):
    """A rule: this audience does this activity by a fixed day, or so many days after issue, effect or hire.

    `kind` is a registered activity, `ref` what the owner of the kind knows the thing by (a code's key, a
    quiz's uuid): a requirement targets the code, a cycle its edition.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("activity"), max_length=32)
    ref = models.CharField(max_length=64)
    title: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(_("title"), default=dict)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="requirements", verbose_name=_("audience"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    due_days = models.PositiveSmallIntegerField(_("days after issue, effect or hire"), null=True, blank=True)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("required"), default=timezone.now, editable=False)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=False) | Q(due_days__isnull=False), name="requirement_has_a_due_rule"
            ),
        ]
        indexes = [models.Index(fields=["kind", "ref"], name="requirement_target")]

    def __str__(self) -> str:
        return self.title_in(translation.get_language() or "uk")

    def title_in(self, locale: str) -> str:
        """Return the title in the language, else in any it has."""
        return self.title.get(locale) or next(iter(self.title.values()), self.ref)

    @property
    def activity(self) -> ActivityKind:
        return activity_kind(self.kind)


class Cycle(models.Model):
    """A window of a requirement with the edition it asks for; closed when the next one opens."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="cycles")
    #: Which edition, year or quarter; "" where a requirement is done once.
    edition_ref = models.CharField(max_length=64, blank=True)
    opens = models.DateField(_("opens"))
    due = models.DateField(_("due"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        ordering = ["-opens", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["requirement", "edition_ref"], name="cycle_once_per_edition"),
            models.CheckConstraint(condition=Q(due__gte=models.F("opens")), name="cycle_due_after_it_opens"),
        ]

    def __str__(self) -> str:
        return f"{self.requirement} {self.edition_ref}".strip()


class Assignment(models.Model):
    """One person's turn. The department follows a mover while the turn is open and stays as it was afterwards."""

    class Status(models.TextChoices):
        OPEN = "open", _("to do")
        COMPLETED = "completed", _("done")
        WAIVED = "waived", _("excused")
        CANCELLED = "cancelled", _("cancelled")
        SUPERSEDED = "superseded", _("replaced by a newer one")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="assignments")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="assignments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments")
    employment = models.ForeignKey(Employment, models.PROTECT, related_name="assignments")
    department = models.ForeignKey(Department, models.PROTECT, related_name="assignments")
    status = models.CharField(_("state"), max_length=12, choices=Status.choices, default=Status.OPEN)
    due = models.DateField(_("due"))
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    completed_at = models.DateTimeField(_("done"), null=True, blank=True)
    #: What completed it: "signoff:<uuid>", "attempt:<uuid>".
    source = models.CharField(max_length=96, blank=True)
    #: Why somebody was excused, and who said so.
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    #: The day of the next reminder.
    remind_on = models.DateField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["due", "id"]
        constraints = [
            models.UniqueConstraint(fields=["requirement", "employment", "cycle"], name="assignment_once"),
            models.CheckConstraint(
                condition=Q(status="completed", completed_at__isnull=False)
                | (~Q(status="completed") & Q(completed_at__isnull=True)),
                name="assignment_completed_has_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "status", "due"], name="assignment_mine"),
            models.Index(fields=["department", "status"], name="assignment_coverage"),
            models.Index(fields=["due"], condition=Q(status="open"), name="assignment_open_due"),
            models.Index(fields=["remind_on"], condition=Q(status="open"), name="assignment_to_remind"),
        ]

    def __str__(self) -> str:
        return f"{self.requirement}: {self.person_id}"

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    def days_left(self, on: "datetime.date | None" = None) -> int:
        """Return the days to the due date, negative once it has passed."""
        return (self.due - (on or timezone.localdate())).days

    @property
    def url(self) -> str:
        """Where the person does it."""
        return self.requirement.activity.url(self)

    @property
    def minutes(self) -> int:
        """How long it takes, in minutes."""
        return self.requirement.activity.minutes(self)
