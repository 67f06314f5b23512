"""Questions come in, attempts start, answers are kept, results are worked out."""

import datetime
import random
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from assignments.services import complete
from common.digest import canonical_digest
from common.errors import DomainError
from competencies.models import Competency
from competencies.services import record_evidence
from ledger.services import append
from people.models import Person
from quizzes import signals
from quizzes.models import (
    Attempt,
    AttemptItem,
    Question,
    QuestionClause,
    QuestionCompetency,
    QuestionText,
    QuestionVersion,
    Quiz,
    Step,
)
from quizzes.purposes import Purpose, purpose_of
from quizzes.types import question_type

#: An answer that arrives this much after the deadline still counts (network, a slow phone). Shown to the person.
GRACE = datetime.timedelta(seconds=60)


#: The purpose of attempts that an assignment asks for, and the kind of that assignment; both refer to the quiz.
ASSIGNED = "quiz"


class AttemptClosedError(DomainError):
    """The attempt takes no more answers."""


@transaction.atomic
def create_question(
    *,
    code_ref: UUID | str,
    key: str,
    type: str,
    options: Sequence[str],
    right: Sequence[str],
    texts: Mapping[str, Mapping[str, Any]],
    clauses: Iterable[UUID] = (),
    competencies: Mapping[Competency, float] | None = None,
    difficulty: int = 2,
    ready: bool = False,
    at: datetime.datetime | None = None,
) -> QuestionVersion:
    """Write the question's next version. `texts`: locale → {stem, options: {id: {text, feedback}}, feedback}.

    Raises DomainError when the key does not fit the type or a language lacks an option's words.
    """
    kind = question_type(type)
    if wrong := kind.check_key(options, right):
        raise DomainError(wrong)
    for locale, words in texts.items():
        missing = [option for option in options if not words["options"].get(option, {}).get("text", "").strip()]
        if missing or not words["stem"].strip():
            raise DomainError(_("The question lacks words in the language “%(locale)s”.") % {"locale": locale})
    if not texts:
        raise DomainError(_("Write the question in at least one language."))
    question, _created = Question.objects.get_or_create(code_ref=code_ref, key=key)
    last = question.versions.aggregate(last=Max("number"))["last"] or 0
    # Ids of a version are its own and say nothing: an author's “a” would tell the first option as written.
    ids = {option: secrets.token_hex(4) for option in options}
    version = QuestionVersion.objects.create(
        question=question,
        number=last + 1,
        type=type,
        options=[ids[option] for option in options],
        key=[ids[option] for option in options if option in right],
        difficulty=difficulty,
        created_at=at or timezone.now(),
    )
    QuestionText.objects.bulk_create(
        QuestionText(
            version=version,
            locale=locale,
            stem=words["stem"].strip(),
            options={ids[option]: words["options"][option] for option in options},
            feedback=words.get("feedback", ""),
        )
        for locale, words in texts.items()
    )
    QuestionClause.objects.bulk_create(QuestionClause(version=version, block_id=block_id) for block_id in set(clauses))
    QuestionCompetency.objects.bulk_create(
        QuestionCompetency(version=version, competency=competency, weight=weight)
        for competency, weight in (competencies or {}).items()
    )
    if ready:
        mark_ready(version)
    return version


@transaction.atomic
def mark_ready(version: QuestionVersion) -> None:
    """Let the version be drawn; versions that were ready or stale before are retired."""
    version.question.versions.exclude(pk=version.pk).exclude(status=QuestionVersion.Status.DRAFT).update(
        status=QuestionVersion.Status.RETIRED
    )
    QuestionVersion.objects.filter(pk=version.pk).update(status=QuestionVersion.Status.READY)
    version.refresh_from_db()


@transaction.atomic
def reconfirm(version: QuestionVersion) -> QuestionVersion:
    """Let a stale question be drawn again: the editor has read it against the changed clause and it still holds.

    A new version with the same words, so that results before and after the change are never mixed.
    """
    newest: dict[str, QuestionText] = {text.locale: text for text in version.texts.order_by("revision")}
    return create_question(
        code_ref=version.question.code_ref,
        key=version.question.key,
        type=version.type,
        options=version.options,
        right=version.key,
        texts={
            locale: {"stem": text.stem, "options": text.options, "feedback": text.feedback}
            for locale, text in newest.items()
        },
        clauses=version.clauses.values_list("block_id", flat=True),
        competencies={link.competency: link.weight for link in version.competencies.select_related("competency")},
        difficulty=version.difficulty,
        ready=True,
    )


@transaction.atomic
def retire(version: QuestionVersion) -> None:
    """Take the version out of every draw for good."""
    QuestionVersion.objects.filter(pk=version.pk).update(status=QuestionVersion.Status.RETIRED)
    version.refresh_from_db()


