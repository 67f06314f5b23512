"""Failures that can be expected and that the person can do something about."""

from django.utils.functional import Promise


class DomainError(Exception):
    """Carries a translated message for the person; anything else that is raised is a bug."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
