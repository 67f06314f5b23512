"""Russia: Russian; the other languages only where the organisation switches them on."""

from common.jurisdiction import Jurisdiction

PACK = Jurisdiction(
    key="ru", languages=("ru",), more_languages=("en", "uk"), authoritative="ru", time_zone="Europe/Moscow"
)
