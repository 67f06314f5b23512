"""A published conversation and a framework that knows its competencies."""

from typing import Any

import pytest

from competencies.services import publish_framework
from scenarios.models import Scenario
from scenarios.services import publish_scenario
from tests.scenarios.builders import CLAUSES, small_source, words


@pytest.fixture
def framework(db: None) -> Any:
    named = {"name": words("Name"), "definition": words("Definition"), "group": "skills"}
    return publish_framework(
        {
            "key": "values",
            "name": words("Values"),
            "levels": [{"value": value, "name": words(f"level {value}")} for value in range(5)],
            "groups": [{"key": "skills", "name": words("Skills")}],
            "competencies": [{"key": key, **named, "name": words(key.title())} for key in ("listening", "calm")],
        }
    )


@pytest.fixture
def scenario(framework: Any) -> Scenario:
    return publish_scenario(small_source(), actor=None, clause_ids=CLAUSES).scenario
