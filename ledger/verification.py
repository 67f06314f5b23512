"""Looks for anything altered, deleted, reordered or cut off, and names it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from common.digest import canonical_json
from common.guards import missing_guards
from ledger import exports, merkle
from ledger.keys import KeyRing, load_keys
from ledger.models import Checkpoint, Entry, Leaf
from ledger.registry import Witness, witnesses

BATCH = 500


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was written: what happened, to which kind and subject."""

    code: str
    kind: str
    subject: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.code}: {self.kind} {self.subject}" + (f" ({self.detail})" if self.detail else "")


@dataclass
class Report:
    """What was looked at and what was found. `notes` are not faults: they say what could not be checked."""

    entries: int = 0
    leaves: int = 0
    checkpoints: int = 0
    exported: int = 0
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.findings

    def find(self, code: str, kind: str, subject: object, detail: str = "") -> None:
        self.findings.append(Finding(code, kind, str(subject), detail))


def verify(checkpoints_dir: str | Path | None = None) -> Report:
    """Check the facts against the entries, the entries against the tree, the tree against every signed root.

    `checkpoints_dir` is where the exported checkpoints lie (`LEDGER_EXPORT_DIR` by default). What they cover
    cannot be changed unnoticed even by the owner of the database.
    """
    report = Report()
    _verify_guards(report)
    for witness in witnesses().values():
        _verify_facts(report, witness)
    _note_unwatched(report)
    _verify_tree(report, Path(checkpoints_dir) if checkpoints_dir else exports.export_dir())
    return report


def _verify_guards(report: Report) -> None:
    for guard in missing_guards():
        table, _, trigger = guard.partition(": ")
        report.find("guard missing", table, trigger)


def _verify_facts(report: Report, witness: Witness) -> None:
    written = dict(Entry.objects.filter(kind=witness.kind).values_list("subject", "digest"))
    for subject, digest in witness.digests():
        expected = written.pop(subject, None)
        if expected is None:
            report.find("unledgered", witness.kind, subject, "the row has no entry")
        elif expected != digest:
            report.find("altered", witness.kind, subject, "the row is not what was written")
    for subject in sorted(written):
        report.find("missing", witness.kind, subject, "the entry has no row")


def _note_unwatched(report: Report) -> None:
    known = list(witnesses())
    for kind in Entry.objects.exclude(kind__in=known).values_list("kind", flat=True).distinct().order_by("kind"):
        report.notes.append(f"nothing recomputes the kind {kind}")


def _verify_tree(report: Report, directory: Path) -> None:
    keys = load_keys()
    checkpoints = list(Checkpoint.objects.order_by("size"))
    exported = list(exports.read_exports(directory)) if directory.is_dir() else []
    report.entries, report.checkpoints, report.exported = Entry.objects.count(), len(checkpoints), len(exported)
    sizes = {c.size for c in checkpoints} | {e.size for e in exported}
    roots = _recompute_roots(report, sizes)
    for checkpoint in checkpoints:
        _verify_checkpoint(report, checkpoint, roots, keys)
    _verify_exports(report, exported, checkpoints, roots, keys)
    if (sealed := max((c.size for c in checkpoints), default=0)) < report.leaves:
        report.find("unsealed leaf", "leaf", sealed, f"{report.leaves - sealed} leaves lie beyond the last checkpoint")


def _leaves() -> Iterator[tuple[Leaf, Entry | None]]:
    # Entries by id, not by a join: a leaf whose entry was deleted must still be seen.
    leaves = Leaf.objects.order_by("index").iterator(chunk_size=BATCH)
    while batch := list(islice(leaves, BATCH)):
        entries: dict[int, Entry] = Entry.objects.in_bulk([leaf.entry_id for leaf in batch])
        for leaf in batch:
            yield leaf, entries.get(leaf.entry_id)


def _recompute_roots(report: Report, sizes: set[int]) -> dict[int, str]:
    """Return size → root over the entries as they are now, and name each leaf that is not as sealed."""
    roots = {0: merkle.EMPTY_ROOT.hex()} if 0 in sizes else {}
    frontier: list[bytes] = []
    place = inserted = 0
    for leaf, entry in _leaves():
        if leaf.index != place:
            report.find("leaf missing", "leaf", place, f"places {place}–{leaf.index - 1} are gone")
            place = leaf.index
        if leaf.pk < inserted:
            # Leaves are inserted in the order of their places, so a smaller id in a later place was moved.
            report.find("leaf moved", "leaf", leaf.index, f"{entry or leaf.leaf_hash} stood earlier")
        inserted = max(inserted, leaf.pk)
        if entry is None:
            report.find("entry deleted", "entry", leaf.entry_id, f"place {leaf.index} has no entry")
            hashed = bytes.fromhex(leaf.leaf_hash)
        else:
            hashed = merkle.leaf_hash(canonical_json(entry.fields()))
            if hashed.hex() != leaf.leaf_hash:
                report.find("entry altered", entry.kind, entry.subject, f"place {leaf.index} was sealed otherwise")
        frontier = merkle.extend(frontier, report.leaves, hashed)
        report.leaves += 1
        place += 1
        if report.leaves in sizes:
            roots[report.leaves] = merkle.frontier_root(frontier).hex()
    return roots


def _verify_checkpoint(report: Report, checkpoint: Checkpoint, roots: dict[int, str], keys: KeyRing) -> None:
    if not keys.verifies(checkpoint.key_id, checkpoint.signature, canonical_json(checkpoint.fields())):
        report.find("signature", "checkpoint", checkpoint.size, f"key {checkpoint.key_id} did not sign this")
    _verify_root(report, "checkpoint", checkpoint.size, checkpoint.size, checkpoint.root, roots)


def _verify_root(report: Report, kind: str, subject: object, size: int, root: str, roots: dict[int, str]) -> None:
    if size not in roots:
        report.find("truncated", kind, subject, f"{size} leaves were sealed, {report.leaves} are there")
    elif roots[size] != root:
        report.find("root differs", kind, subject, f"the first {size} leaves are not those that were sealed")


def _verify_exports(
    report: Report,
    exported: list[exports.ExportedCheckpoint],
    checkpoints: list[Checkpoint],
    roots: dict[int, str],
    keys: KeyRing,
) -> None:
    kept = {c.size: c.root for c in checkpoints}
    for export in exported:
        name = export.path.name
        if export.problem:
            report.find("unreadable", "exported checkpoint", name, export.problem)
            continue
        if not keys.verifies(export.key_id, export.signature, export.message()):
            report.find("signature", "exported checkpoint", name, f"key {export.key_id} did not sign this")
            continue
        _verify_root(report, "exported checkpoint", name, export.size, export.root, roots)
        if export.size not in kept:
            report.find("checkpoint deleted", "checkpoint", export.size, f"{name} has it, the database has not")
        elif kept[export.size] != export.root:
            report.find("checkpoint altered", "checkpoint", export.size, f"{name} says otherwise")
    out = {export.size for export in exported}
    if inside := [size for size in kept if size not in out]:
        report.notes.append(f"{len(inside)} checkpoints have no exported copy here, the largest {max(inside)}")
