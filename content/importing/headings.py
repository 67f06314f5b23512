"""Which paragraphs are headings, and of what rank; which define a term."""

from __future__ import annotations

import re

from content.importing import words
from content.importing.paragraphs import Paragraph

_HEADING = 150
_SHORT_HEADING = 90
_TITLED_CLAUSE = 130
_DEFINED = re.compile(
    r"^(?P<term>[^.!?;:,–—]{2,140}?)(?:\s*\([^()]{1,120}\))?\s+[-–—]\s+(?:(?P<copula>це|то є|є|это|is|are|means)\b)?",
    re.IGNORECASE,
)
# «Мета – це …» states an aim; a term does not begin with a preposition either.
_NOT_A_TERM = re.compile(
    r"^(мет[аи]|метою|цел[ьи]|завдання|задач[аи]|обов[’'ʼ]язок|обязанность|the aim|"
    r"в|у|на|за|для|при|з|с|із|к|до|по|від|от)\b",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"^\w+(ти|тися|ть|ться)\b", re.IGNORECASE)
_SPACED_DASH = re.compile(r"\s[-–—]\s")


# Verbs of duty and third persons: a line with one is a sentence, though it be short.
_VERB = re.compile(
    r"\b(повин\w+|зобов[’'ʼ]яз\w+|може|можуть|має|мають|діє|діють|должен|должна|должно|должны|обязан|обязана|обязаны|может|могут|вправе|"
    r"must|shall|may|is|are|has|have|should|"
    r"\w{2,}(ає|ює|ує|ається|ується|ають|ують|юють|яють|ить|иться|аються|яться|уться)|"
    r"\w{2,}(ает|яет|ует|еет|ется|ится|ают|яют|уют|еют|ются|ятся))\b",
    re.IGNORECASE,
)


def is_definition(text: str, *, among_terms: bool) -> bool:
    """«Термін – це …», or «Термін – …» with a short term and no second dash; under a heading of terms any dash does."""
    found = _DEFINED.match(text[:400])
    if not found or (not among_terms and not found["term"][:1].isupper() and found["term"][:1] not in tuple('«"“')):
        return False
    # The dash of «керівник – підлеглий» stands within a quotation and defines nothing; a colon opens a list.
    if found["term"].count("«") != found["term"].count("»") or text.endswith(":"):
        return False
    if among_terms:
        return True
    if _NOT_A_TERM.match(text):
        return False
    length = len(found["term"].split())
    if found["copula"]:
        return length <= 14
    rest = text[found.end() : 400].lstrip()
    sentence = re.split(r"[.!?](?:\s|$)", rest, maxsplit=1)[0]
    return length <= 5 and not _SPACED_DASH.search(sentence) and not _INFINITIVE.match(rest)


def opens_sequel(item: Paragraph, after: Paragraph | None) -> bool:
    """Whether the next paragraph is the next item of the same list, so that this one is an item and no heading."""
    if after is None or item.marker is None or after.marker is None or after.marker.style != item.marker.style:
        return False
    return after.indent == item.indent and after.marker.value == (item.marker.value[0] + 1,)


def is_numbered_section(item: Paragraph, after: Paragraph | None, *, due: int, indent: int | None) -> bool:
    """Whether «3. …» is a section's heading rather than a clause.

    `due` is the number the next section would have, `indent` that of the sections so far (None before the first).
    """
    text = item.text
    if item.marker is None or item.marker.style != "dot" or not text or len(text) > _HEADING:
        return False
    value = item.marker.value
    if after is not None and after.marker and after.marker.style == "decimal" and after.marker.value == (*value, 1):
        # «8. …» and then 8.1: whatever its indent, it heads them.
        return text[-1] not in ":;,"
    if indent is not None and item.indent > indent:
        return False
    if words.is_capitals(text) or words.KNOWN_SECTION.match(text):
        return True
    if after is None or not text[0].isupper() or opens_sequel(item, after) or after.role == "approval":
        return False
    if words.is_open_ended(text):
        return True
    # «2. Етичні принципи діяльності.» ends as a sentence does: then its number and its sequel must speak for it.
    return (
        text[-1] == "."
        and value == (due,)
        and not _VERB.search(text)
        and (after.marker is None or after.indent > item.indent)
    )


def is_titled_clause(item: Paragraph, after: Paragraph | None) -> bool:
    """Whether a numbered clause («2.1 Принцип законності») only names what follows."""
    text = item.text
    if item.marker is None or not text or len(text) > _TITLED_CLAUSE or after is None or after.role != "text":
        return False
    deeper = (
        after.marker is not None
        and after.marker.style == "decimal"
        and len(after.marker.value) > len(item.marker.value)
        and after.marker.value[: len(item.marker.value)] == item.marker.value
    )
    if words.is_open_ended(text) and text[0].isupper():
        return deeper or (after.marker is None and not words.starts_lower(after.text))
    return deeper and text[-1] == "." and text.count(",") <= 1 and not _VERB.search(text)


def is_short_heading(item: Paragraph, before: Paragraph | None, after: Paragraph | None) -> bool:
    """Whether an unnumbered line («Відкритість») names the paragraphs that follow it."""
    text = item.text
    if not item.is_plain or after is None or len(text) > _SHORT_HEADING or sum(char.isalpha() for char in text) < 3:
        return False
    if words.TERMS.match(text) or words.KNOWN_SECTION.match(text):
        return True
    if not text[0].isupper() or not words.is_open_ended(text) or after.role in ("approval", "example"):
        return False
    if before is not None and before.marker is None and before.text[-1:] in (":", ","):
        return False
    if words.SALUTATION.match(text) or words.ADDRESSEE.match(text) or words.SIGNATURE.match(text):
        return False
    if after.marker is not None:
        return after.marker.style in ("decimal", "dot") or item.blank_before
    return after.text[:1].isupper() and words.ends_sentence(after.text)


def is_heading_tail(item: Paragraph, after: Paragraph | None) -> bool:
    """Whether only the end of a lost heading is left: «з отримувачами послуг», and then 5.1."""
    return (
        item.is_plain
        and words.starts_lower(item.text)
        and len(item.text) <= _HEADING
        and not words.ends_sentence(item.text)
        and after is not None
        and after.marker is not None
        and after.marker.style == "decimal"
    )
