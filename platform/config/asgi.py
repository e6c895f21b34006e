"""There is no ASGI application: one thread would serve many municipalities at once (architecture T9).

Whoever asks for one, as servers and their manuals suggest, is told what to run instead.
"""

from tenants.refusals import asynchronous
from tenants.refusals.errors import StartRefusedError

raise StartRefusedError([asynchronous.refusal(["an ASGI server asks for config.asgi"])])
