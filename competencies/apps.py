"""Frameworks, position profiles, evidence, ratings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompetenciesConfig(AppConfig):
    name = "competencies"
    verbose_name = _("Competencies")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from common.clock import register_tick_step
        from competencies.services import age_levels
        from competencies.witness import register_witness

        register_witness()
        register_tick_step("competencies.levels", 60, age_levels, atomic=False)
