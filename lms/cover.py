"""The cover of "My tasks": the one thing to do next, and the words of the code that wait inside."""

import uuid
from dataclasses import dataclass, field
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from acknowledgements.services import last_signed
from assignments.models import Assignment
from assignments.registry import Step
from content.blocks import Kind
from content.changes import delta, minutes, pick_locale
from content.models import ClauseText, Edition
from people.models import Person

#: As many clauses as the page on the cover has room for.
EXCERPTS = 2


@dataclass(frozen=True)
class Excerpt:
    """A clause on the cover: its number and its words, with marks of change where there are any."""

    number: str
    html: SafeString


@dataclass(frozen=True)
class Cover:
    assignment: Assignment
    heading: str
    text: str
    button: str
    url: str
    minutes: int
    excerpts: tuple[Excerpt, ...] = ()
    edition: int = 0
    steps: list[Step] = field(default_factory=list)


@lru_cache(maxsize=256)
def _changes(edition: uuid.UUID, since: uuid.UUID, locale: str) -> tuple[int, int, tuple[Excerpt, ...]]:
    """Return how many clauses changed in substance, the minutes to read them, the first few. Editions never change."""
    editions = Edition.objects.in_bulk([edition, since], field_name="public_id")
    found = [change for change in delta(editions[edition], editions[since], locale=locale) if change.is_substantive]
    shown = tuple(Excerpt(change.number, change.diff_html) for change in found[:EXCERPTS])
    return len(found), minutes(found), shown


@lru_cache(maxsize=256)
def _opening(edition: uuid.UUID, locale: str) -> tuple[Excerpt, ...]:
    """Return the first clauses of an edition."""
    texts = ClauseText.objects.filter(clause__edition__public_id=edition, clause__is_excluded=False)
    have = sorted(set(texts.order_by().values_list("locale", flat=True)))
    own = texts.filter(locale=pick_locale(have, locale)).exclude(clause__kind=Kind.HEADING).order_by("clause__order")
    return tuple(Excerpt(text.number, mark_safe(escape(text.text))) for text in own[:EXCERPTS])  # noqa: S308


def _edition_of(assignment: Assignment) -> Edition | None:
    if assignment.requirement.kind != "code" or not assignment.cycle.edition_ref:
        return None
    try:
        return Edition.objects.filter(public_id=assignment.cycle.edition_ref).first()
    except ValidationError:
        return None


def cover_of(assignment: Assignment, person: Person) -> Cover:
    """Return what the cover says of the person's next turn."""
    locale = (get_language() or "uk")[:2]
    activity = assignment.requirement.activity
    title = assignment.requirement.title_in(locale)
    steps = activity.steps(assignment)
    done = [step for step in steps if step.done]
    waiting = next((step for step in steps if not step.done), None)
    if done and waiting:
        return Cover(
            assignment,
            heading=str(waiting.label),
            text=gettext("%(title)s: %(done)s of %(total)s steps are done.")
            % {"title": title, "done": len(done), "total": len(steps)},
            button=gettext("Continue"),
            url=waiting.url or activity.url(assignment),
            minutes=activity.minutes(assignment),
            steps=steps,
        )
    edition = _edition_of(assignment)
    if edition:
        return _code_cover(assignment, edition, person, title, locale, steps)
    return Cover(
        assignment,
        heading=title,
        text=str(activity.label),
        button=gettext("Start"),
        url=activity.url(assignment),
        minutes=activity.minutes(assignment),
        steps=steps,
    )


def _code_cover(
    assignment: Assignment, edition: Edition, person: Person, title: str, locale: str, steps: list[Step]
) -> Cover:
    since = last_signed(person, edition)
    url = assignment.url
    if since:
        count, cost, excerpts = _changes(edition.public_id, since.public_id, locale)
        if count:
            return Cover(
                assignment,
                heading=ngettext(
                    "%(count)s clause of the code has changed", "%(count)s clauses of the code have changed", count
                )
                % {"count": count},
                text=gettext(
                    "Read what changed and certify familiarisation. You have signed the rest before, "
                    "and it is the same in substance."
                ),
                button=gettext("Read the changes"),
                url=url,
                minutes=max(cost, 1),
                excerpts=excerpts,
                edition=edition.number,
                steps=steps,
            )
    return Cover(
        assignment,
        heading=gettext("Read “%(title)s” and certify familiarisation") % {"title": title},
        text=gettext("Your signature says that you were shown the text, not that you agree with it."),
        button=gettext("Read"),
        url=url,
        minutes=assignment.minutes,
        excerpts=_opening(edition.public_id, locale),
        edition=edition.number,
        steps=steps,
    )
