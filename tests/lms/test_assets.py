"""The style sheets: what is served comes from the source, and nothing points outside."""

import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings

KODEKS = Path(settings.BASE_DIR) / "static" / "kodeks"
SHEETS = sorted(path.name for path in KODEKS.glob("*.css"))


def test_flat_kit_is_made_from_the_kit() -> None:
    digest = hashlib.sha256((KODEKS / "kit.css").read_bytes()).hexdigest()
    first = (KODEKS / "kit.flat.css").read_text().splitlines()[0]
    assert digest in first, "run tools/flatten_css.sh"


@pytest.mark.parametrize("name", SHEETS)
def test_nothing_comes_from_another_host(name: str) -> None:
    for address in re.findall(r"url\(([^)]*)\)", (KODEKS / name).read_text()):
        target = address.strip("\"'")
        assert target.startswith("#") or (KODEKS / target).exists()


def test_every_colour_has_a_plain_value_too() -> None:
    css = (KODEKS / "tokens.css").read_text()
    pairs = re.findall(r"(--k-[\w-]+): light-dark\((#\w+), (#\w+)\)", css)
    assert len(pairs) >= 40
    plain = css[css.index("@supports not (color: light-dark") : css.index("@media (max-width: 40rem)")]
    for name, light, dark in pairs:
        assert f"{name}: {light};" in plain
        assert dark == light or name.startswith("--k-scene") or plain.count(f"{name}: {dark};") == 2


def test_fonts_and_icons_carry_their_licences() -> None:
    names = {path.name for path in (KODEKS / "fonts").iterdir()}
    assert {"OFL-Golos-Text.txt", "OFL-Literata.txt"} <= names
    assert (KODEKS / "icons-LICENSE.txt").exists()


def test_icons_used_in_templates_are_in_the_sprite() -> None:
    known = set(re.findall(r'symbol id="([\w-]+)"', (KODEKS / "icons.svg").read_text()))
    used: dict[str, Path] = {}
    for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        for name in re.findall(r'{% icon "([\w-]+)"', path.read_text()):
            used[name] = path
    assert not {name: str(path) for name, path in used.items() if name not in known}


def test_templates_carry_no_inline_style_or_script() -> None:
    for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        text = path.read_text()
        assert not re.search(r"\sstyle=\"", text), path
        assert not re.search(r"<script(?![^>]*(src=|type=\"application/json\"))", text), path
        assert not re.search(r"\son(click|submit|change|load)=", text), path
