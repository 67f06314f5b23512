"""A QR code as one SVG path, sharp on paper and on the screen."""

from dataclasses import dataclass

import segno


@dataclass(frozen=True)
class QrPath:
    """`path` draws the dark modules as strokes one unit high; `size` is the side in modules, quiet zone included."""

    path: str
    size: int


def qr_path(text: str, *, border: int = 2) -> QrPath:
    """Return the code for the text at error correction level M (ISO/IEC 18004)."""
    code = segno.make(text, error="m", micro=False)
    strokes = []
    for y, row in enumerate(code.matrix):
        x, modules = 0, list(row)
        while x < len(modules):
            run = x
            while run < len(modules) and modules[run] & 1:
                run += 1
            if run > x:
                strokes.append(f"M{x + border} {y + border}.5h{run - x}")
            x = run + 1
    return QrPath("".join(strokes), len(code.matrix) + 2 * border)
