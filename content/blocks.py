"""The flat stream of a code: one block a clause, its id is the clause's id for ever."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class Kind(models.TextChoices):
    HEADING = "heading", _("heading")
    CLAUSE = "clause", _("clause")
    DEFINITION = "definition", _("definition")
    EXAMPLE = "example", _("example")
    NOTE = "note", _("note")
    APPROVAL = "approval", _("approval mark")


#: Deepest level: 1 section, 2 clause, 3 sub-clause, 4 paragraph of a sub-clause.
MAX_LEVEL = 4


class UntranslatedMixin:
    """A block that translators never see: the same in every language."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        return value


class NumberBlock(UntranslatedMixin, blocks.CharBlock):
    """The printed number: "3.4¹", "а)" or nothing; not a text to translate."""


class LevelBlock(UntranslatedMixin, blocks.IntegerBlock):
    pass


class ExcludedBlock(UntranslatedMixin, blocks.BooleanBlock):
    pass


class ClauseBlock(blocks.StructBlock):
    number = NumberBlock(required=False, max_length=32, label=_("Number"))
    level = LevelBlock(min_value=1, max_value=MAX_LEVEL, default=2, label=_("Level"))
    text = blocks.TextBlock(required=False, label=_("Text"))
    excluded = ExcludedBlock(required=False, default=False, label=_("Excluded"))

    class Meta:
        icon = "pilcrow"


class CodeBody(blocks.StreamBlock):
    heading = ClauseBlock(label=Kind.HEADING.label, icon="title")
    clause = ClauseBlock(label=Kind.CLAUSE.label)
    definition = ClauseBlock(label=Kind.DEFINITION.label)
    example = ClauseBlock(label=Kind.EXAMPLE.label)
    note = ClauseBlock(label=Kind.NOTE.label)
    approval = ClauseBlock(label=Kind.APPROVAL.label)
