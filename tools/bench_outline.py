"""Times the outline editor, the reading page and the issue on a code of 1,000 clauses, through the whole stack.

Runs on a database of its own (SQLite in a temporary folder, or BENCH_DATABASE_URL) and prints a table.
"""

import datetime
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CLAUSES = 1000
#: One long section and many short ones, as codes have them.
LONG_SECTION = 200
ROUNDS = 7
#: What each step may take, in seconds (median).
LIMITS = {"outline opens": 2.0, "section opens": 2.0, "section saves": 1.0, "section of 200 saves": 1.0}


def prepare(folder: str) -> None:
    """Point Django at a throw-away database before it reads its settings."""
    sys.path.insert(0, str(ROOT))
    os.environ["DATABASE_URL"] = os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
    os.environ["KODEKS_VAR"] = folder
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def make_code() -> tuple[Any, Any]:
    """Return an editor's client and a code of 1,000 clauses."""
    from django.contrib.auth.models import Group
    from django.test import Client

    from content import services
    from content.outline import Block
    from people.models import Person, User

    person = Person.objects.create(family_name="Редактор", given_name="Тест", language="uk")
    user = User.objects.create(username=f"bench{time.time_ns()}", person=person)
    user.groups.add(Group.objects.get(name="editor"))
    blocks, number, left = [], 0, CLAUSES
    while left:
        size = min(LONG_SECTION if number == 0 else 20, left)
        number, left = number + 1, left - size
        blocks.append(Block(kind="heading", level=1, number=str(number), text=f"Розділ про справу {number}"))
        words = "Працівник уважно вислуховує звернення, не перебиває і переказує його суть своїми словами. " * 2
        blocks += [Block(number=f"{number}.{n}", text=f"{words}{n}") for n in range(1, size + 1)]
    code = services.write_code(title="Кодекс етики", blocks=blocks, actor=user, locale="uk")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client, code


def timed(step: Callable[[], Any], rounds: int = ROUNDS) -> tuple[float, float]:
    """Return the median and the worst time of a step in seconds, the first (cold) round left out."""
    step()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        step()
        times.append(time.perf_counter() - began)
    return statistics.median(times), max(times)


def get(client: Any, url: str) -> Callable[[], Any]:
    def step() -> Any:
        answer = client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)
        return answer

    return step


def saving(client: Any, url: str) -> Callable[[], Any]:
    """Return a step that saves the section with one clause changed, off what was opened just before (not timed)."""
    from content import outline, services
    from content.models import CodePage
    from content.outline_forms import ROWS, initial

    pk, section_id = int(url.split("/")[3]), url.rstrip("/").split("/")[-1]
    turn = iter(range(10_000))

    def step() -> Any:
        section = outline.section_of(services.blocks_of(CodePage.objects.get(pk=pk)), section_id)
        assert section is not None
        rows = list(section.blocks[:ROWS])
        fields: dict[str, Any] = {
            "ids": " ".join(row.id for row in rows),
            "base": outline.fingerprint(rows),
            "do": "save",
            "form-TOTAL_FORMS": len(rows),
            "form-INITIAL_FORMS": len(rows),
        }
        for n, row in enumerate(initial(rows)):
            fields |= {f"form-{n}-{key}": value for key, value in row.items() if value is not False}
        fields["form-1-text"] = f"Працівник слухає. {next(turn)}"
        answer = client.post(url, fields)
        assert answer.status_code == 302, answer.status_code
        return answer

    return step


def measure() -> list[tuple[str, float, float]]:
    from django.urls import reverse

    from content import outline, services
    from people.models import User

    client, code = make_code()
    sections = outline.sections(services.blocks_of(code))
    long, short = (reverse("codes:section", args=[code.pk, sections[place].id]) for place in (0, 5))
    rows = [
        ("outline opens", *timed(get(client, reverse("codes:outline", args=[code.pk])))),
        ("section opens", *timed(get(client, short))),
        ("section of 200 opens", *timed(get(client, long))),
        ("section saves", *timed(saving(client, short))),
        ("section of 200 saves", *timed(saving(client, long))),
        ("issue form opens", *timed(get(client, reverse("codes:issue", args=[code.pk])), rounds=3)),
    ]
    began = time.perf_counter()
    day = datetime.date(2026, 1, 12)
    editor = User.objects.get(username__startswith="bench")
    services.issue_edition(code, actor=editor, act_kind="order", act_number="1", act_date=day, effective=day)
    took = time.perf_counter() - began
    rows.append(("edition issued", took, took))
    reading = reverse("content:code", args=[code.translation_key])
    rows.append(("whole code read", *timed(get(client, reading), rounds=3)))
    return rows


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        rows = measure()
    print(f"| {CLAUSES:,} clauses | median, s | worst, s |\n|---|---|---|")
    for name, median, worst in rows:
        print(f"| {name} | {median:.2f} | {worst:.2f} |")
    slow = [name for name, median, _worst in rows if median > LIMITS.get(name, 60)]
    if slow:
        print("too slow: " + ", ".join(slow), file=sys.stderr)
    return bool(slow)


if __name__ == "__main__":
    raise SystemExit(main())
