"""The demo organisation's content: complete in three languages, consistent with itself, fair to whoever answers."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from scenarios.linter import lint

DEMO = Path(__file__).resolve().parents[2] / "lms" / "demo"
LOCALES = ("uk", "ru", "en")
SCENARIOS = ("acceptable-refusal", "angry-man", "third-call")


@cache
def load(name: str) -> Any:
    return yaml.safe_load((DEMO / name).read_text(encoding="utf-8"))


def files() -> list[str]:
    return sorted(str(path.relative_to(DEMO)) for path in DEMO.rglob("*.yaml"))


def texts(node: Any, where: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every mapping that holds a text in any language, with its place."""
    if isinstance(node, dict):
        if node.keys() & set(LOCALES):
            yield where, node
        else:
            for key, value in node.items():
                yield from texts(value, f"{where}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from texts(value, f"{where}/{index}")


def unique(values: list[Any]) -> bool:
    return len(values) == len(set(values))


def clause_ids(*, in_force: bool = False) -> set[str]:
    """Return the ids of all blocks of all editions, or only of those that the last edition still has."""
    base, *later = load("code.yaml")["editions"]
    ids = {block["id"] for block in base["blocks"] if block["kind"] != "heading"}
    for edition in later:
        for change in edition["changes"]:
            if change["op"] == "insert":
                ids.add(change["id"])
            elif change["op"] == "exclude" and in_force:
                ids.discard(change["id"])
    return ids


def competency_keys() -> set[str]:
    return {competency["key"] for competency in load("framework.yaml")["competencies"]}


@pytest.mark.parametrize("name", files())
def test_every_text_is_there_in_three_languages(name: str) -> None:
    found = list(texts(load(name)))
    assert found
    for where, text in found:
        assert set(text) == set(LOCALES), where
        for locale in LOCALES:
            assert text[locale].strip() == text[locale] != "", f"{where}/{locale}"


@pytest.mark.parametrize("name", files())
def test_no_letters_of_a_neighbouring_language(name: str) -> None:
    for where, text in texts(load(name)):
        assert not re.search("[ыэъё]", text["uk"].lower()), where
        assert not re.search("[іїєґ’]", text["ru"].lower()), where
        assert not re.search("[а-яіїєґ]", text["en"].lower()), where
        for locale in LOCALES:
            assert not re.search(r"[\"']|--|\.\.\.|  ", text[locale]), f"{where}/{locale}"


def test_organisation_has_its_people() -> None:
    organisation = load("organisation.yaml")
    people = organisation["people"]
    numbers = [person["staff_number"] for person in people]
    departments = {department["key"]: department["head"] for department in organisation["departments"]}
    positions = {position["key"] for position in organisation["positions"]}
    assert unique(numbers)
    assert unique([person["email"] for person in people if person["email"]])
    assert all(re.fullmatch(r"\d{4}", number) for number in numbers)
    assert all(isinstance(person["hired"], date) and person["language"] in LOCALES for person in people)
    assert all(person["gender"] in ("f", "m") and person["position"] in positions for person in people)
    size = Counter(person["department"] for person in people if "left" not in person)
    assert size == {"intake": 24, "complex": 12, "letters": 10, "admin": 8, "quality": 6}
    where = {person["staff_number"]: person["department"] for person in people if "left" not in person}
    assert {key: where[head] for key, head in departments.items()} == {key: key for key in departments}
    roles = Counter(role for person in people for role in person["roles"])
    assert roles["hr"]
    assert roles["editor"]
    assert roles["auditor"]
    assert roles["approver"] >= 2
    assert any(not person["patronymic"] for person in people)
    assert any(not person["email"] for person in people)


def test_code_has_seven_sections_and_enough_clauses() -> None:
    blocks = load("code.yaml")["editions"][0]["blocks"]
    assert unique([block["id"] for block in blocks])
    assert unique([block["number"] for block in blocks if block["number"]])
    assert [block["number"] for block in blocks if block["level"] == 1] == list("1234567")
    assert sum(block["kind"] == "clause" and block["level"] == 2 for block in blocks) >= 44
    assert {"heading", "clause", "definition", "example", "note"} == {block["kind"] for block in blocks}
    section = parent = ""
    for block in blocks:
        number = block["number"]
        if block["level"] == 1:
            section = number
        elif block["level"] == 2 and number:
            assert number.startswith(f"{section}.")
            parent = number
        elif block["level"] == 3:
            assert number.startswith(f"{parent}.")


def test_second_edition_changes_what_it_says() -> None:
    first, second = load("code.yaml")["editions"]
    known = {block["id"]: block for block in first["blocks"]}
    changes = second["changes"]
    assert first["effective"] < second["act"]["date"] < second["effective"]
    assert Counter(change["op"] for change in changes) == {"amend": 4, "insert": 1, "exclude": 1}
    assert Counter(change.get("nature") for change in changes) == {"substantive": 3, "editorial": 2, None: 1}
    for change in changes:
        if change["op"] == "insert":
            assert change["after"] in known
            assert change["id"] not in known
            assert change["number"] == "3.4¹"
        else:
            assert change["id"] in known
        if change["op"] == "amend":
            assert all(change["text"][locale] != known[change["id"]]["text"][locale] for locale in LOCALES)


def test_framework_is_whole() -> None:
    framework = load("framework.yaml")
    groups = [group["key"] for group in framework["groups"]]
    competencies = framework["competencies"]
    assert [level["value"] for level in framework["levels"]] == [0, 1, 2, 3, 4]
    assert len(groups) == 6
    assert {competency["group"] for competency in competencies} == set(groups)
    assert unique([competency["key"] for competency in competencies])
    assert len(competencies) >= 10
    assert all(set(competency["indicators"]) == {1, 2, 3, 4} for competency in competencies)
    positions = {position["key"] for position in load("organisation.yaml")["positions"]}
    assert set(framework["positions"]) == positions
    for profile in framework["positions"].values():
        assert profile
        assert set(profile) <= competency_keys()
        assert set(profile.values()) <= {1, 2, 3, 4}


def test_questions_are_answerable_and_bound() -> None:
    questions = load("questions.yaml")
    assert len(questions) >= 32
    assert unique([question["id"] for question in questions])
    assert {question["type"] for question in questions} == {"single", "multiple"}
    for question in questions:
        options = question["options"]
        right = sum(option["correct"] for option in options)
        assert 3 <= len(options) <= 5, question["id"]
        assert unique([option["id"] for option in options]), question["id"]
        assert right == 1 if question["type"] == "single" else 2 <= right < len(options), question["id"]
        assert set() < set(question["clauses"]) <= clause_ids(in_force=True), question["id"]
        assert set() < set(question["competencies"]) <= competency_keys(), question["id"]
        assert question["difficulty"] in (1, 2, 3)
        for locale in LOCALES:
            assert unique([option["text"][locale] for option in options]), question["id"]
    asked = {clause for question in questions for clause in question["clauses"]}
    assert {clause[1] for clause in asked} == set("1234567")
    assert {"c2-3", "c3-4", "c3-4-1"} <= asked
    assert competency_keys() == {key for question in questions for key in question["competencies"]}


@pytest.mark.parametrize("locale", LOCALES)
def test_right_answer_is_not_given_away_by_length_or_place(locale: str) -> None:
    single = [question["options"] for question in load("questions.yaml") if question["type"] == "single"]
    longest = sum(max(options, key=lambda option: len(option["text"][locale]))["correct"] for options in single)
    shortest = sum(min(options, key=lambda option: len(option["text"][locale]))["correct"] for options in single)
    place = Counter(option["id"] for options in single for option in options if option["correct"])
    assert longest <= 0.4 * len(single)
    assert shortest <= 0.4 * len(single)
    assert max(place.values()) <= 0.35 * len(single)


def play(source: dict[str, Any]) -> tuple[set[str], list[tuple[int, str]], float, str]:
    """Walk every way through: nodes met, (client lines, outcome) of each, the best sum and the outcome it ends in."""
    nodes, met, ends = source["nodes"], set[str](), set[tuple[int, str]]()

    @cache
    def walk(node_id: str, state: tuple[tuple[str, int], ...], lines: int) -> tuple[float, str]:
        met.add(node_id)
        node = nodes[node_id]
        if node["type"] == "line":
            return walk(node["next"], state, lines + 1)
        if node["type"] == "check":
            name, _sign, limit = node["when"].split()
            assert node["when"] == f"{name} >= {limit}"
            return walk(node["then" if dict(state)[name] >= int(limit) else "otherwise"], state, lines)
        if node["type"] == "ending":
            ends.add((lines, node["outcome"]))
            return 0.0, node["outcome"]
        ways = []
        for choice in node["choices"]:
            moved = {name: min(4, max(0, value + choice["effects"].get(name, 0))) for name, value in state}
            rest, outcome = walk(choice["next"], tuple(moved.items()), lines)
            ways.append((rest + sum(choice["competencies"].values()), outcome))
        return max(ways)

    best, outcome = walk(source["start"], tuple(source["state"].items()), 0)
    return met, sorted(ends), best, outcome


def test_three_role_plays() -> None:
    assert {path.stem for path in (DEMO / "scenarios").glob("*.yaml")} == set(SCENARIOS)


@pytest.mark.parametrize("key", SCENARIOS)
def test_role_play_has_no_fault(key: str) -> None:
    source = load(f"scenarios/{key}.yaml")
    assert source["key"] == key
    # Like a question, a choice names only clauses that are in force.
    found = lint(source, locales=LOCALES, clauses=clause_ids(in_force=True), competencies=competency_keys())
    assert not found, [str(finding) for finding in found]


@pytest.mark.parametrize("key", SCENARIOS)
def test_role_play_ends_in_several_ways(key: str) -> None:
    source = load(f"scenarios/{key}.yaml")
    met, ends, best, outcome = play(source)
    assert met == set(source["nodes"])
    outcomes = {result for _lines, result in ends}
    assert len(outcomes) >= 3
    assert {"partial", "unresolved"} < outcomes
    assert max(lines for lines, _result in ends) in range(7, 10)
    assert best > 0
    assert outcome == ("refusal" if key == "acceptable-refusal" else "resolved")
    assert sum(node["type"] == "line" for node in source["nodes"].values()) >= 7


@pytest.mark.parametrize("key", SCENARIOS)
@pytest.mark.parametrize("locale", LOCALES)
def test_best_choice_is_not_given_away(key: str, locale: str) -> None:
    nodes = load(f"scenarios/{key}.yaml")["nodes"].values()
    choices = [node["choices"] for node in nodes if node["type"] == "choice"]
    best = [max(options, key=lambda option: sum(option["competencies"].values())) for options in choices]
    longest = [max(options, key=lambda option: len(option["text"][locale])) for options in choices]
    assert all(3 <= len(options) <= 4 for options in choices)
    assert sum(a is b for a, b in zip(best, longest, strict=True)) <= 0.5 * len(choices)
    assert max(Counter(option["id"] for option in best).values()) <= 0.5 * len(choices)


def test_lawful_end_of_an_insulting_call_costs_nothing() -> None:
    """The third step leads on to another call, and no other way out of the insults earns more."""
    nodes = load("scenarios/angry-man.yaml")["nodes"]
    third_step = [choice for choice in nodes["n18"]["choices"] if "c4-5-3" in choice["clauses"]["kept"]]
    lawful = max(third_step, key=lambda choice: sum(choice["competencies"].values()))
    assert nodes[lawful["next"]]["type"] == "line"
    assert not lawful["clauses"]["broken"]
    assert all(
        sum(choice["competencies"].values()) <= sum(lawful["competencies"].values())
        for choice in nodes["n18"]["choices"]
    )
