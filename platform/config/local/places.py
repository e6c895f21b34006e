"""Say where local things live, and keep those folders closed to other people on the machine.

.local/                 the demo: secrets.env, demo.json, postgresql-18/, redis/, run/, log/, media/
.local/programs/        PostgreSQL's programs, unpacked once
.local/servers/<name>/  the same for servers started by `python -m config.local servers start`
.local/test/<run>/      the same for one run of the tests, removed afterwards
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LOCAL = ROOT / ".local"
ELSEWHERE = Path("/var/tmp")  # noqa: S108 - `own_folder` refuses a folder that somebody else made there
MEMORY = Path("/dev/shm")  # noqa: S108 - idem


class UnsafeFolderError(Exception):
    """A folder is not ours, or others may write in it."""


def own_folder(folder: Path) -> Path:
    """Make a folder that only we may list and write; as root others may pass through it to what is theirs.

    :raises UnsafeFolderError: when somebody else made it, or it is a symbolic link.
    """
    folder.mkdir(parents=True, exist_ok=True)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid():
        raise UnsafeFolderError(
            f"{folder} is not a folder of the user who runs this. Remove it and try again."
        )
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    return folder


def twin(folder: Path, base: Path) -> Path:
    """Return the folder under `base` that belongs to `folder` and to no other checkout."""
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    return base / f"inwonerplein-{digest}"


def has_room(base: Path, wanted: int) -> bool:
    """Tell whether a file system has this many bytes free and may be written."""
    return base.is_dir() and os.access(base, os.W_OK) and shutil.disk_usage(base).free >= wanted


def remove(folder: Path) -> None:
    """Remove a folder of ours and its twins, wherever they lie."""
    for each in (folder, twin(folder, ELSEWHERE), twin(folder, MEMORY)):
        shutil.rmtree(each, ignore_errors=True)


@contextlib.contextmanager
def exclusively(folder: Path) -> Iterator[None]:
    """Wait until nobody else does something in this folder that must not be done twice at a time."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 600
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(path)
