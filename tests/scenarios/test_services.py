"""A run from its start to its ledgered end; nothing is doubled, nothing old is overwritten."""

import datetime
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from common.errors import DomainError
from competencies.models import Evidence
from ledger.models import Entry
from ledger.services import verify
from people.models import Person
from scenarios.models import Move, Playthrough, Scenario, ScenarioText, ScenarioVersion
from scenarios.services import (
    LintError,
    StaleMoveError,
    answer_call,
    draft_scenario,
    make_move,
    publish_scenario,
    publish_version,
    restart_from,
    start_playthrough,
)
from scenarios.signals import playthrough_finished
from tests.scenarios.builders import CLAUSES, small_source, words

START = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)


def start(scenario: Scenario, person: Person, mode: str = "practice", **fields: Any) -> Playthrough:
    return start_playthrough(scenario, person=person, mode=mode, locale="uk", at=START, **fields)


def play(run: Playthrough, *moves: str) -> Playthrough:
    """Play "n2.a" and so on, ten seconds apart."""
    for number, move in enumerate(moves, start=1):
        node, choice = move.split(".")
        make_move(run, node, choice, at=START + datetime.timedelta(seconds=10 * number))
    run.refresh_from_db()
    return run


class TestPublish:
    def test_version_and_texts(self, scenario: Scenario) -> None:
        version = scenario.versions.get()
        assert (version.number, version.status, version.texts.count()) == (1, "published", 3)

    def test_same_source_again_changes_nothing(self, scenario: Scenario) -> None:
        publish_scenario(small_source(), actor=None, clause_ids=CLAUSES)
        assert (ScenarioVersion.objects.count(), ScenarioText.objects.count()) == (1, 3)

    def test_mended_typo_is_a_text_revision_of_the_same_version(self, scenario: Scenario, employee: Person) -> None:
        run = start(scenario, employee)
        source = small_source()
        source["title"]["uk"] = "Холодна батарея"
        publish_scenario(source, actor=None, clause_ids=CLAUSES)
        assert ScenarioVersion.objects.count() == 1
        assert list(scenario.versions.get().texts.filter(locale="uk").values_list("revision", flat=True)) == [2, 1]
        run.refresh_from_db()
        assert run.text.revision == 1

    def test_changed_graph_is_a_new_version_and_open_runs_keep_theirs(
        self, scenario: Scenario, employee: Person
    ) -> None:
        run = start(scenario, employee, mode="assessed")
        source = small_source()
        source["state"]["trust"] = 0
        assert publish_scenario(source, actor=None, clause_ids=CLAUSES).number == 2
        assert start(scenario, employee, mode="assessed") == run
        assert start(scenario, employee).version.number == 2

    def test_faulty_source_leaves_nothing(self, db: None) -> None:
        source = small_source()
        source["nodes"]["n1"]["next"] = "gone"
        with pytest.raises(LintError) as caught:
            publish_scenario(source, actor=None, clause_ids=CLAUSES)
        assert caught.value.findings
        assert Scenario.objects.count() == 0

    def test_draft_is_not_played_for_the_record(self, scenario: Scenario, employee: Person) -> None:
        source = small_source()
        source["state"]["trust"] = 0
        draft = draft_scenario(source, actor=None, clause_ids=CLAUSES)
        assert start(scenario, employee).version.number == 1
        assert start(scenario, employee, version=draft).version == draft
        with pytest.raises(DomainError):
            start(scenario, employee, mode="assessed", version=draft)

    def test_older_draft_cannot_overtake(self, scenario: Scenario) -> None:
        source = small_source()
        source["state"]["trust"] = 0
        draft = draft_scenario(source, actor=None, clause_ids=CLAUSES)
        source["state"]["trust"] = 1
        publish_scenario(source, actor=None, clause_ids=CLAUSES)
        with pytest.raises(DomainError):
            publish_version(draft, actor=None)


