"""The activity “code”: what assignments must know of reading and signing."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acknowledgements.models import CodeCheck, SignOff
from assignments.models import Assignment
from assignments.registry import ActivityKind, Step, register
from content.changes import delta_size
from content.models import CodePage, Edition, EditionText
from content.wording import minutes_to_read, word_count

#: What the check takes, in minutes.
CHECK_MINUTES = 5


def _title(ref: str, locale: str) -> str:
    pages = {
        page.locale.language_code: page
        for page in CodePage.objects.filter(translation_key=ref).select_related("locale")
    }
    page = pages.get(locale) or next(iter(pages.values()), None)
    return page.title if page else ref


def edition_of(assignment: Assignment) -> Edition | None:
    """Return the edition that the turn asks for: its own, else the newest of the code."""
    editions = Edition.objects.select_related("code")
    if assignment.cycle.edition_ref:
        return editions.filter(public_id=assignment.cycle.edition_ref).first()
    return editions.of_code(assignment.requirement.ref).newest().first()


def _minutes(assignment: Assignment) -> int:
    from acknowledgements.services import last_signed

    edition = edition_of(assignment)
    if edition is None:
        return 0
    since = last_signed(assignment.person, edition)
    if since:
        return delta_size(edition, since).minutes
    text = EditionText.objects.filter(edition=edition).first()
    return minutes_to_read(word_count(text.plain)) if text else 0


def _steps(assignment: Assignment) -> list[Step]:
    edition = edition_of(assignment)
    if edition is None:
        return []
    sign_off = SignOff.objects.filter(person=assignment.person, edition=edition).first()
    steps = [
        Step(_("Read and certify"), sign_off is not None, reverse("acknowledgements:read", args=[edition.public_id]))
    ]
    if CodeCheck.objects.filter(code_ref=edition.code_key).exists():
        url = reverse("acknowledgements:receipt", args=[sign_off.public_id]) if sign_off else ""
        steps.append(Step(_("Answer the check"), hasattr(sign_off, "understanding"), url))
    return steps


def _url(assignment: Assignment) -> str:
    for step in _steps(assignment):
        if not step.done:
            return step.url
    edition = edition_of(assignment)
    return reverse("acknowledgements:read", args=[edition.public_id]) if edition else reverse("home")


def _choices() -> Iterable[tuple[str, str]]:
    editions = Edition.objects.newest().select_related("code")
    return [(str(edition.code_key), edition.code.title) for edition in editions]


def _edition(ref: str) -> str:
    edition = Edition.objects.of_code(ref).newest().first()
    return str(edition.public_id) if edition else ""


def register_activity() -> None:
    register(
        ActivityKind(
            key="code",
            label=gettext_lazy("Familiarisation with a code"),
            icon="book-open",
            title=_title,
            url=_url,
            minutes=_minutes,
            steps=_steps,
            choices=_choices,
            edition=_edition,
        )
    )
