"""The composing app: home, HR desk, commands, demo, jurisdiction packs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LmsConfig(AppConfig):
    name = "lms"

    def ready(self) -> None:
        from people.registry import PersonTab, register_person_tab

        hr = frozenset({"hr"})
        register_person_tab(PersonTab("tasks", _("Tasks"), "list-checks", "desk:person", hr, order=20))
        register_person_tab(PersonTab("competencies", _("Competencies"), "table", "competencies:person", hr, order=30))
