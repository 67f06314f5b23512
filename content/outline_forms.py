"""Rows of the outline editor: one form a clause, one page of a section a request."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from content.blocks import MAX_LEVEL, Kind
from content.outline import Block, Section, fingerprint

#: Clauses on one page of the form: 7 fields and 4 buttons each, and what is around them, stay below 300.
ROWS = 25
#: A conflict shows rows of both people.
MOST_ROWS = 6 * ROWS

LEVELS = [(1, _("section")), (2, _("clause")), (3, _("sub-clause")), (4, _("paragraph"))]


class RowForm(forms.Form):
    #: On the page of a conflict: what was saved meanwhile where it differs, and whose alone the row is.
    theirs: Block | None = None
    only_mine = only_theirs = False

    id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    level = forms.TypedChoiceField(label=_("Level"), choices=LEVELS, coerce=int)
    number = forms.CharField(label=_("Number"), max_length=32, required=False)
    text = forms.CharField(
        label=_("Text"), required=False, max_length=60_000, widget=forms.Textarea(attrs={"rows": 2, "class": "k-own"})
    )
    excluded = forms.BooleanField(label=_("Excluded"), required=False)
    pick = forms.BooleanField(label=_("Select"), required=False)

    def block(self) -> Block:
        fields = self.cleaned_data
        return Block(
            id=str(fields["id"]),
            kind=fields["kind"],
            level=min(max(fields["level"], 1), MAX_LEVEL),
            number=fields["number"].strip(),
            text=fields["text"].replace("\r\n", "\n").strip(),
            excluded=fields["excluded"],
        )


RowFormSet = forms.formset_factory(RowForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


def blocks(rows: "forms.BaseFormSet[RowForm]") -> list[Block]:
    """Return the blocks of valid rows."""
    return [form.block() for form in rows.forms]


def picked(rows: "forms.BaseFormSet[RowForm]") -> list[str]:
    """Return the ids of the rows that are ticked."""
    return [str(form.cleaned_data["id"]) for form in rows.forms if form.cleaned_data.get("pick")]


def marks_of(shown: Sequence[Block]) -> str:
    return " ".join(fingerprint([block])[:16] for block in shown)


def initial(shown: Sequence[Block]) -> list[dict[str, Any]]:
    return [
        {
            "id": block.id,
            "kind": block.kind,
            "level": block.level,
            "number": block.number,
            "text": block.text,
            "excluded": block.excluded,
        }
        for block in shown
    ]


class LockForm(forms.Form):
    """What the form was opened on: the ids of its blocks and their fingerprint; and what is asked for."""

    ids = forms.CharField(required=False, max_length=MOST_ROWS * 37)
    base = forms.CharField(max_length=64)
    #: A short fingerprint of each of these blocks, to tell in a conflict who changed what.
    marks = forms.CharField(required=False, max_length=MOST_ROWS * 17)
    do = forms.CharField(required=False, max_length=64)
    target = forms.CharField(required=False, max_length=36)

    def clean_ids(self) -> list[str]:
        try:
            return [str(uuid.UUID(part)) for part in self.cleaned_data["ids"].split()]
        except ValueError as wrong:
            raise forms.ValidationError(_("The form is damaged. Open the section again.")) from wrong

    def action(self) -> tuple[str, str]:
        """Return what to do and to which block: ("up", id); ("save", "") by default."""
        verb, _colon, block_id = (self.cleaned_data.get("do") or "save").partition(":")
        return verb, block_id


class HeadingForm(forms.Form):
    number = forms.CharField(label=_("Number"), max_length=32, required=False)
    text = forms.CharField(label=_("Heading"), max_length=500)
    level = forms.TypedChoiceField(label=_("Level"), choices=LEVELS, coerce=int, initial=1)


def page_of(section: Section, number: int) -> tuple[list[Block], int, int]:
    """Return the blocks of a page (from 1) of the section, the page's number and how many pages there are."""
    pages = max(1, -(-len(section.blocks) // ROWS))
    number = min(max(number, 1), pages)
    return list(section.blocks[(number - 1) * ROWS : number * ROWS]), number, pages


def page_with(section: Section, block_id: str) -> int:
    """Return the number of the page the block stands on; 1 if it does not."""
    ids = [block.id for block in section.blocks]
    return ids.index(block_id) // ROWS + 1 if block_id in ids else 1
