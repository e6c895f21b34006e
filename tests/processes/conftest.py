"""The product, its commands and what runs on one machine as the processes that they are.

Starting these takes most of the time of their tests, so they have a run of their own (`make test-processes`). What
can be asked of the same code without a process is asked in the folder of its room.
"""

from tests.integrations.conftest import sandbox, sandbox_process

__all__ = ["sandbox", "sandbox_process"]
