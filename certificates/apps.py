"""Award rules, certificates and their public verification."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "certificates"
    verbose_name = _("Certificates")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from assignments.signals import assignment_completed
        from certificates import handlers, services, witness
        from common.clock import register_drain

        witness.register_witnesses()
        assignment_completed.connect(handlers.assignment_completed, dispatch_uid="certificates.award")
        register_drain("certificates.awards", services.pending_awards, services.settle_award)
