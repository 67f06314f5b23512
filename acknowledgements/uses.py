"""Tells quizzes of the place after a signature, so that editors can choose what is asked there."""

from django.utils.translation import gettext_lazy as _

from acknowledgements.models import CodeCheck
from quizzes.models import Quiz
from quizzes.uses import Use, register


def _is_on(quiz: Quiz) -> bool:
    return CodeCheck.objects.filter(code_ref=quiz.code_ref, quiz=quiz).exists()


def _switch(quiz: Quiz, on: bool) -> None:
    """Make the quiz the code's check, in place of another, or take it away; sign-offs stay as they are."""
    if on:
        CodeCheck.objects.update_or_create(code_ref=quiz.code_ref, defaults={"quiz": quiz})
    else:
        CodeCheck.objects.filter(code_ref=quiz.code_ref, quiz=quiz).delete()


def register_use() -> None:
    register(Use(key="check", label=_("Asked after this code has been certified"), is_on=_is_on, switch=_switch))
