"""What the importer tells the editor: one sentence for each kind of warning and each reason for leaving a line out."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

WARNINGS = {
    "lost heading": _("Section %(number)s has no heading of its own; it was probably lost. Give it a title."),
    "lost heading, end left": _("Only the end of the heading of section %(number)s is left. Complete the title."),
    "lost level": _("%(number)s stands directly under %(parent)s; the level between them is missing."),
    "restarted numbering": _("The numbering starts again: %(printed)s is printed where %(number)s is due."),
    "skipped number": _("%(number)s follows %(previous)s; the numbers between them are missing."),
    "repeated number": _("The number %(number)s occurs more than once."),
    "number out of order": _("%(number)s stands after %(previous)s."),
    "lost bullet": _("This line continues a list but has no bullet; it was taken as an item of the list."),
    "lost beginning": _("The paragraph begins in the middle of a sentence; text before it may be lost."),
    "joined lines": _("A sentence broken off on line %(first)s continues here; the two were joined."),
    "broken word": _("A word divided at the end of line %(first)s was joined with its hyphen kept: %(word)s."),
    "mixed alphabet": _("The word “%(word)s” contains letters of another alphabet: %(letters)s."),
    "second document": _("Another document begins here; it was made a section of its own."),
    "invisible characters": _("Invisible characters on this line were left out."),
    "no title": _("No title was found. Enter one."),
    "another language": _("The text looks like another language (%(found)s) than the one chosen (%(chosen)s)."),
    "guessed encoding": _("The encoding was guessed: %(encoding)s. Check that the letters are right."),
}

REASONS = {
    "page chrome": _("belongs to the web page, not to the code"),
    "repeated title": _("repeats the title"),
    "bookmark residue": _("residue of a word processor’s bookmark"),
    "emphasis marks": _("asterisks that marked emphasis"),
    "table of contents": _("line of a table of contents"),
    "page number": _("page number"),
}


def describe_warning(kind: str, details: Mapping[str, str]) -> str:
    """The sentence for a warning, in the active language."""
    if "left" in details:
        kind = f"{kind}, end left"
    return str(WARNINGS[kind]) % details


def describe_reason(reason: str) -> str:
    """Why a line was left out, in the active language."""
    return str(REASONS[reason])
