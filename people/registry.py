"""What other rooms show of a person: each registers a tab of the person's page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from people.models import Person


@dataclass(frozen=True)
class PersonTab:
    """A page about one person; `url_name` takes the person's public id, `roles` may open it."""

    key: str
    label: str | Promise
    icon: str
    url_name: str
    roles: frozenset[str]
    order: int = 50

    def url(self, person: Person) -> str:
        return reverse(self.url_name, args=[person.public_id])


_tabs: dict[str, PersonTab] = {}


def register_person_tab(tab: PersonTab) -> None:
    """Add a tab; the same key again replaces it."""
    _tabs[tab.key] = tab


def person_tabs(roles: Iterable[str]) -> list[PersonTab]:
    """Return the tabs that somebody with the roles may open, in their order."""
    held = frozenset(roles)
    return sorted((tab for tab in _tabs.values() if tab.roles & held), key=lambda tab: tab.order)
