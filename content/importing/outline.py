"""From paragraphs to an outline of sections and nested clauses."""

from __future__ import annotations

from content.importing import headings, words
from content.importing.markers import Marker
from content.importing.model import Clause, Notice, Part, Piece, Section
from content.importing.numbering import Numbering
from content.importing.paragraphs import Paragraph

# Deeper lists are laid flat: nothing printed goes further, and walks over the outline stay bounded.
MAX_DEPTH = 7
# Lines a list may be interrupted for by paragraphs that belong to one of its items.
_INTERRUPTION = 3


class Outline:
    """Builds sections one paragraph after another.

    `path` leads from the open section to the part placed last; where the next one goes depends on it.
    """

    def __init__(self, notices: list[Notice]) -> None:
        self.sections: list[Section] = []
        self.notices = notices
        self.numbering = Numbering(notices)
        self.path: list[Part] = []
        self.section_value = 0
        self.section_shift = 0
        self.section_indent: int | None = None
        self.section_number = ""
        self.word_ranks: list[str] = []
        self.has_sections = False

    # Sections

    def build(self, items: list[Paragraph]) -> list[Section]:
        """Place all paragraphs; returns the sections in order."""
        self.has_sections = any(
            words.is_capitals(item.text) or (item.marker and item.marker.style in ("decimal", "word", "roman", "dot"))
            for item in items
        )
        for place, item in enumerate(items):
            before = items[place - 1] if place else None
            after = items[place + 1] if place + 1 < len(items) else None
            self._place(item, before, after, items, place)
        return self.sections

    def approval(self, text: str, pieces: list[Piece]) -> None:
        """Keep an approval block; neighbouring blocks share an untitled section."""
        if not self.sections or self.sections[-1].kind != "approval":
            self._open(Section(kind="approval"))
        section = self.sections[-1]
        self.path = [section]
        self._append(section, Clause(kind="approval", text=text, pieces=pieces))

    def note(self, text: str, pieces: list[Piece]) -> None:
        """Keep a line that stands before the title."""
        self._ensure_section()
        self._append(self.path[0], Clause(kind="note", text=text, pieces=pieces))

    def _place(
        self, item: Paragraph, before: Paragraph | None, after: Paragraph | None, items: list[Paragraph], place: int
    ) -> None:
        marker = item.marker
        if item.role == "approval":
            self.approval(item.text, item.pieces)
        elif item.role == "appendix":
            self._second_document(item)
        elif item.role in ("example", "note"):
            self._place_example(item)
        elif marker is None:
            self._place_plain(item, before, after, items, place)
        elif marker.style == "word":
            self._place_word(item, marker)
        elif marker.style == "roman":
            self._numbered_section(item, marker, marker.value[0], marker.number)
        elif marker.style == "decimal":
            self._place_decimal(item, marker, after)
        elif marker.style == "dot":
            self._place_dot(item, marker, after)
        elif words.SALUTATION.match(item.text) and self._top_asks():
            self._place_example(item)
        else:
            self._place_list_item(item, marker)

    def _open(self, section: Section) -> Section:
        self.sections.append(section)
        self.path = [section]
        return section

    def _ensure_section(self) -> None:
        if not self.path or (self.path[0].style == "" and isinstance(self.path[0], Section) and self._is_closed()):
            self._open(Section(kind="preamble" if not self._has_section() else "section"))

    def _is_closed(self) -> bool:
        return isinstance(self.path[0], Section) and self.path[0].kind == "approval"

    def _has_section(self) -> bool:
        return any(section.kind in ("section", "document") for section in self.sections)

    def _titled_section(self, item: Paragraph, kind: str = "section") -> None:
        self._open(Section(kind=kind, title=item.text, pieces=item.pieces, indent=item.indent, style="title"))

    def _second_document(self, item: Paragraph) -> None:
        self.notices.append(Notice(item.line, "second document"))
        self.numbering.begin_document()
        self.section_value = self.section_shift = 0
        self.section_number = ""
        self._titled_section(item, "document")

    def _numbered_section(self, item: Paragraph, marker: Marker, value: int, number: str) -> None:
        printed_value = value
        value += self.section_shift
        if value <= self.section_value:
            self.section_shift += self.section_value + 1 - value
            value = self.section_value + 1
            number = number if marker.style != "dot" else str(value)
            details = {"printed": marker.printed, "number": str(value)}
            self.notices.append(Notice(item.line, "restarted numbering", details))
        elif value != printed_value:
            number = str(value)
        self.numbering.section(value, number, item.line, self.section_value, self.section_number)
        self.section_value, self.section_number = value, number
        if marker.style == "dot":
            self.section_indent = item.indent
        self._open(
            Section(
                number=number,
                printed=marker.printed,
                title=item.text,
                pieces=item.pieces,
                style=marker.style,
                value=(value,),
                indent=item.indent,
            )
        )

    def _place_word(self, item: Paragraph, marker: Marker) -> None:
        """«Розділ 1», «Стаття 5»: the word met first makes sections, the others headings within them."""
        if marker.word not in self.word_ranks:
            self.word_ranks.append(marker.word)
        if self.word_ranks[0] == marker.word:
            self._numbered_section(item, marker, marker.value[0], marker.number)
            return
        self._ensure_section()
        heading = self._clause(item, kind="heading", number=marker.number, value=(), style="word")
        self._append(self.path[0], heading)

    # Numbered clauses

    def _place_decimal(self, item: Paragraph, marker: Marker, after: Paragraph | None) -> None:
        value = marker.value
        depth = self._prefix_depth(value)
        if depth is None:
            self._section_for(value, item)
            depth = self._prefix_depth(value)
        parent = self.path[depth or 0]
        if parent.value and len(value) > len(parent.value) + 1 and parent.value == value[: len(parent.value)]:
            details = {"number": marker.number, "parent": parent.number}
            self.notices.append(Notice(item.line, "lost level", details))
        below = self.path[(depth or 0) + 1] if len(self.path) > (depth or 0) + 1 else None
        if isinstance(below, Clause) and below.kind == "heading" and not below.number:
            parent = below
        self.numbering.decimal(value, marker, item.line)
        kind = "heading" if headings.is_titled_clause(item, after) else self._kind(item)
        self._append(parent, self._clause(item, kind=kind, number=marker.number, value=value, style="decimal"))

    def _prefix_depth(self, value: tuple[int, ...]) -> int | None:
        for depth in range(len(self.path) - 1, -1, -1):
            own = self.path[depth].value
            if own and len(own) < len(value) and value[: len(own)] == own:
                return depth
        return None

    def _section_for(self, value: tuple[int, ...], item: Paragraph) -> None:
        """Make sure that a section of the clause's first number is open."""
        first = value[0]
        section = self.path[0] if self.path else None
        if isinstance(section, Section) and first > self.section_value and self._lacks_number(section):
            # The heading lost its number, or never had one: the clauses tell it.
            section.value = (first,)
            section.number = section.number or str(first)
            self.section_value, self.section_number = first, section.number
            return
        if first <= self.section_value and section is not None and not self._is_closed():
            return
        number = str(first)
        self.numbering.section(first, number, item.line, self.section_value, self.section_number)
        self.notices.append(Notice(item.line, "lost heading", {"number": number}))
        self.section_value, self.section_number = first, number
        self._open(Section(number=number, style="lost", value=(first,)))

    @staticmethod
    def _lacks_number(section: Section) -> bool:
        if section.kind not in ("section", "document") or section.value:
            return False
        return not any(clause.style == "decimal" for clause in section.clauses)

    def _place_dot(self, item: Paragraph, marker: Marker, after: Paragraph | None) -> None:
        if not self.word_ranks and not any(section.style == "roman" for section in self.sections[-1:]):
            due = self.section_value + 1
            if headings.is_numbered_section(item, after, due=due, indent=self.section_indent):
                self._numbered_section(item, marker, marker.value[0], marker.number)
                return
        self._ensure_section()
        parent = self._dot_parent(item, marker)
        nested = bool(parent.value) and parent.style == "dot"
        prefix = parent.number + "." if nested else ""
        position, number = self.numbering.simple(parent, marker, item.line, prefix)
        value = (*parent.value, position) if nested else (position,)
        if nested:
            self.numbering.reached(value, number)
        self._append(parent, self._clause(item, kind=self._kind(item), number=number, value=value, style="dot"))

    def _dot_parent(self, item: Paragraph, marker: Marker) -> Part:
        """A deeper indent or an introducing colon nests the item; the same indent makes it a neighbour.

        Where lists of several depths share an indent, the item goes on with the one it is the next number of.
        """
        top = self.path[-1]
        if marker.value == (1,) and self._top_asks() and item.indent >= top.indent:
            return top
        level = [
            self.path[depth - 1]
            for depth in range(len(self.path) - 1, 0, -1)
            if self.path[depth].style == "dot" and self.path[depth].indent == item.indent
        ]
        if level:
            return next((part for part in level if self.numbering.expects(part, marker)), level[0])
        for part in reversed(self.path):
            if part.style == "dot" and part.indent < item.indent:
                return part
        return self._container()

    # Lists

    def _place_list_item(self, item: Paragraph, marker: Marker) -> None:
        self._ensure_section()
        top = self.path[-1]
        parent = self._list_parent(item, marker)
        number = ""
        if marker.style in ("paren", "letter"):
            number = self.numbering.simple(parent, marker, item.line)[1]
        sample = isinstance(top, Clause) and top.kind == "example" and words.QUOTE.match(item.text)
        kind = "example" if sample else self._kind(item)
        self._append(parent, self._clause(item, kind=kind, number=number, value=(), style=marker.style))

    def _list_parent(self, item: Paragraph, marker: Marker) -> Part:
        top = self.path[-1]
        if self._top_asks() and (top.style != marker.style or item.indent > top.indent):
            return top
        for depth in range(len(self.path) - 1, 0, -1):
            if self.path[depth].style == marker.style:
                return self.path[depth - 1]
        for part in reversed(self.path):
            if not isinstance(part, Clause) or part.kind not in ("example", "note", "approval"):
                return part
        return self.path[0]

    def _top_asks(self) -> bool:
        """The part placed last ends with a colon: a list or a sample is to follow."""
        return len(self.path) > 1 and self.path[-1].content.rstrip().endswith(":")

    # Text without a number

    def _place_plain(
        self, item: Paragraph, before: Paragraph | None, after: Paragraph | None, items: list[Paragraph], place: int
    ) -> None:
        text = item.text
        if words.is_capitals(text):
            if self._is_another_document(text):
                self._second_document(item)
            else:
                self._titled_section(item)
        elif headings.is_heading_tail(item, after) and self._opens_section(after):
            number = str(after.marker.value[0]) if after and after.marker else ""
            self.notices.append(Notice(item.line, "lost heading", {"number": number, "left": item.text}))
            self._titled_section(item)
        elif headings.is_short_heading(item, before, after):
            self._place_short_heading(item, after)
        elif self._top_asks() and words.SALUTATION.match(text):
            self._place_example(item)
        else:
            self._place_paragraph(item, items, place)

    def _is_another_document(self, text: str) -> bool:
        if not words.ANOTHER_DOCUMENT.search(text) or not self._has_section():
            return False
        return self.section_value > 0 or words.DOCUMENT_TITLE.match(text) is not None

    def _opens_section(self, after: Paragraph | None) -> bool:
        return after is not None and after.marker is not None and after.marker.value[0] > self.section_value

    def _place_short_heading(self, item: Paragraph, after: Paragraph | None) -> None:
        opens = self._opens_section(after) and after is not None and after.marker and after.marker.style == "decimal"
        if words.KNOWN_SECTION.match(item.text) or not self.has_sections or opens or not self._has_section():
            self._titled_section(item)
            return
        self._ensure_section()
        self._append(self.path[0], self._clause(item, kind="heading", number="", value=(), style="title"))

    def _place_paragraph(self, item: Paragraph, items: list[Paragraph], place: int) -> None:
        self._ensure_section()
        top = self.path[-1]
        lower = words.starts_lower(item.text)
        if lower and top.style in ("dash", "bullet", "paren", "letter") and top.content.endswith(";"):
            self.notices.append(Notice(item.line, "lost bullet"))
            self._append(self.path[-2], self._clause(item, kind="clause", number="", value=(), style=top.style))
            return
        if lower and (self._top_asks() or (top.style == "bare" and top.content.endswith(";"))):
            # A list set without bullets or numbers.
            parent = top if self._top_asks() else self.path[-2]
            self._append(parent, self._clause(item, kind=self._kind(item), number="", value=(), style="bare"))
            return
        if lower:
            self.notices.append(Notice(item.line, "lost beginning"))
        parent = self._interrupted_item(items, place) or self._container(item)
        self._append(parent, self._clause(item, kind=self._kind(item), number="", value=(), style="text"))

    def _interrupted_item(self, items: list[Paragraph], place: int) -> Part | None:
        """The list item a paragraph belongs to, if the list goes on after it."""
        depth = next((d for d in range(len(self.path) - 1, 0, -1) if self.path[d].style in _LIST_STYLES), None)
        if depth is None:
            return None
        for item in items[place : place + _INTERRUPTION]:
            if item.role != "text" or (item.marker is not None and not item.marker.is_list):
                return None
            if item.marker is not None:
                return self.path[depth] if item.marker.style == self.path[depth].style else None
            if item.text.endswith(":"):
                return None
        return None

    def _container(self, item: Paragraph | None = None) -> Part:
        """The numbered clause, heading or section that an unnumbered paragraph comes under."""
        for part in reversed(self.path):
            if not isinstance(part, Clause) or part.value:
                return part
            if part.kind == "heading":
                return self.path[0] if item and not part.number and self._stands_apart(part, item) else part
        return self.path[0]

    @staticmethod
    def _stands_apart(heading: Part, item: Paragraph) -> bool:
        """A gap sets the paragraph off from paragraphs that stand without gaps under their heading."""
        group = heading.clauses
        return item.blank_before and len(group) > 1 and not any(clause.blank_before for clause in group)

    def _place_example(self, item: Paragraph) -> None:
        """An example explains the clause or list item before it, a note the whole numbered clause."""
        self._ensure_section()
        parent = next(p for p in reversed(self.path) if not isinstance(p, Clause) or p.kind not in ("example", "note"))
        if isinstance(parent, Clause) and parent.kind == "approval":
            parent = self.path[0]
        if item.role == "note":
            parent = self._container()
        kind = "note" if item.role == "note" else "example"
        self._append(parent, self._clause(item, kind=kind, number="", value=(), style="sample"))

    def _kind(self, item: Paragraph) -> str:
        among_terms = any(words.introduces_terms(part.content) for part in self.path)
        if item.marker and item.marker.is_list and not among_terms:
            return "clause"
        return "definition" if headings.is_definition(item.text, among_terms=among_terms) else "clause"

    # The tree

    def _clause(self, item: Paragraph, *, kind: str, number: str, value: tuple[int, ...], style: str) -> Clause:
        return Clause(
            number=number,
            printed=item.marker.printed if item.marker else "",
            pieces=item.pieces,
            style=style,
            value=value,
            indent=item.indent,
            blank_before=item.blank_before,
            kind=kind,
            text=item.text,
        )

    def _append(self, parent: Part, clause: Clause) -> None:
        depth = next(place for place, part in enumerate(self.path) if part is parent)
        depth = min(depth, MAX_DEPTH - 1)
        self.path[depth].clauses.append(clause)
        self.path = [*self.path[: depth + 1], clause]


_LIST_STYLES = ("dash", "bullet", "paren", "letter")
