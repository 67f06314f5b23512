"""Digests over values: the same facts give the same bytes on every machine and database."""

import datetime
import hashlib
import json
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, uuid.UUID | Decimal):
        return str(value)
    raise TypeError(f"no canonical form for {type(value).__name__}")


def canonical_json(fields: Mapping[str, Any]) -> bytes:
    """Return the fields as UTF-8 JSON with sorted keys and no spaces; times in UTC with microseconds."""
    return json.dumps(
        fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain, allow_nan=False
    ).encode()


def canonical_digest(fields: Mapping[str, Any]) -> str:
    """Return the SHA-256 of `canonical_json(fields)` as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(fields)).hexdigest()
