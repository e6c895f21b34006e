"""Key-encryption keys from one file: a key on each line, the newest first; lines with `#` are remarks.

It is read each time that a data key is unwrapped, which is seldom: a key that is added is known everywhere at once,
without a restart.
"""

from pathlib import Path

from django.conf import settings

from .local import LocalKeys


class FileKeys(LocalKeys):
    """The first key in the file wraps, all unwrap."""

    def __init__(self) -> None:
        path = settings.KEY_ENCRYPTION_KEY_PATH
        try:
            lines = Path(path).read_text(encoding="utf-8").splitlines() if path else []
        except (OSError, UnicodeDecodeError) as error:
            super().__init__([], source=f"KEY_ENCRYPTION_KEY_PATH ({path})")
            self._faults = [
                f"KEY_ENCRYPTION_KEY_PATH names {path}, which cannot be read: {type(error).__name__}"
            ]
            return
        texts = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
        super().__init__(texts, source=f"KEY_ENCRYPTION_KEY_PATH ({path})")
