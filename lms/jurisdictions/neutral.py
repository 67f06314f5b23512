"""No country in particular: all languages, times in UTC."""

from common.jurisdiction import Jurisdiction

PACK = Jurisdiction(key="neutral", languages=("en", "uk", "ru"), more_languages=(), authoritative="en", time_zone="UTC")
