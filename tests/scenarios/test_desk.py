"""The editor's desk: who may come, what a bad file says, from draft to publication."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given

from people.models import Person
from scenarios.drawing import draw
from scenarios.graph import read_graph
from scenarios.models import Playthrough, Scenario, ScenarioVersion
from scenarios.source import read_yaml, write_yaml
from tests.scenarios.builders import graphs, small_source

ClientAs = Callable[[Person], Client]


def bare_source() -> dict[str, Any]:
    """The small conversation without clauses: no code is issued here."""
    source = small_source()
    for node in source["nodes"].values():
        for choice in node.get("choices", ()):
            choice.pop("clauses", None)
    return source


def send(client: Client, raw: bytes, name: str = "talk.yaml") -> Any:
    return client.post(reverse("conversations:upload"), {"file": SimpleUploadedFile(name, raw), "code_ref": ""})


def test_from_upload_to_publication(framework: Any, editor: Person, client_as: ClientAs) -> None:
    client = client_as(editor)
    shown = client.get(send(client, write_yaml(bare_source()).encode())["Location"]).content.decode()
    assert "Nothing to remark" in shown
    version = ScenarioVersion.objects.get()
    assert version.status == "draft"
    address = [version.scenario.public_id, version.number]
    client.post(reverse("conversations:publish", args=address))
    version.refresh_from_db()
    assert (version.status, version.created_by) == ("published", editor.user)
    assert "version 1 is played" in client.get(reverse("conversations:list")).content.decode()


def test_download_can_be_uploaded_again(scenario: Scenario, editor: Person, client_as: ClientAs) -> None:
    response = client_as(editor).get(reverse("conversations:download", args=[scenario.public_id, 1]))
    assert read_yaml(response.content)["nodes"]["n2"]["choices"][0]["feedback"]["ru"] == "why a (ru)"
    assert 'filename="cold-radiator-1.yaml"' in response["Content-Disposition"]


def test_faults_are_named_and_nothing_is_kept(db: None, editor: Person, client_as: ClientAs) -> None:
    source = bare_source()
    source["nodes"]["n1"]["next"] = "gone"
    page = send(client_as(editor), write_yaml(source).encode()).content.decode()
    assert "It leads to “gone”, which does not exist." in page
    assert not Scenario.objects.exists()


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n", b"a: {", b"a: &x 1\nb: *x"])
def test_file_that_is_no_conversation(db: None, editor: Person, client_as: ClientAs, raw: bytes) -> None:
    assert "cannot be read as a conversation" in send(client_as(editor), raw).content.decode()


def test_too_large_and_empty_files(db: None, editor: Person, client_as: ClientAs) -> None:
    assert "larger than 512 kB" in send(client_as(editor), b"a" * 600_000).content.decode()
    assert "empty" in send(client_as(editor), b"").content.decode()


def test_hostile_words_are_shown_as_text(framework: Any, editor: Person, client_as: ClientAs) -> None:
    source = bare_source()
    source["title"] = dict.fromkeys(source["title"], "<script>alert(1)</script>")
    client = client_as(editor)
    page = client.get(send(client, write_yaml(source).encode())["Location"]).content.decode()
    assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in page


def test_preview_plays_a_draft(framework: Any, editor: Person, client_as: ClientAs) -> None:
    client = client_as(editor)
    send(client, write_yaml(bare_source()).encode())
    address = [Scenario.objects.get().public_id, 1]
    page = client.post(reverse("conversations:preview", args=address), follow=True).content.decode()
    assert "Incoming call" in page
    assert Playthrough.objects.get().mode == "practice"


@pytest.mark.parametrize("who", ["employee", "manager", "hr", "auditor"])
def test_others_do_not_come(scenario: Scenario, who: str, client_as: ClientAs, request: pytest.FixtureRequest) -> None:
    client = client_as(request.getfixturevalue(who))
    for address in (
        reverse("conversations:list"),
        reverse("conversations:show", args=[scenario.public_id]),
        reverse("conversations:download", args=[scenario.public_id, 1]),
    ):
        assert client.get(address).status_code in (302, 404)
    assert client.post(reverse("conversations:publish", args=[scenario.public_id, 1])).status_code in (302, 404)


def test_unknown_version(scenario: Scenario, editor: Person, client_as: ClientAs) -> None:
    address = reverse("conversations:show-version", args=[scenario.public_id, 9])
    assert client_as(editor).get(address).status_code == 404


@given(graphs())
def test_every_node_that_links_reach_is_drawn_below_its_parents(stored: dict[str, Any]) -> None:
    graph = read_graph(stored)
    drawing = draw(graph)
    boxes = {box.id: box for box in drawing.boxes}
    assert graph.start in boxes
    for box in drawing.boxes:
        assert 0 <= box.x <= drawing.width
        for target in graph.nodes[box.id].successors():
            assert boxes[target].y > box.y
