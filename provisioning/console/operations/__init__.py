"""What operators do with their own accounts, what owners do with those of others, and drafts of openings."""

from .colleagues import (
    RefusedError,
    accept_invitation,
    admit_again,
    change_role,
    invite,
    invite_again,
    reset_second_factor,
    shut_out,
)
from .own import (
    LastFactorError,
    add_device,
    change_password,
    device_to_confirm,
    end_other_sessions,
    end_session,
    ensure_operator,
    remove_device,
    remove_passkey,
    replace_recovery_codes,
)

__all__ = [
    "LastFactorError",
    "RefusedError",
    "accept_invitation",
    "add_device",
    "admit_again",
    "change_password",
    "change_role",
    "device_to_confirm",
    "end_other_sessions",
    "end_session",
    "ensure_operator",
    "invite",
    "invite_again",
    "remove_device",
    "remove_passkey",
    "replace_recovery_codes",
    "reset_second_factor",
    "shut_out",
]
