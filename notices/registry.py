"""Kinds of notices; the app that tells people something registers its kinds in `AppConfig.ready`."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class NoticeKind:
    """`subject` is a lazy message with %(name)s places filled from the context.

    `template` is the base name of the mail: "assignments/mail/opened" → templates/assignments/mail/opened.txt,
    rendered with the context, `person`, `address` (form of address) and `link`.
    """

    kind: str
    subject: str | Promise
    template: str
    icon: str = "bell"


_kinds: dict[str, NoticeKind] = {}


def register_kind(kind: NoticeKind) -> None:
    """Add a kind; the same one again replaces it."""
    _kinds[kind.kind] = kind


def notice_kind(kind: str) -> NoticeKind:
    """Return the kind; KeyError when nobody registered it."""
    return _kinds[kind]


def find_kind(kind: str) -> NoticeKind | None:
    """Return the kind, None when its app is gone and old notices of it remain."""
    return _kinds.get(kind)
