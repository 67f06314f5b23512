"""Role-play scenarios and playthroughs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScenariosConfig(AppConfig):
    name = "scenarios"
    verbose_name = _("Role-play")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from scenarios.activity import register_activity
        from scenarios.witness import register_witness

        register_activity()
        register_witness()
