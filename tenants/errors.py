"""What the walls say when somebody walks into one."""


class NoTenantError(RuntimeError):
    """Raised when something that belongs to a tenant is asked for outside one."""


class NoWayInError(RuntimeError):
    """Raised when a tenant is entered by another way than `tenants.entry`."""


class NotServingError(RuntimeError):
    """Raised when work is started for a tenant that is unknown or does not serve."""


class DecryptionError(RuntimeError):
    """Raised when a stored secret cannot be read: wrong key, wrong place or altered text."""


class UnknownKeyError(DecryptionError):
    """Raised when a data key was wrapped by a key-encryption key that this process does not have."""


class StillServingError(RuntimeError):
    """Raised when the keys of a tenant should go that still needs them."""


class IllegalMoveError(ValueError):
    """Raised when a tenant should go to a state to which no move leads from where it is."""


class CrowdedError(RuntimeError):
    """Raised when a tenant has so much work under way that more of it is not taken on."""
