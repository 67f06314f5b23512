"""Conversations that are played: immutable versions of a graph, their texts, playthroughs and their moves."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.guards import append_only
from people.models import Language, Person
from scenarios.querysets import PlaythroughQuerySet, ScenarioQuerySet


class Scenario(models.Model):
    """One conversation with a client; what is played is always one of its published versions."""

    class Channel(models.TextChoices):
        PHONE = "phone", _("phone call")
        DESK = "desk", _("talk at the desk")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField(_("key"), max_length=64, unique=True)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    code_ref = models.CharField(_("code"), max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


@append_only(mutable=("status", "published_at"))
class ScenarioVersion(models.Model):
    """A graph without a word of any language: node ids, choices, effects, competencies, clauses."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    scenario = models.ForeignKey(Scenario, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    graph = models.JSONField()
    sha256 = models.CharField(max_length=64)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.DRAFT)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["scenario", "-number"]
        constraints = [
            models.UniqueConstraint("scenario", "number", name="scenario_version_number_once"),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False), name="scenario_published_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scenario.key} {self.number}"


@append_only()
class ScenarioText(models.Model):
    """Every word of a version in one language; a mended typo is a further revision of the same version."""

    version = models.ForeignKey(ScenarioVersion, models.PROTECT, related_name="texts")
    locale = models.CharField(max_length=2, choices=Language.choices)
    revision = models.PositiveIntegerField(default=1)
    texts = models.JSONField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["version", "locale", "-revision"]
        constraints = [
            models.UniqueConstraint("version", "locale", "revision", name="scenario_text_revision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.locale}.{self.revision}"


@append_only(mutable=("answered", "finished", "outcome", "score"))
class Playthrough(models.Model):
    """One person's run through one version, in one language. Only its end is written later, once."""

    class Mode(models.TextChoices):
        PRACTICE = "practice", _("practice")
        ASSESSED = "assessed", _("assessed")

    class Outcome(models.TextChoices):
        RESOLVED = "resolved", _("resolved")
        PARTIAL = "partial", _("partly resolved")
        UNRESOLVED = "unresolved", _("not resolved")
        REFUSAL = "refusal", _("lawful refusal")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(ScenarioVersion, models.PROTECT, related_name="playthroughs")
    text = models.ForeignKey(ScenarioText, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="playthroughs")
    mode = models.CharField(max_length=8, choices=Mode.choices)
    purpose = models.CharField(max_length=32, blank=True)
    purpose_ref = models.CharField(max_length=64, blank=True)
    locale = models.CharField(max_length=2, choices=Language.choices)
    #: A practice "from here" repeats the first `replayed` moves of its origin; they are not judged again.
    origin = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="retries")
    replayed = models.PositiveSmallIntegerField(default=0)
    started = models.DateTimeField(default=timezone.now)
    answered = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    score = models.FloatField(_("score, a fraction from 0 to 1"), null=True, blank=True)

    objects = PlaythroughQuerySet.as_manager()

    class Meta:
        ordering = ["-started", "-id"]
        constraints = [
            # Two tabs that press "start" share one assessed run.
            models.UniqueConstraint(
                "person",
                "version",
                "purpose",
                "purpose_ref",
                condition=Q(mode="assessed", finished=None),
                name="playthrough_one_open_assessed",
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=1), name="playthrough_score_is_a_fraction"
            ),
            models.CheckConstraint(
                condition=Q(finished=None, outcome="") | (Q(finished__isnull=False) & ~Q(outcome="")),
                name="playthrough_finished_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(mode="practice") | Q(origin=None, replayed=0), name="playthrough_assessed_is_unaided"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.public_id}"

    def get_absolute_url(self) -> str:
        return reverse("scenarios:debrief" if self.finished else "scenarios:play", args=[self.public_id])


@append_only()
class Move(models.Model):
    """What the person said at one node, and the state that followed."""

    playthrough = models.ForeignKey(Playthrough, models.PROTECT, related_name="moves")
    sequence = models.PositiveSmallIntegerField()
    node = models.CharField(max_length=64)
    choice = models.CharField(max_length=64)
    elapsed = models.FloatField(_("seconds since the line was shown"))
    state = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["playthrough", "sequence"]
        constraints = [models.UniqueConstraint("playthrough", "sequence", name="move_sequence_once")]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.node}.{self.choice}"
