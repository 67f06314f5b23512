"""Reading, check and sign-off."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AcknowledgementsConfig(AppConfig):
    name = "acknowledgements"
    verbose_name = _("Acknowledgements")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from acknowledgements import activity, handlers, purpose, services, uses, witness
        from acknowledgements.models import SignOff
        from common.clock import register_drain
        from quizzes.signals import attempt_finished

        witness.register_witnesses()
        activity.register_activity()
        purpose.register_purpose()
        uses.register_use()
        attempt_finished.connect(handlers.attempt_finished, dispatch_uid="acknowledgements.understanding")
        register_drain(
            "acknowledgements.understandings",
            lambda: SignOff.objects.pending_understanding(),
            services.settle_understanding,
        )
        register_drain(
            "acknowledgements.completions", services.pending_completions, services.settle_completion, order=35
        )
