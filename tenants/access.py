"""One access decision per view, declared where the view stands (architecture P2).

The decorators mark a view with its audience and, where that can be done on the ground floor, enforce it;
`tests/architecture/test_access.py` walks all URLs and fails on a view without a mark. Views of libraries
stand in the register `tenants.registers.access` instead.
"""

from collections.abc import Callable
from typing import Any

from tenants.registers.kinds import Audience

MARK = "audience"

type View = Callable[..., Any]


def mark[V: View](view: V, audience: Audience) -> V:
    """Declare for whom a view is; whoever enforces it wraps the view first."""
    setattr(view, MARK, audience)
    return view


def public[V: View](view: V) -> V:
    """Declare a view that anybody may see."""
    return mark(view, Audience.PUBLIC)


def internal[V: View](view: V) -> V:
    """Declare a view for internal host names only (health checks); the host middleware enforces it."""
    return mark(view, Audience.INTERNAL)


def audience_of(view: View) -> Audience | None:
    """Answer for whom a view is, looking through class-based views; None when nobody has decided."""
    found = getattr(view, MARK, None) or getattr(getattr(view, "view_class", None), MARK, None)
    return found if isinstance(found, Audience) else None
