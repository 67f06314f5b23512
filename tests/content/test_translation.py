"""Wagtail's translation tool: words are translated, numbers and ids are not."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments.extract import extract_segments

from common.errors import DomainError
from content import services
from content.models import CodePage, Edition
from people.models import Person
from tests.content.conftest import WORDS

pytestmark = pytest.mark.django_db


def translate(code: CodePage, words: dict[str, str], editor: Person) -> CodePage:
    """Translate the code into Russian as far as `words` goes, and publish it."""
    source, _created = TranslationSource.update_or_create_from_instance(CodePage.objects.get(pk=code.pk))
    russian = Locale.objects.get(language_code="ru")
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=russian)
    for segment in source.stringsegment_set.select_related("string", "context"):
        if segment.string.data in words:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=russian,
                context=segment.context,
                defaults={"data": words[segment.string.data]},
            )
    translation.save_target(user=editor.user, publish=True)
    return CodePage.objects.get(translation_key=code.translation_key, locale=russian)


def test_only_words_are_segments(code: CodePage) -> None:
    found = {str(segment.string.data) for segment in extract_segments(code) if hasattr(segment, "string")}
    assert found == {WORDS["uk"][0], *WORDS["uk"][1]}


def test_translation_keeps_ids_numbers_and_levels(
    code: CodePage,
    editor: Person,
    issue: Callable[..., Edition],
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    words = dict(zip([WORDS["uk"][0], *WORDS["uk"][1]], [WORDS["ru"][0], *WORDS["ru"][1]], strict=True))
    with django_capture_on_commit_callbacks(execute=True):
        russian = translate(code, words, editor)
    ours, theirs = services.blocks_of(code), services.blocks_of(russian)
    assert [(b.id, b.number, b.level, b.kind) for b in theirs] == [(b.id, b.number, b.level, b.kind) for b in ours]
    assert [block.text for block in theirs] == WORDS["ru"][1]
    assert sorted(issue(code).texts.values_list("locale", flat=True)) == ["ru", "uk"]


def test_half_a_translation_is_not_issued(
    code: CodePage,
    editor: Person,
    issue: Callable[..., Edition],
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        translate(code, {WORDS["uk"][1][0]: WORDS["ru"][1][0], WORDS["uk"][1][1]: WORDS["ru"][1][1]}, editor)
    with pytest.raises(DomainError, match=r"ru 1\.2"):
        issue(code)
