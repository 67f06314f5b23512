"""The main job in a real browser: issue, require, read and sign, answer, play, certificate, competence, coverage."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace

from django.utils import timezone

from acknowledgements.models import SignOff
from assignments.models import Assignment
from certificates.models import Certificate
from content.models import Edition
from ledger.services import seal, verify
from people.models import Person
from tests.browser.conftest import QUESTIONS, Visit
from tests.cast import PASSWORD

Begin = Callable[..., Visit]
#: The screen shows another place of the conversation than the one answered, or its end.
MOVED_ON = "before => document.querySelector('input[name=sequence]')?.value !== before"


def test_the_main_job(
    visit: Begin,
    house: SimpleNamespace,
    organisation: SimpleNamespace,
    employee: Person,
    stranger: Person,
    manager: Person,
    editor: Person,
    hr: Person,
) -> None:
    issue(visit(editor), house)
    require(visit(hr), house, organisation)
    at_phone = visit(employee, width=390)
    sign(at_phone)
    answer(at_phone, employee)
    play(at_phone)
    certificate = take_certificate(at_phone, employee)
    check_in_public(visit(), certificate)
    see_as_hr(visit(hr), employee, organisation)
    see_as_manager(visit(manager), employee, stranger)
    seal()
    report = verify()
    assert report.ok, report.findings


def issue(at: Visit, house: SimpleNamespace) -> None:
    """The editor mends a word in the outline editor and issues the first edition by an order."""
    at.go("/cms/codes/")
    assert "Code of ethics" in at.look()
    at.press("Code of ethics", role="link")
    at.look()
    at.press("How we speak with residents", role="link")
    at.look()
    field = at.page.locator("textarea", has_text="begining").first
    field.fill("An operator gives their name at the beginning of every call.")
    at.press("Save the section")
    at.page.wait_for_load_state()
    assert "begining" not in at.page.content()
    at.go(f"/cms/codes/{house.page.pk}/issue/")
    at.look()
    today = timezone.localdate().isoformat()
    at.page.get_by_label("Approved by").select_option("order")
    at.page.get_by_label("Number of the act").fill("31-k")
    at.page.get_by_label("Date of the act").fill(today)
    at.page.get_by_label("Takes effect on").fill(today)
    at.press("Issue edition 1")
    at.page.wait_for_load_state()
    at.look()
    edition = Edition.objects.get()
    assert edition.acts.get().number == "31-k"
    assert "at the beginning of every call" in edition.texts.get().plain


def require(at: Visit, house: SimpleNamespace, organisation: SimpleNamespace) -> None:
    """HR requires the code of a department by a day."""
    at.go("/requirements/new/")
    at.look()
    at.page.get_by_label("What people must do").select_option(f"code:{house.page.code_ref}")
    at.page.get_by_role("checkbox", name=organisation.intake.name).check()
    due = timezone.localdate() + datetime.timedelta(days=9)
    at.page.get_by_label("Last day").fill(due.isoformat())
    at.press("Require")
    at.page.wait_for_load_state()
    at.look()
    turns = Assignment.objects.filter(requirement__kind="code")
    assert set(turns.values_list("due", flat=True)) == {due}
    assert set(turns.values_list("department", flat=True)) == {organisation.intake.pk}


def sign(at: Visit) -> None:
    """The employee opens the next step, reads and certifies with the password."""
    words = at.look()
    assert "Code of ethics" in words
    at.page.locator(".k-next a.k-btn").click()
    assert "at the beginning of every call" in at.look()
    at.press("I certify familiarisation", role="link")
    at.look()
    at.page.get_by_label("Password").fill("not-the-password")
    at.press("I certify familiarisation")
    assert "This is not your password" in at.look()
    assert not SignOff.objects.exists()
    at.page.get_by_label("Password").fill(PASSWORD)
    at.press("I certify familiarisation")
    assert "Familiarisation is certified" in at.look()


def answer(at: Visit, employee: Person) -> None:
    """Two questions, one of several answers; the receipt then says that the check is passed."""
    at.press("Answer the check")
    for stem, (_kind, _clause, options) in QUESTIONS.items():
        words = at.look()
        assert stem in words
        for option in options:
            if option.startswith("*"):
                at.page.get_by_label(option.lstrip("*"), exact=True).check()
        at.page.locator("#question .k-btn:not(.k-btn--quiet)").click()
        at.page.wait_for_load_state()
    assert "Every question has an answer" in at.look()
    at.press("Finish")
    assert "The check is passed" in at.look()
    at.press("Go on", role="link")
    at.look()
    assert SignOff.objects.get(person=employee).understanding.score == 1


def play(at: Visit) -> None:
    """The role-play on the phone: the first answer every time, to the end, then what it came to."""
    at.go("/")
    at.look()
    at.page.locator(".k-next a.k-btn").click()
    at.look()
    at.press("Begin the conversation that counts")
    at.look()
    at.press("Answer")
    at.page.wait_for_selector(".k-choices")
    at.look()
    for _reply in range(20):
        if at.page.locator(".k-over").count():
            break
        sequence = at.page.locator("input[name=sequence]").input_value()
        at.page.locator("button.k-choice").first.click()
        at.page.wait_for_function(MOVED_ON, arg=sequence)
    at.look()
    at.press("See what the client felt", role="link")
    at.page.wait_for_load_state()
    at.look()


def take_certificate(at: Visit, employee: Person) -> Certificate:
    """What was done earned a certificate; its PDF opens, and the profile counts it."""
    certificate = Certificate.objects.get(person=employee)
    at.go("/certificates/")
    assert "Serving residents" in at.look()
    at.press("Serving residents", role="link")
    at.look()
    status, pdf = at.download(f"{certificate.get_absolute_url().rstrip('/')}.pdf")
    assert (status, pdf[:5]) == (200, b"%PDF-")
    at.go("/competencies/me/")
    at.look()
    at.go("/tasks/")
    assert "Nothing is waiting for you today" in at.look()
    return certificate


def check_in_public(at: Visit, certificate: Certificate) -> None:
    """Anybody with the number's address sees that it is real, without signing in."""
    at.go(f"/certificates/verify/{certificate.public_id}/")
    words = at.look()
    assert certificate.number in words
    assert "0104" not in words


def see_as_hr(at: Visit, employee: Person, organisation: SimpleNamespace) -> None:
    """Coverage, the department, the person; the table of competencies; the same as files."""
    at.go("/desk/")
    assert organisation.intake.name in at.look()
    at.go(f"/desk/departments/{organisation.intake.public_id}/")
    assert employee.family_name in at.look()
    at.go(f"/desk/people/{employee.public_id}/")
    at.look()
    at.go("/sign/register/")
    assert employee.family_name in at.look()
    at.go("/competencies/")
    assert employee.family_name in at.look()
    for path in ("/desk/coverage.xlsx", "/competencies/export.xlsx", "/sign/register.xlsx"):
        status, sheet = at.download(path)
        assert (status, sheet[:2]) == (200, b"PK"), path


def see_as_manager(at: Visit, employee: Person, stranger: Person) -> None:
    """The own team, and nobody else."""
    at.go("/team/")
    words = at.look()
    assert employee.family_name in words
    assert stranger.family_name not in words
    at.go(f"/team/people/{employee.public_id}/")
    at.look()
    status, _body = at.download(f"/team/people/{stranger.public_id}/")
    assert status == 404
    status, _body = at.download("/desk/")
    assert status == 404
