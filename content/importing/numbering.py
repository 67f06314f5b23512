"""Numbers as printed against numbers as due: restarts, gaps and repetitions."""

from __future__ import annotations

from dataclasses import dataclass, field

from content.importing.markers import Marker, letter_gap
from content.importing.model import Notice, Part


@dataclass(slots=True)
class _Run:
    """One list: the last number it reached and what a restart added to the printed ones."""

    last: int = 0
    shown: str = ""
    shift: int = 0


@dataclass(slots=True)
class Numbering:
    """Follows every numbered list of a document; `notices` collects what is wrong with it."""

    notices: list[Notice] = field(default_factory=list)
    _runs: dict[tuple[int, str], _Run] = field(default_factory=dict)
    _levels: dict[tuple[int, ...], tuple[int, str]] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def begin_document(self) -> None:
        """Another document in the file numbers afresh."""
        self._runs.clear()
        self._levels.clear()
        self._used.clear()

    def simple(self, parent: Part | None, marker: Marker, line: int, prefix: str = "") -> tuple[int, str]:
        """(position, number due) of a «1.», «1)» or «а)» under a parent; a restart goes on counting.

        A gap keeps the printed number, for a clause may have been excluded.
        """
        run = self._runs.setdefault((id(parent), marker.style), _Run())
        printed = marker.value[0]
        if marker.inserted:
            return run.last, prefix + marker.number
        if marker.style == "letter":
            return self._letter(run, marker, line)
        end = ")" if marker.style == "paren" else ""
        position = printed + run.shift
        if run.last and position <= run.last:
            run.shift = run.last + 1 - printed
            position = run.last + 1
            details = {"printed": marker.printed, "number": f"{prefix}{position}{end}"}
            self.notices.append(Notice(line, "restarted numbering", details))
        elif position > run.last + 1:
            self._gap(line, f"{prefix}{position}{end}", run.shown)
        number = f"{prefix}{position}{end}"
        run.last, run.shown = position, number
        return position, number

    def expects(self, parent: Part, marker: Marker) -> bool:
        """Whether the marker is the very next one of the parent's list."""
        run = self._runs.get((id(parent), marker.style))
        return run is not None and marker.value[0] + run.shift == run.last + 1

    def _letter(self, run: _Run, marker: Marker, line: int) -> tuple[int, str]:
        place = marker.value[0]
        if run.last and place <= run.last:
            details = {"printed": marker.printed, "number": marker.number}
            kind = "repeated number" if place == run.last else "number out of order"
            self.notices.append(Notice(line, kind, {"number": details["number"], "previous": run.shown}))
        elif run.last and letter_gap(run.last, place):
            self._gap(line, marker.number, run.shown)
        run.last, run.shown = place, marker.number
        return place, marker.number

    def decimal(self, value: tuple[int, ...], marker: Marker, line: int) -> None:
        """Note a full number («3.1.2»), which is kept as printed whatever is wrong with it."""
        if marker.number in self._used:
            self.notices.append(Notice(line, "repeated number", {"number": marker.number}))
            return
        self._used.add(marker.number)
        if marker.inserted:
            return
        last, shown = self._levels.get(value[:-1], (0, ""))
        if value[-1] > last + 1 and last:
            self._gap(line, marker.number, shown)
        elif value[-1] < last:
            self.notices.append(Notice(line, "number out of order", {"number": marker.number, "previous": shown}))
        self._levels[value[:-1]] = value[-1], marker.number

    def reached(self, value: tuple[int, ...], number: str) -> None:
        """A computed number («3.1» for a printed «1.») took this place, so that full numbers go on from it."""
        self._levels[value[:-1]] = value[-1], number

    def section(self, value: int, number: str, line: int, previous: int, shown: str) -> None:
        """Note a section's number against that of the section before it."""
        if previous and value > previous + 1:
            self._gap(line, number, shown)

    def _gap(self, line: int, number: str, previous: str) -> None:
        if previous:
            self.notices.append(Notice(line, "skipped number", {"number": number, "previous": previous}))
