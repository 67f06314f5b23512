"""The bank (questions, language-free versions, texts), quizzes, and the attempts with their steps."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.guards import append_only
from common.texts import localized
from competencies.models import Competency
from people.models import Person
from quizzes.querysets import AttemptQuerySet, VersionQuerySet
from quizzes.types import QuestionType, question_type


class Question(models.Model):
    """A question of a code's bank, whatever its versions and languages."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code_ref = models.UUIDField(db_index=True)
    key = models.SlugField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["key"]
        constraints = [models.UniqueConstraint("code_ref", "key", name="question_key_once")]

    def __str__(self) -> str:
        return self.key


@append_only(mutable=("status",))
class QuestionVersion(models.Model):
    """One immutable, language-free form of a question: its type, option ids and key."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        READY = "ready", _("ready")
        STALE = "stale", _("to be reconfirmed")
        RETIRED = "retired", _("retired")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    type = models.CharField(max_length=16)
    options = models.JSONField(help_text="option ids in the author's order")
    key = models.JSONField(help_text="ids of the right options")
    difficulty = models.PositiveSmallIntegerField(default=2, validators=[MinValueValidator(1), MaxValueValidator(3)])
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DRAFT)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a question")
        verbose_name_plural = _("versions of questions")
        ordering = ["question", "-number"]
        constraints = [
            models.UniqueConstraint("question", "number", name="questionversion_once"),
            models.UniqueConstraint("question", condition=Q(status="ready"), name="question_one_ready_version"),
        ]

    def __str__(self) -> str:
        return f"{self.question}, {self.number}"

    @property
    def kind(self) -> QuestionType:
        return question_type(self.type)


@append_only()
class QuestionClause(models.Model):
    """A clause of the code that the version asks about, by its block id."""

    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="clauses")
    block_id = models.UUIDField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint("version", "block_id", name="questionclause_once")]

    def __str__(self) -> str:
        return str(self.block_id)


@append_only()
class QuestionCompetency(models.Model):
    """A competency that the version speaks of, with its weight in the score of that competency."""

    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="competencies")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    weight = models.FloatField(default=1.0)

    class Meta:
        constraints = [models.UniqueConstraint("version", "competency", name="questioncompetency_once")]

    def __str__(self) -> str:
        return str(self.competency)


@append_only()
class QuestionText(models.Model):
    """The words of a version in one language; mending a typo is a new revision, not a new version."""

    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="texts")
    locale = models.CharField(max_length=12)
    revision = models.PositiveIntegerField(default=1)
    stem = models.TextField()
    options = models.JSONField(help_text="option id → {text, feedback}")
    feedback = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["version", "locale", "-revision"]
        constraints = [models.UniqueConstraint("version", "locale", "revision", name="questiontext_once")]

    def __str__(self) -> str:
        return self.stem[:80]


class Quiz(models.Model):
    """How questions are put together: fixed ones, or so many drawn from the bank of a code."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField(max_length=64, unique=True)
    title = models.JSONField(_("title"))
    code_ref = models.UUIDField(help_text="the bank that questions are drawn from")
    draws = models.PositiveSmallIntegerField(_("questions drawn"), default=6)
    pass_mark = models.FloatField(_("pass mark"), default=0.7, validators=[MinValueValidator(0), MaxValueValidator(1)])
    time_limit = models.PositiveIntegerField(_("time limit, seconds"), null=True, blank=True)
    attempt_limit = models.PositiveSmallIntegerField(
        _("attempts allowed"), null=True, blank=True, help_text=_("empty: without limit")
    )
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=Q(pass_mark__gte=0) & Q(pass_mark__lte=1), name="quiz_mark_is_a_fraction")
        ]

    def __str__(self) -> str:
        return localized(self.title)


class QuizSlot(models.Model):
    """A fixed question; a quiz with slots draws nothing, so that everyone gets the same."""

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="slots")
    order = models.PositiveSmallIntegerField()
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint("quiz", "order", name="quizslot_order_once"),
            models.UniqueConstraint("quiz", "question", name="quizslot_question_once"),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.question}"


@append_only(mutable=("finished_at", "score", "passed"))
class Attempt(models.Model):
    """One taking of a quiz. `deadline` is in UTC; the grace after it is `services.GRACE`."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="attempts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attempts")
    purpose = models.CharField(max_length=32)
    purpose_ref = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    locale = models.CharField(max_length=2)
    seed = models.CharField(max_length=32, editable=False)
    started_at = models.DateTimeField()
    deadline = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    score = models.FloatField(null=True, help_text="fraction 0–1")
    passed = models.BooleanField(null=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint("quiz", "person", "purpose", "purpose_ref", "number", name="attempt_number_once"),
            models.UniqueConstraint(
                "quiz", "person", "purpose", "purpose_ref", condition=Q(finished_at=None), name="attempt_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz}: {self.person_id}, {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("quizzes:take", args=[self.public_id])


@append_only(mutable=("flagged", "score"))
class AttemptItem(models.Model):
    """One question of one attempt: which version, which words, in which order of options."""

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="items")
    order = models.PositiveSmallIntegerField()
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="items")
    text = models.ForeignKey(QuestionText, models.PROTECT, related_name="+")
    option_order = models.JSONField()
    flagged = models.BooleanField(default=False)
    score = models.FloatField(null=True, help_text="fraction 0–1, once finished")

    class Meta:
        ordering = ["attempt", "order"]
        constraints = [models.UniqueConstraint("attempt", "order", name="attemptitem_once")]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.order}"


@append_only()
class Step(models.Model):
    """One answer as it arrived; the last step of an item is its answer."""

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="steps")
    item = models.ForeignKey(AttemptItem, models.PROTECT, related_name="steps")
    sequence = models.PositiveIntegerField()
    response = models.JSONField()
    arrived_at = models.DateTimeField()

    class Meta:
        ordering = ["attempt", "sequence"]
        constraints = [models.UniqueConstraint("attempt", "sequence", name="step_once")]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.sequence}"
