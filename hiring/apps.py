"""Vacancies, invitations and assessments of candidates."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HiringConfig(AppConfig):
    name = "hiring"
    verbose_name = _("Hiring")
    default_auto_field = "django.db.models.BigAutoField"
