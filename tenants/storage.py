"""Files of a tenant lie under its UUID; the place is worked out at every call, never at import (T5)."""

import os
from pathlib import Path

from django.core.files.storage import FileSystemStorage

from .entry import current, is_entered


class TenantStorage(FileSystemStorage):
    """Store files below the entered tenant's own folder.

    `location` may be asked for outside a tenant (system checks do); a path to a file may not.
    """

    @property
    def location(self) -> str:
        """Answer the folder of the entered tenant, or the root of all outside one."""
        root = Path(os.path.abspath(self.base_location))
        return str(root / current().uuid.hex) if is_entered() else str(root)

    def path(self, name: str) -> str:
        """Answer the path of a file.

        :raises NoTenantError: outside a tenant.
        """
        current()
        return super().path(name)
