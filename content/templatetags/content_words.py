"""Words for kinds and changes of clauses."""

from django import template
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from content.blocks import Kind
from content.models import ActKind

register = template.Library()

CHANGES = {
    "new": pgettext_lazy("clause", "New"),
    "amended": pgettext_lazy("clause", "Changed"),
    "excluded": pgettext_lazy("clause", "Excluded"),
    "moved": pgettext_lazy("clause", "Moved"),
}
#: Colours of badges: see .k-badge[data-s].
STATES = {"new": "new", "amended": "changed", "moved": "changed", "excluded": "out"}
KINDS = {
    "heading": _("Heading"),
    "clause": _("Clause"),
    "definition": _("Definition"),
    "example": _("Example"),
    "note": _("Note"),
    "approval": _("Approval mark"),
}
ACTS: dict[str, Promise] = {
    ActKind.ORDER: pgettext_lazy("act", "Order"),
    ActKind.DECISION: pgettext_lazy("act", "Decision"),
    ActKind.MINUTES: pgettext_lazy("act", "Minutes"),
}


@register.filter
def change_word(change: str) -> str:
    return str(CHANGES.get(change, ""))


@register.filter
def change_state(change: str) -> str:
    return STATES.get(change, "")


@register.filter
def kind_word(kind: str) -> str:
    return str(KINDS.get(kind, KINDS[Kind.CLAUSE]))


@register.filter
def act_word(kind: str) -> str:
    return str(ACTS.get(kind, ""))


@register.filter
def language_word(locale: str) -> str:
    return str(dict(settings.LANGUAGES).get(locale, locale))
