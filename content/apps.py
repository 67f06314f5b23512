"""Codes, editions and their clauses."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Codes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from content import evidence, tree

        evidence.register_witnesses()
        post_migrate.connect(tree.ensure_after_migrate, dispatch_uid="content.tree")
