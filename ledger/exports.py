"""Checkpoints outside the database: one JSON file each, which no later change of the database can reach."""

import base64
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from common.digest import canonical_json
from ledger.keys import load_keys, public_bytes
from ledger.models import Checkpoint


@dataclass(frozen=True)
class ExportedCheckpoint:
    """What a file says. `problem` is set when it cannot be read."""

    path: Path
    size: int = 0
    root: str = ""
    created_at: str = ""
    key_id: str = ""
    signature: str = ""
    problem: str = ""

    def message(self) -> bytes:
        return canonical_json({"size": self.size, "root": self.root, "created_at": self.created_at})


def export_dir() -> Path:
    return Path(settings.LEDGER_EXPORT_DIR)


def _path(checkpoint: Checkpoint) -> Path:
    return export_dir() / f"checkpoint-{checkpoint.size:012d}.json"


def export_missing() -> int:
    """Write every checkpoint that has no file yet, the last one first to be missed; return how many."""
    export_dir().mkdir(parents=True, exist_ok=True)
    keys, written = load_keys(), 0
    for checkpoint in Checkpoint.objects.order_by("-size").iterator():
        path = _path(checkpoint)
        if path.exists():
            # Files are written in order of size: below one that exists none is missing,
            # unless somebody took it to another place, and then it is there.
            break
        public = keys.trusted.get(checkpoint.key_id)
        content = {
            **json.loads(canonical_json(checkpoint.fields())),
            "key_id": checkpoint.key_id,
            "public_key": base64.b64encode(public_bytes(public)).decode() if public else "",
            "signature": checkpoint.signature,
        }
        # Two sealers may write the same checkpoint at once: each has a draft of its own, the last one to
        # take the name wins, and both say the same.
        handle, draft = tempfile.mkstemp(suffix=".part", dir=export_dir())
        with os.fdopen(handle, "w") as file:
            file.write(json.dumps(content, indent=2, sort_keys=True) + "\n")
        os.chmod(draft, 0o444)
        os.replace(draft, path)
        written += 1
    return written


def read_exports(directory: Path) -> Iterator[ExportedCheckpoint]:
    """Yield what each exported file says, by size; a file that cannot be read says so."""
    for path in sorted(directory.glob("checkpoint-*.json")):
        try:
            found = json.loads(path.read_text())
            yield ExportedCheckpoint(
                path,
                int(found["size"]),
                str(found["root"]),
                str(found["created_at"]),
                str(found["key_id"]),
                str(found["signature"]),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            yield ExportedCheckpoint(path, problem=f"{type(error).__name__}: {error}")
