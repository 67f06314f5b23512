"""Ukraine: Ukrainian first, English beside it, Russian only where the organisation switches it on."""

from common.jurisdiction import Jurisdiction

PACK = Jurisdiction(
    key="ua", languages=("uk", "en"), more_languages=("ru",), authoritative="uk", time_zone="Europe/Kyiv"
)
