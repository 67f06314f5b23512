"""Packs switch languages on."""

import pytest

from lms.jurisdictions import pack_of


def test_ukraine_has_ukrainian_first_and_russian_only_on_request() -> None:
    pack = pack_of("ua")
    assert pack.switched_on([]) == ("uk", "en")
    assert pack.switched_on(["uk", "ru"]) == ("uk", "ru")


def test_russia_has_russian() -> None:
    assert pack_of("ru").switched_on([]) == ("ru",)


def test_unknown_language_or_pack_is_refused() -> None:
    with pytest.raises(ValueError, match="does not offer: de"):
        pack_of("ua").switched_on(["uk", "de"])
    with pytest.raises(ValueError, match="there are: neutral, ru, ua"):
        pack_of("atlantis")
