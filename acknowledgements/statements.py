"""The words that are certified, in the language of the text."""

from django.template.defaultfilters import date as format_date
from django.utils import translation
from django.utils.translation import gettext as _

from content.models import ApprovalAct, EditionText


def statement(text: EditionText, act: ApprovalAct | None, *, first_reading: bool) -> str:
    """Return the statement for the edition's text: the whole of it at a first reading, else what it changed."""
    with translation.override(text.locale):
        words = {"title": text.title, "number": text.edition.number}
        if act:
            named = _("approved by %(kind)s № %(act)s of %(date)s") % {
                "kind": act.get_kind_display(),
                "act": act.number,
                "date": format_date(act.date, "d.m.Y"),
            }
            words["act"] = f" ({named})"
        else:
            words["act"] = ""
        if first_reading:
            return _("I certify that I have been shown the text “%(title)s”, edition %(number)s%(act)s.") % words
        return (
            _(
                "I certify that I have been shown the changes made to “%(title)s” by edition %(number)s%(act)s; "
                "the full text was available to me."
            )
            % words
        )