def mark_stale(*, code_ref: UUID | str, clauses: Iterable[UUID]) -> int:
    """Take ready questions on changed clauses out of the draws until an editor reconfirms them; returns how many."""
    about = QuestionVersion.objects.of_code(code_ref).ready().about(list(clauses)).values("pk")
    return QuestionVersion.objects.filter(pk__in=list(about.values_list("pk", flat=True))).update(
        status=QuestionVersion.Status.STALE
    )


def _draw(quiz: Quiz, first: Sequence[UUID], dice: random.Random) -> list[QuestionVersion]:
    """Return the versions of one attempt: the fixed slots, else a draw with questions on `first` clauses leading."""
    slots = [slot.question_id for slot in quiz.slots.all()]
    ready = QuestionVersion.objects.of_code(quiz.code_ref).ready().order_by("pk")
    if slots:
        found = {version.question_id: version for version in ready.filter(question__in=slots)}
        return [found[question] for question in slots if question in found]
    leading = list(ready.about(list(first))) if first else []
    taken = {version.pk for version in leading}
    rest = [version for version in ready if version.pk not in taken]
    dice.shuffle(leading)
    dice.shuffle(rest)
    return (leading + rest)[: quiz.draws]


def _words(versions: Sequence[QuestionVersion], locale: str) -> dict[int, QuestionText]:
    """Return version → its newest text in the locale, else in the installation's language, else in any it has."""
    found: dict[int, QuestionText] = {}
    texts = QuestionText.objects.filter(version__in=versions).order_by("revision")
    for text in sorted(texts, key=lambda text: (text.locale == locale, text.locale == settings.LANGUAGE_CODE)):
        found[text.version_id] = text
    return found


def attempt_limit(quiz: Quiz, rules: Purpose) -> int | None:
    """Return how often the quiz may be taken for this purpose: the stricter of the two rules, None without limit."""
    limits = [limit for limit in (quiz.attempt_limit, rules.attempt_limit) if limit is not None]
    return min(limits, default=None)


@transaction.atomic
def start_attempt(
    quiz: Quiz, *, person: Person, purpose: str, purpose_ref: str, locale: str, at: datetime.datetime | None = None
) -> Attempt:
    """Return the person's open attempt, or start the next one. The server draws and keeps it before anything is shown.

    Raises DomainError when the purpose does not let the person take it, the limit is reached or the bank is empty.
    """
    at = at or timezone.now()
    rules = purpose_of(purpose)
    # Two starts at once must not become two attempts: the quiz row is locked, and constraints stand behind it.
    quiz = Quiz.objects.select_for_update().get(pk=quiz.pk)
    mine = Attempt.objects.filter(quiz=quiz, person=person, purpose=purpose, purpose_ref=purpose_ref)
    if open_attempt := mine.open().first():
        return open_attempt
    if not quiz.active or not rules.may_take(person, purpose_ref):
        raise DomainError(_("This quiz is not open for you now."))
    count = mine.count()
    limit = attempt_limit(quiz, rules)
    if limit is not None and count >= limit:
        raise DomainError(_("You have used every attempt at this quiz."))
    seed = secrets.token_hex(16)
    dice = random.Random(seed)  # noqa: S311 - shuffles questions, protects nothing
    versions = _draw(quiz, rules.clauses(purpose_ref), dice)
    if not versions:
        raise DomainError(_("There are no ready questions yet. Nothing you did is lost; try again later."))
    attempt = Attempt.objects.create(
        quiz=quiz,
        person=person,
        purpose=purpose,
        purpose_ref=purpose_ref,
        number=count + 1,
        locale=locale,
        seed=seed,
        started_at=at,
        deadline=at + datetime.timedelta(seconds=quiz.time_limit) if quiz.time_limit else None,
    )
    words = _words(versions, locale)
    items = []
    for order, version in enumerate(versions, start=1):
        options = list(version.options)
        dice.shuffle(options)
        items.append(
            AttemptItem(attempt=attempt, order=order, version=version, text=words[version.pk], option_order=options)
        )
    AttemptItem.objects.bulk_create(items)
    return attempt


def _locked(attempt: Attempt) -> Attempt:
    # Answers of two tabs, a finish and a late answer are put in one order by the attempt's row;
    # the quiz and the person are only read, so that takers of one quiz do not wait for each other.
    return Attempt.objects.select_for_update(of=("self",)).select_related("quiz", "person").get(pk=attempt.pk)


@transaction.atomic
def save_answer(attempt: Attempt, order: int, response: Sequence[str], *, at: datetime.datetime) -> Step | None:
    """Keep the answer to the item as the attempt's next step; an unchanged answer adds none (returns the last step).

    `at` is the arrival at the server, taken before any lock. Raises AttemptClosedError after finish or deadline +
    GRACE.
    """
    attempt = _locked(attempt)
    if attempt.deadline and at > attempt.deadline + GRACE:
        raise AttemptClosedError(_("The time is over. Everything you saved before the end counts."))
    if attempt.finished_at is not None:
        raise AttemptClosedError(_("This attempt is already finished. Your earlier answers are kept."))
    item = attempt.items.select_related("version").get(order=order)
    clean = item.version.kind.clean(item.version.options, response)
    last = item.steps.order_by("-sequence").first()
    if (last.response if last else []) == clean:
        return last
    sequence = (attempt.steps.aggregate(last=Max("sequence"))["last"] or 0) + 1
    return Step.objects.create(attempt=attempt, item=item, sequence=sequence, response=clean, arrived_at=at)


