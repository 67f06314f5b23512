"""The floor of the house: errors, digests and guards; it has no models."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class CommonConfig(AppConfig):
    name = "common"

    def ready(self) -> None:
        from common import checks, guards, sqlite  # noqa: F401 - checks register themselves on import

        connection_created.connect(sqlite.prepare_connection, dispatch_uid="common.sqlite")
        post_migrate.connect(guards.install_after_migrate, dispatch_uid="common.guards")
