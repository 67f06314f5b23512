"""The packs that ship. Settings pick one by `KODEKS_JURISDICTION`."""

from common.jurisdiction import Jurisdiction
from lms.jurisdictions import neutral, ru, ua

_PACKS = {pack.key: pack for pack in (ua.PACK, ru.PACK, neutral.PACK)}


def pack_of(key: str) -> Jurisdiction:
    """Return the pack; ValueError names the packs there are."""
    if key not in _PACKS:
        raise ValueError(f"unknown jurisdiction {key!r}; there are: {', '.join(sorted(_PACKS))}")
    return _PACKS[key]
