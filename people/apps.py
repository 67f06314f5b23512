"""Persons, accounts, departments, positions, audiences."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from common.clock import register_tick_step
        from people import registry, services

        register_tick_step("people: accounts of leavers", 10, services.deactivate_leavers)
        register_tick_step("people: letters with a link", 80, services.send_activations, atomic=False)
        registry.register_person_tab(
            registry.PersonTab("facts", _("Facts"), "id-card", "people:person", frozenset({"hr"}), order=10)
        )
        post_migrate.connect(make_groups, sender=self, dispatch_uid="people.groups")


def make_groups(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Make the groups that stand for roles, so that a fresh installation has them to give."""
    from django.contrib.auth.models import Group

    from people.access import GROUP_ROLES

    for role in GROUP_ROLES:
        Group.objects.using(using).get_or_create(name=str(role))
