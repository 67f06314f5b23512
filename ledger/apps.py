"""The append-only evidence log."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "ledger"
    verbose_name = _("Protected log")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from common.clock import register_tick_step
        from ledger.services import seal

        def seal_new() -> int:
            checkpoint = seal()
            return checkpoint.size if checkpoint else 0

        register_tick_step("ledger.seal", 90, seal_new)
