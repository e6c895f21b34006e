"""Refuse a file that somebody uploaded, with a reason that people can read: for pictures and typefaces alike."""

import enum
from collections.abc import Mapping
from typing import ClassVar

from django.utils.functional import Promise


class RefusedFileError(ValueError):
    """Refuse a file; `sentence` tells whoever uploaded it why. Each kind of file has sentences of its own."""

    SENTENCES: ClassVar[Mapping[enum.StrEnum, Promise]] = {}

    def __init__(self, reason: enum.StrEnum) -> None:
        super().__init__(reason.value)
        self.reason = reason

    @property
    def sentence(self) -> str:
        """Say it in the reader's language."""
        return str(self.SENTENCES[self.reason])
