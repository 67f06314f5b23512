"""Scores of every type are fractions, and the rule is the stated one."""

from hypothesis import given
from hypothesis import strategies as st

from quizzes.types import question_type, type_choices

OPTIONS = ["p", "q", "r", "s", "t"]
single, multiple = question_type("single"), question_type("multiple")
subsets = st.lists(st.sampled_from(OPTIONS), unique=True)
keys = st.lists(st.sampled_from(OPTIONS), unique=True, min_size=2, max_size=4)


@given(key=keys, response=subsets)
def test_multiple_is_right_minus_wrong_over_all_right(key: list[str], response: list[str]) -> None:
    hits, misses = len(set(key) & set(response)), len(set(response) - set(key))
    assert multiple.score(OPTIONS, key, response) == max(0, hits - misses) / len(key)


@given(key=keys)
def test_only_the_whole_key_earns_all_and_everything_earns_less(key: list[str]) -> None:
    assert multiple.score(OPTIONS, key, key[::-1]) == 1
    assert multiple.score(OPTIONS, key, OPTIONS) < 1
    assert multiple.score(OPTIONS, key, []) == 0


@given(key=keys, response=subsets)
def test_one_more_right_option_never_lowers_the_score(key: list[str], response: list[str]) -> None:
    before = multiple.score(OPTIONS, key, response)
    for option in set(key) - set(response):
        assert multiple.score(OPTIONS, key, [*response, option]) >= before


@given(right=st.sampled_from(OPTIONS), response=subsets)
def test_single_is_all_or_nothing(right: str, response: list[str]) -> None:
    assert single.score(OPTIONS, [right], response) == float(response == [right])


@given(given_ids=st.lists(st.sampled_from([*OPTIONS, "x", "<b>", ""])))
def test_a_response_holds_known_options_once(given_ids: list[str]) -> None:
    for kind in (single, multiple):
        response = kind.clean(OPTIONS, given_ids)
        assert len(set(response)) == len(response)
        assert set(response) <= set(OPTIONS) & set(given_ids)
        assert kind.clean(OPTIONS, response) == response
    assert len(single.clean(OPTIONS, given_ids)) <= 1


def test_keys_that_do_not_fit_are_named() -> None:
    assert single.check_key(["a", "b"], ["a"]) is None
    for options, key in ((["a"], ["a"]), (["a", "b"], []), (["a", "b"], ["a", "b"]), (["a", "b"], ["x"])):
        assert single.check_key(options, key)
    assert multiple.check_key(["a", "b", "c"], ["a", "b"]) is None
    for options, key in ((["a", "b"], ["a"]), (["a", "b", "c"], ["a"]), (["a", "b", "c"], ["a", "b", "c"])):
        assert multiple.check_key(options, key)


def test_every_type_has_a_label() -> None:
    assert [key for key, label in type_choices() if label] == ["single", "multiple"]
