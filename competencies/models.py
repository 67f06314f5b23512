"""What a position needs, how well, and the dated facts that say what a person can do."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.guards import append_only
from common.texts import localized
from people.models import Person, Position

#: The scale of every framework: 0 not shown … 4 teaches others.
TOP_LEVEL = 4


class Purpose(models.TextChoices):
    """Why the evidence was gathered; selection and practice stay out of appraisal."""

    APPRAISAL = "appraisal", _("appraisal")
    PRACTICE = "practice", _("practice")
    SELECTION = "selection", _("selection")


class Framework(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    name = models.JSONField(_("name"))
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("competency framework")
        verbose_name_plural = _("competency frameworks")
        ordering = ["key", "-version"]
        constraints = [models.UniqueConstraint("key", "version", name="framework_version_once")]

    def __str__(self) -> str:
        return localized(self.name)


class Level(models.Model):
    framework = models.ForeignKey(Framework, models.CASCADE, related_name="levels")
    value = models.PositiveSmallIntegerField(validators=[MaxValueValidator(TOP_LEVEL)])
    name = models.JSONField(_("name"))

    class Meta:
        ordering = ["value"]
        constraints = [models.UniqueConstraint("framework", "value", name="level_once_in_framework")]

    def __str__(self) -> str:
        return localized(self.name)


class CompetencyGroup(models.Model):
    framework = models.ForeignKey(Framework, models.CASCADE, related_name="groups")
    key = models.SlugField(max_length=64)
    name = models.JSONField(_("name"))
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint("framework", "key", name="group_once_in_framework")]

    def __str__(self) -> str:
        return localized(self.name)


class Competency(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(CompetencyGroup, models.CASCADE, related_name="competencies")
    framework = models.ForeignKey(Framework, models.CASCADE, related_name="competencies")
    key = models.SlugField(max_length=64)
    name = models.JSONField(_("name"))
    definition = models.JSONField(_("definition"))
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("competency")
        verbose_name_plural = _("competencies")
        ordering = ["order"]
        constraints = [models.UniqueConstraint("framework", "key", name="competency_once_in_framework")]

    def __str__(self) -> str:
        return localized(self.name)

    @property
    def definition_text(self) -> str:
        return localized(self.definition)


class Indicator(models.Model):
    """What a person at the level can be seen to do."""

    competency = models.ForeignKey(Competency, models.CASCADE, related_name="indicators")
    level = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(TOP_LEVEL)])
    text = models.JSONField(_("indicator"))

    class Meta:
        ordering = ["level"]
        constraints = [models.UniqueConstraint("competency", "level", name="indicator_once_per_level")]

    def __str__(self) -> str:
        return localized(self.text)


class PositionRequirement(models.Model):
    """The level a position needs; the rows of a position are its profile."""

    position = models.ForeignKey(Position, models.CASCADE, related_name="profile")
    competency = models.ForeignKey(Competency, models.CASCADE, related_name="required_by")
    level = models.PositiveSmallIntegerField(validators=[MaxValueValidator(TOP_LEVEL)])

    class Meta:
        verbose_name = _("requirement of a position")
        verbose_name_plural = _("position profiles")
        constraints = [models.UniqueConstraint("position", "competency", name="position_requires_competency_once")]

    def __str__(self) -> str:
        return f"{self.position}: {self.competency}, {self.level}"


@append_only()
class Evidence(models.Model):
    """One dated fact about a person's competency: `score` is a fraction 0–1 of what could be shown."""

    class Source(models.TextChoices):
        QUIZ = "quiz", _("Check of understanding")
        SCENARIO = "scenario", _("Role-play")
        CERTIFICATE = "certificate", _("Certificate")
        OBSERVATION = "observation", _("Observation by the head")
        SELF = "self", _("Self-assessment")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="evidence")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="evidence")
    source = models.CharField(max_length=16, choices=Source.choices)
    source_key = models.CharField(max_length=64)
    revision = models.CharField(max_length=64, blank=True)
    purpose = models.CharField(max_length=16, choices=Purpose.choices)
    score = models.FloatField(validators=[MinValueValidator(0), MaxValueValidator(1)])
    weight = models.FloatField(default=1.0)
    observed = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["-observed"]
        constraints = [
            models.UniqueConstraint("competency", "source", "source_key", "revision", name="evidence_once_per_source"),
            models.CheckConstraint(condition=Q(score__gte=0) & Q(score__lte=1), name="evidence_score_is_a_fraction"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="evidence_weight_positive"),
        ]
        indexes = [models.Index(fields=["person", "purpose", "competency"], name="evidence_by_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.competency}, {self.get_source_display()}"

    def facts(self) -> dict[str, object]:
        """Return what the ledger's digest covers."""
        return {
            "public_id": self.public_id,
            "person": self.person_id,
            "competency": self.competency_id,
            "source": self.source,
            "source_key": self.source_key,
            "revision": self.revision,
            "purpose": self.purpose,
            "score": repr(float(self.score)),
            "weight": repr(float(self.weight)),
            "observed": self.observed,
            "valid_until": self.valid_until,
            "supersedes": self.supersedes_id,
        }


class CurrentLevel(models.Model):
    """A cache of what the evidence says now; `rebuild_levels` makes it anew from the evidence alone."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="levels")
    competency = models.ForeignKey(Competency, models.CASCADE, related_name="current_levels")
    purpose = models.CharField(max_length=16, choices=Purpose.choices)
    level = models.FloatField(null=True, help_text="0–4, empty when there is too little evidence")
    error = models.FloatField(null=True, help_text="standard error in levels")
    count = models.PositiveIntegerField()
    policy_version = models.PositiveSmallIntegerField()
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("person", "competency", "purpose", name="level_once_per_purpose")]

    def __str__(self) -> str:
        return f"{self.person}: {self.competency} {self.level}"
