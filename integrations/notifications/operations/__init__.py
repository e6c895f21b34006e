"""What is done with news: `receive` takes it in, `work_off` looks at it, `reconcile` finds what was lost.

`register` and `replay` are asked for.
"""

from .receiving import receive
from .reconciling import reconcile
from .replaying import replay
from .subscribing import ask_again, ask_to_register, register
from .working import work_off

__all__ = ["ask_again", "ask_to_register", "receive", "reconcile", "register", "replay", "work_off"]
