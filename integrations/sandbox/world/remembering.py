"""What outlives the process, in a file for each municipality that is for its owner's eyes only."""

import json
import os
import uuid as uuids
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Memory:
    """A folder; without one nothing is written, and nothing is known."""

    folder: Path | None = None

    def recall(self, slug: str) -> dict[uuids.UUID, dict[str, object]]:
        """Read what was kept of a municipality."""
        if self.folder is None:
            return {}
        try:
            told = json.loads(self._path(slug).read_text())
            return {uuids.UUID(key): dict(record) for key, record in told.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}  # nothing was, or it was not written by us

    def keep(self, slug: str, records: Mapping[uuids.UUID, Mapping[str, object]]) -> None:
        """Write what is to be kept of a municipality, in the place of what was."""
        if self.folder is None:
            return
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        making = self._path(slug).with_suffix(".part")
        with open(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as target:
            json.dump({str(key): record for key, record in records.items()}, target)
        making.rename(self._path(slug))

    def _path(self, slug: str) -> Path:
        assert self.folder is not None
        return self.folder / f"{slug}.json"


NOWHERE = Memory()
