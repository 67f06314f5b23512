"""Prints a page to PDF/A with our own fonts; the fetcher refuses everything but the project's own assets."""

import mimetypes
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

#: Scheme of the only addresses a printed page may load: asset:<path below static/kodeks>.
SCHEME = "asset"


@lru_cache(maxsize=1)
def _machinery() -> tuple[Any, Any]:
    """Return the deny-all fetcher and the shared font configuration. Imported late: without Pango the import fails."""
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    root = (Path(settings.BASE_DIR) / "static" / "kodeks").resolve()

    class AssetFetcher(URLFetcher):  # type: ignore[misc]
        """Opens files below static/kodeks by `asset:` addresses; all else, redirects included, is refused."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            scheme, _colon, path = url.partition(":")
            target = (root / path.lstrip("/")).resolve()
            if scheme != SCHEME or not target.is_relative_to(root) or not target.is_file():
                raise ValueError(f"refused: {url}")
            media = mimetypes.guess_type(target.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, target.read_bytes(), {"Content-Type": media})

    return AssetFetcher(), FontConfiguration()


def asset_fetcher() -> Any:
    """Return the fetcher that printed pages load through; `fetch` raises ValueError for all but our assets."""
    return _machinery()[0]


def print_pdf(html: str, *, variant: str = "pdf/a-2b") -> bytes:
    """Return the page as PDF bytes. Raises OSError when Pango is missing."""
    from weasyprint import HTML

    fetcher, fonts = _machinery()
    document = HTML(string=html, base_url=f"{SCHEME}:/", url_fetcher=fetcher)
    return document.write_pdf(pdf_variant=variant, font_config=fonts)
