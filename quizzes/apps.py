"""Question bank, quizzes and attempts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = _("Quizzes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from common.clock import register_drain, register_tick_step
        from content.signals import edition_issued
        from quizzes import activity, handlers, services, staleness, witness
        from quizzes.models import Attempt

        witness.register_witness()
        activity.register_activity()
        edition_issued.connect(handlers.edition_issued, dispatch_uid="quizzes.stale")
        register_drain(
            "quizzes.overdue", lambda: Attempt.objects.overdue(services.GRACE), services.settle_overdue, order=20
        )
        register_tick_step("quizzes.stale", 30, staleness.mark_all_changed)
