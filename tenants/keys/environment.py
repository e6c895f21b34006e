"""Key-encryption keys from the environment: `KEY_ENCRYPTION_KEY`, and `KEY_ENCRYPTION_KEYS_ALSO` during a change."""

from django.conf import settings

from .local import LocalKeys


class EnvironmentKeys(LocalKeys):
    """The first wraps; the others unwrap what older ones, or one that is on its way, have wrapped."""

    def __init__(self) -> None:
        super().__init__(
            [settings.KEY_ENCRYPTION_KEY, *settings.KEY_ENCRYPTION_KEYS_ALSO], source="KEY_ENCRYPTION_KEY"
        )
