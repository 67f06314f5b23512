"""Outbox and inbox."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = _("Notices")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from common.clock import register_tick_step
        from notices.sending import send_due

        # Not atomic: a letter that has left must be marked at once, whatever happens to the next one.
        register_tick_step("notices.send", 80, send_due, atomic=False)
