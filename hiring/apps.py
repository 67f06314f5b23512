"""Vacancies, invitations and assessments of candidates."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HiringConfig(AppConfig):
    name = "hiring"
    verbose_name = _("Hiring")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from common.clock import register_tick_step
        from hiring import purpose, services

        purpose.register_purpose()
        register_tick_step("hiring.invitations", 80, services.send_invitations, atomic=False)