def flag_item(attempt: Attempt, order: int, *, flagged: bool) -> None:
    """Note that the person wants to come back to the question."""
    AttemptItem.objects.filter(attempt=attempt, order=order, attempt__finished_at=None).update(flagged=flagged)


def answers(attempt: Attempt) -> dict[int, Step]:
    """Return item id → its last step."""
    return {step.item_id: step for step in attempt.steps.order_by("sequence")}


@transaction.atomic
def finish_attempt(attempt: Attempt, *, at: datetime.datetime | None = None) -> Attempt:
    """Score what was saved and close the attempt; a repeat returns the first result."""
    at = at or timezone.now()
    attempt = _locked(attempt)
    if attempt.finished_at is not None:
        return attempt
    items = list(attempt.items.select_related("version"))
    last = answers(attempt)
    for item in items:
        response = last[item.pk].response if item.pk in last else []
        item.score = item.version.kind.score(item.version.options, item.version.key, response)
    AttemptItem.objects.bulk_update(items, ["score"])
    attempt.score = sum(item.score or 0 for item in items) / len(items)
    attempt.passed = attempt.score >= attempt.quiz.pass_mark - 1e-9
    attempt.finished_at = min(at, attempt.deadline) if attempt.deadline else at
    attempt.save(update_fields=["score", "passed", "finished_at"])
    append(kind="attempt", subject=str(attempt.public_id), digest=canonical_digest(attempt_facts(attempt)))
    _record_evidence(attempt, items)
    if attempt.purpose == ASSIGNED and attempt.passed:
        complete(
            kind=ASSIGNED,
            ref=attempt.purpose_ref,
            person=attempt.person,
            at=attempt.finished_at,
            source=f"attempt:{attempt.public_id}",
        )
    attempt_id = attempt.pk
    transaction.on_commit(lambda: signals.attempt_finished.send_robust(sender=Attempt, attempt_id=attempt_id))
    return attempt


def attempt_facts(attempt: Attempt) -> dict[str, object]:
    """Return what the ledger's digest covers: the result, the questions as shown and every step."""
    return {
        "public_id": attempt.public_id,
        "quiz": attempt.quiz_id,
        "person": attempt.person_id,
        "purpose": attempt.purpose,
        "purpose_ref": attempt.purpose_ref,
        "locale": attempt.locale,
        "started_at": attempt.started_at,
        "finished_at": attempt.finished_at,
        "score": repr(attempt.score),
        "passed": attempt.passed,
        "items": [
            [item.order, item.version_id, item.text_id, item.option_order]
            for item in sorted(attempt.items.all(), key=lambda item: item.order)
        ],
        "steps": [
            [step.sequence, step.item_id, step.response, step.arrived_at.astimezone(datetime.UTC).isoformat()]
            for step in sorted(attempt.steps.all(), key=lambda step: step.sequence)
        ],
    }


def _record_evidence(attempt: Attempt, items: Sequence[AttemptItem]) -> None:
    """Turn the scores into evidence: a weighted mean per competency over the questions that speak of it."""
    purpose = purpose_of(attempt.purpose).evidence
    if not purpose:
        return
    scores = {item.version_id: item.score or 0.0 for item in items}
    sums: dict[Competency, tuple[float, float]] = {}
    bound = QuestionCompetency.objects.filter(version__in=scores).select_related("competency").order_by("pk")
    for link in bound:
        total, weight = sums.get(link.competency, (0.0, 0.0))
        sums[link.competency] = (total + link.weight * scores[link.version_id], weight + link.weight)
    for competency, (total, weight) in sums.items():
        record_evidence(
            person=attempt.person,
            competency=competency,
            source="quiz",
            source_key=str(attempt.public_id),
            score=total / weight,
            observed=attempt.finished_at or timezone.now(),
            purpose=purpose,
        )


def close_if_overdue(attempt: Attempt, *, at: datetime.datetime) -> Attempt:
    """Finish the attempt with what was saved when its deadline and grace have passed at `at`."""
    if attempt.finished_at is None and attempt.deadline and at > attempt.deadline + GRACE:
        return finish_attempt(attempt, at=attempt.deadline)
    return attempt


def settle_overdue(attempt_id: int) -> None:
    """What the clock does for attempts nobody came back to."""
    close_if_overdue(Attempt.objects.get(pk=attempt_id), at=timezone.now())
