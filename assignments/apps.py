"""Activities, requirements and the assignments they open."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssignmentsConfig(AppConfig):
    name = "assignments"
    verbose_name = _("Assignments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from assignments import reminders, services
        from common.clock import register_tick_step

        reminders.register_notice_kinds()
        register_tick_step("assignments.enrol", 10, services.enrol_newcomers)
        register_tick_step("assignments.remind", 50, reminders.remind, atomic=False)
