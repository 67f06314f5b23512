"""A browser of the machine's own, and a small house with a code to issue, built through the services."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from acknowledgements.models import CodeCheck
from assignments.services import start_requirement
from certificates.models import AwardCondition, AwardRule
from competencies.services import competencies_by_key, set_profile
from content.outline import Block
from content.services import write_code
from lms.demo.bank import load_framework
from lms.demo.sources import clause_ids, load
from people.models import Person
from quizzes.models import Quiz, QuizSlot
from quizzes.services import create_question
from scenarios.services import publish_scenario
from tests.cast import PASSWORD

CHROMIUM = "/usr/bin/chromium"
#: Faults of these weights fail the walk.
HEAVY = {"serious", "critical"}


@pytest.fixture(scope="session", autouse=True)
def queries_beside_the_browser() -> Iterator[None]:
    """Playwright keeps an event loop in this thread; the test's own queries are none of its business."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("Debian's chromium is not installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


class Visit:
    """One person at the site in a window of their own; every page they name is looked at for faults."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("response", lambda answer: self._note(answer.status, answer.url))

    def _note(self, status: int, url: str) -> None:
        if status >= 500:
            self.faults.append(f"{status} {url}")

    def go(self, path: str) -> None:
        self.page.goto(self.base + path)

    def press(self, name: str, *, role: Any = "button") -> None:
        self.page.get_by_role(role, name=name).first.click()

    def sign_in(self, person: Person) -> None:
        self.go("/account/login/")
        self.page.get_by_label("E-mail or staff number").fill(person.user.username)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.press("Sign in")

    def look(self) -> str:
        """Check the page as it stands and return its words."""
        found = Axe().run(self.page)
        assert found.response["passes"], "axe saw nothing"
        heavy = [one for one in found.response["violations"] if one["impact"] in HEAVY]
        named = [f"{one['id']}: {[node['target'] for node in one['nodes'][:3]]}" for one in heavy]
        assert not named, f"{self.page.url}\n" + "\n".join(named)
        assert not self.faults
        return self.page.locator("body").inner_text()

    def download(self, path: str) -> tuple[int, bytes]:
        answer = self.page.request.get(self.base + path)
        return answer.status, answer.body()


@pytest.fixture
def visit(browser: Browser, live_server: Any) -> Iterator[Callable[..., Visit]]:
    contexts = []

    def begin(person: Person | None = None, *, width: int = 1280) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB")
        context.set_default_timeout(30_000)
        context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
        contexts.append(context)
        visit = Visit(context.new_page(), live_server.url)
        if person is not None:
            visit.sign_in(person)
        return visit

    yield begin
    for context in contexts:
        context.close()


CLAUSES = (
    ("", "heading", 1, "1", "How we speak with residents"),
    ("a", "clause", 2, "1.1", "An operator gives their name at the begining of every call."),
    ("b", "clause", 2, "1.2", "An operator listens to the end and does not interrupt."),
    ("", "heading", 1, "2", "What we promise"),
    ("c", "clause", 2, "2.1", "We promise only what depends on us and name the day of the answer."),
    ("d", "clause", 2, "2.2", "Whoever took the request answers for it until it is closed."),
)
#: Question → type, clause, options with the right ones marked by a star.
QUESTIONS = {
    "When does an operator give their name?": ("single", "a", ("*At the beginning", "When asked", "At the end")),
    "What may be promised?": ("multiple", "c", ("*What depends on us", "*A day for the answer", "A favour")),
}


@pytest.fixture
def house(
    live_server: Any, organisation: SimpleNamespace, employee: Person, stranger: Person, editor: Person, hr: Person
) -> SimpleNamespace:
    """A code not issued yet, its check, a role-play that is required already, and the rule of a certificate."""
    framework = load_framework()
    set_profile(organisation.operator, framework=framework, levels={"listening": 3, "calm": 3, "code_knowledge": 3})
    blocks = {
        name or number: Block(text=text, number=number, kind=kind, level=level)
        for name, kind, level, number, text in CLAUSES
    }
    page = write_code(title="Code of ethics", blocks=blocks.values(), actor=editor.user, locale="en")
    quiz = Quiz.objects.create(key="check", title={"en": "Check"}, code_ref=page.translation_key)
    known = competencies_by_key()
    for order, (stem, (kind, clause, options)) in enumerate(QUESTIONS.items(), start=1):
        version = create_question(
            code_ref=page.translation_key,
            key=f"q{order}",
            type=kind,
            options=list(options),
            right=[option for option in options if option.startswith("*")],
            texts={"en": {"stem": stem, "options": {o: {"text": o.lstrip("*"), "feedback": ""} for o in options}}},
            clauses=[UUID(blocks[clause].id)],
            competencies={known["code_knowledge"]: 1.0},
            ready=True,
        )
        QuizSlot.objects.create(quiz=quiz, order=order, question=version.question)
    CodeCheck.objects.create(code_ref=page.translation_key, quiz=quiz)
    call = publish_scenario(
        load("scenarios/third-call.yaml"), actor=editor.user, clause_ids=clause_ids(), code_ref=page.code_ref
    ).scenario
    start_requirement(
        actor=hr, kind="scenario", ref=str(call.public_id), departments=[organisation.intake], due_days=30
    )
    rule = AwardRule.objects.create(
        key="serving",
        title={"en": "Serving residents"},
        achievement={"en": "Knows the code and can hold a difficult call."},
        competencies={"listening": 3},
        signatory="Olena Savytska",
        signatory_post="Director",
    )
    for kind, ref in (("code", page.code_ref), ("scenario", str(call.public_id))):
        AwardCondition.objects.create(rule=rule, kind=kind, ref=ref)
    return SimpleNamespace(page=page, call=call, rule=rule)
