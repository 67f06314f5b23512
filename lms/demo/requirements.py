"""What the demo requires of whom, and the certificate that comes of it."""

import datetime
from dataclasses import dataclass

from assignments.models import Requirement
from assignments.services import create_requirement, open_cycle
from certificates.models import AwardCondition, AwardRule
from content.models import CodePage
from lms.demo.organisation import departments, person
from lms.demo.sources import Almanac, load
from people.models import Audience, Person
from people.names import short_name
from scenarios.models import Scenario

#: The second edition is due so many days from now.
CODE_DUE_IN = 5
CERTIFICATE = {
    "title": {"uk": "Служіння мешканцям", "ru": "Служение жителям", "en": "Serving residents"},
    "achievement": {
        "uk": "Знає Кодекс етики міського контактного центру та вміє провести складну телефонну розмову "
        "за його правилами.",
        "ru": "Знает Кодекс этики городского контактного центра и умеет провести трудный телефонный разговор "
        "по его правилам.",
        "en": "Knows the code of ethics of the City Contact Centre and can hold a difficult phone conversation "
        "by its rules.",
    },
    "competencies": {"code_knowledge": 3, "listening": 3, "calm": 3, "respect": 3},
    "validity_days": 365,
}
EVERYONE = "Усі працівники"


def require_code(code: CodePage, *, actor: Person, almanac: Almanac) -> Requirement:
    """Require the code of everyone; editions open its cycles when they are issued."""
    editions = load("code.yaml")["editions"]
    days = (almanac.today - almanac.date(editions[-1]["effective"])).days + CODE_DUE_IN
    first = almanac.date(editions[0]["act"]["date"])
    return create_requirement(
        actor=actor,
        kind="code",
        ref=code.code_ref,
        audience=Audience.objects.create(name=EVERYONE),
        due_days=days,
        at=almanac.morning(first - datetime.timedelta(days=3)),
    )


@dataclass(frozen=True)
class RolePlayRule:
    """A conversation required of departments: opened and due so many days ago (negative: ahead)."""

    scenario: str
    departments: tuple[str, ...]
    opened: int
    due: int


ROLE_PLAYS = (
    RolePlayRule("third-call", ("intake", "complex"), opened=345, due=310),
    RolePlayRule("acceptable-refusal", ("letters", "quality"), opened=214, due=180),
    RolePlayRule("acceptable-refusal", ("complex",), opened=122, due=92),
    RolePlayRule("angry-man", ("complex",), opened=47, due=9),
    RolePlayRule("angry-man", ("intake",), opened=12, due=-12),
)


def require_role_play(rule: RolePlayRule, scenario: Scenario, *, actor: Person, almanac: Almanac) -> Requirement:
    """Require it and open its only cycle, as long ago as the rule says."""
    opens = almanac.days_ago(rule.opened)
    at = almanac.morning(opens)
    meant = departments()
    audience = Audience.objects.create(name=", ".join(meant[key].name for key in rule.departments))
    audience.departments.set([meant[key] for key in rule.departments])
    requirement = create_requirement(
        actor=actor,
        kind="scenario",
        ref=str(scenario.public_id),
        audience=audience,
        due_on=almanac.days_ago(rule.due),
        due_days=30,
        at=at,
    )
    open_cycle(requirement, edition_ref=None, opens=opens, due=almanac.days_ago(rule.due), at=at)
    return requirement


def make_award_rule(code: CodePage, scenario: Scenario) -> AwardRule:
    """Make the rule of the certificate: the code understood and the third call played."""
    rule = AwardRule.objects.create(
        key="serving-residents",
        signatory=short_name(person("0001")),
        signatory_post="Директор",
        **CERTIFICATE,
    )
    AwardCondition.objects.bulk_create(
        [
            AwardCondition(rule=rule, kind="code", ref=code.code_ref),
            AwardCondition(rule=rule, kind="scenario", ref=str(scenario.public_id)),
        ]
    )
    return rule