class TestMoves:
    def test_state_and_seconds_are_recorded(self, scenario: Scenario, employee: Person) -> None:
        run = start(scenario, employee)
        answer_call(run, at=START + datetime.timedelta(seconds=4))
        move = make_move(run, "n2", "a", at=START + datetime.timedelta(seconds=10))
        assert (move.sequence, move.elapsed, move.state) == (1, 6.0, {"anger": 1, "trust": 3})

    def test_double_click_returns_the_first(self, scenario: Scenario, employee: Person) -> None:
        run = start(scenario, employee)
        first = make_move(run, "n2", "a", at=START, sequence=1)
        assert make_move(run, "n2", "a", at=START, sequence=1) == first
        assert make_move(run, "n2", "a", at=START) == first
        assert make_move(run, "n2", "b", at=START, sequence=1).choice == "a"
        assert run.moves.count() == 1

    def test_last_answer_twice_finishes_once(self, scenario: Scenario, employee: Person) -> None:
        run = play(start(scenario, employee, mode="assessed"), "n2.a", "n7.a", "n7.b")
        assert (run.outcome, run.moves.count()) == ("resolved", 2)
        assert Entry.objects.filter(kind="playthrough").count() == 1

    @pytest.mark.parametrize(("node", "sequence"), [("n7", 1), ("n2", 2), ("n5", 2), ("n7", 3), ("nowhere", None)])
    def test_stale_screen(self, scenario: Scenario, employee: Person, node: str, sequence: int | None) -> None:
        run = play(start(scenario, employee), "n2.a")
        with pytest.raises(StaleMoveError, match="moved on"):
            make_move(run, node, "a", at=START, sequence=sequence)
        assert run.moves.count() == 1

    def test_choice_that_is_not_offered(self, scenario: Scenario, employee: Person) -> None:
        with pytest.raises(DomainError, match="not offered"):
            make_move(start(scenario, employee), "n2", "z", at=START)

    def test_finished_run_takes_no_more(self, scenario: Scenario, employee: Person) -> None:
        run = play(start(scenario, employee), "n2.a", "n7.a")
        with pytest.raises(StaleMoveError):
            make_move(run, "n7", "a", at=START, sequence=3)

    def test_database_refuses_a_second_move_with_the_number(self, scenario: Scenario, employee: Person) -> None:
        run = play(start(scenario, employee), "n2.a")
        with pytest.raises(IntegrityError), transaction.atomic():
            Move.objects.create(
                playthrough=run, sequence=1, node="n2", choice="b", elapsed=0, state={}, at=timezone.now()
            )

    def test_writer_without_the_lock_was_first(
        self, scenario: Scenario, employee: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run = play(start(scenario, employee), "n2.b")
        monkeypatch.setattr("scenarios.services._moves_of", lambda playthrough: [])
        assert make_move(run, "n2", "a", at=START).choice == "b"
        assert run.moves.count() == 1

    def test_rows_are_facts(self, scenario: Scenario, employee: Person) -> None:
        run = play(start(scenario, employee), "n2.a")
        for change in (
            lambda: run.moves.update(choice="b"),
            lambda: run.moves.all()._raw_delete("default"),
            lambda: ScenarioVersion.objects.update(sha256="0" * 64),
            lambda: ScenarioText.objects.update(texts={}),
            lambda: Playthrough.objects.update(mode="assessed"),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


class TestEnd:
    def test_practice_leaves_no_trace_elsewhere(self, scenario: Scenario, employee: Person) -> None:
        run = play(start(scenario, employee), "n2.a", "n7.a")
        assert (run.outcome, run.score) == ("resolved", 1.0)
        assert not Evidence.objects.exists()
        assert not Entry.objects.filter(kind="playthrough").exists()

    def test_assessed_run_is_evidence_and_ledgered(self, scenario: Scenario, employee: Person) -> None:
        run = play(start(scenario, employee, mode="assessed"), "n2.b", "n5.a")
        assert run.score == 0.5
        found = {e.competency.key: (e.score, e.weight, e.purpose) for e in Evidence.objects.filter(person=employee)}
        assert found == {"listening": (0.25, 1.0, "appraisal"), "calm": (0.75, 1.0, "appraisal")}
        assert verify().ok

    def test_candidates_evidence_stays_out_of_appraisal(self, scenario: Scenario, candidate: Person) -> None:
        play(start(scenario, candidate, mode="assessed", purpose="selection", purpose_ref="x"), "n2.a", "n7.a")
        assert set(Evidence.objects.values_list("purpose", flat=True)) == {"selection"}

    def test_signal_after_commit(
        self, scenario: Scenario, employee: Person, django_capture_on_commit_callbacks: Any
    ) -> None:
        heard: list[int] = []

        def listen(sender: object, playthrough_id: int, **kwargs: object) -> None:
            heard.append(playthrough_id)

        playthrough_finished.connect(listen)
        with django_capture_on_commit_callbacks(execute=True):
            run = play(start(scenario, employee), "n2.a", "n7.a")
        assert heard == [run.pk]

    def test_altered_move_is_named(self, scenario: Scenario, employee: Person) -> None:
        from common.guards import lift_guards

        run = play(start(scenario, employee, mode="assessed"), "n2.b", "n5.a")
        with lift_guards():
            run.moves.filter(sequence=1).update(choice="a")
        report = verify()
        assert not report.ok
        assert str(run.public_id) in str(report)


class TestStart:
    def test_assessed_run_is_shared_by_two_tabs(self, scenario: Scenario, employee: Person) -> None:
        run = start(scenario, employee, mode="assessed")
        assert start(scenario, employee, mode="assessed") == run
        play(run, "n2.a", "n7.a")
        assert start(scenario, employee, mode="assessed") != run

    def test_untouched_practice_is_taken_up(self, scenario: Scenario, employee: Person) -> None:
        run = start(scenario, employee)
        assert start(scenario, employee) == run
        play(run, "n2.a")
        assert start(scenario, employee) != run

    def test_unpublished(self, db: None, employee: Person) -> None:
        draft = draft_scenario(small_source(), actor=None, clause_ids=CLAUSES)
        with pytest.raises(DomainError, match="not published"):
            start(draft.scenario, employee)

    def test_language_falls_back_to_one_there_is(self, scenario: Scenario, employee: Person) -> None:
        run = start_playthrough(scenario, person=employee, mode="practice", locale="pl")
        assert run.locale == "uk"
        assert run.text.texts["title"] == words("Cold radiator")["uk"]


class TestRestart:
    def test_moves_before_are_repeated_and_not_judged(self, scenario: Scenario, employee: Person) -> None:
        run = play(start(scenario, employee, mode="assessed"), "n2.b", "n5.b")
        again = restart_from(run, 2, at=START)
        assert [(m.node, m.choice, m.state) for m in again.moves.all()] == [("n2", "b", run.moves.all()[0].state)]
        make_move(again, "n5", "a", at=START)
        again.refresh_from_db()
        assert (again.mode, again.origin, again.outcome, again.score) == ("practice", run, "partial", 1.0)

    def test_repeated_moves_cannot_be_posted(self, scenario: Scenario, employee: Person) -> None:
        again = restart_from(play(start(scenario, employee), "n2.b", "n5.b"), 2, at=START)
        with pytest.raises(StaleMoveError):
            make_move(again, "n2", "b", at=START, sequence=1)

    @pytest.mark.parametrize("sequence", [0, 3])
    def test_no_such_reply(self, scenario: Scenario, employee: Person, sequence: int) -> None:
        with pytest.raises(DomainError, match="no such reply"):
            restart_from(play(start(scenario, employee), "n2.b", "n5.b"), sequence)

    def test_only_after_the_end(self, scenario: Scenario, employee: Person) -> None:
        with pytest.raises(DomainError, match="Finish"):
            restart_from(play(start(scenario, employee), "n2.b"), 1)
