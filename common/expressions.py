"""Database expressions that mean the same on SQLite and PostgreSQL."""

from django.db.models import CharField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Lower, Replace


def uuid_hex(field: str | Combinable) -> Lower:
    """Return a UUID, kept as one or as text, as 32 hexadecimal digits: SQLite keeps UUIDs without hyphens."""
    return Lower(Replace(Cast(field, CharField()), Value("-"), Value("")))
