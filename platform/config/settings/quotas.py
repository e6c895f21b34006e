"""What one municipality may take of the web processes of portals (docs/adr/0033)."""

from . import environment

WEB_PLACES = environment.number("WEB_PLACES", 8)
"""Requests that all web processes of portals answer at once: processes times threads, over all hosts."""
WEB_THREADS = environment.number("WEB_THREADS", 4)
"""Threads of one of them."""
TENANT_SHARE = environment.number("TENANT_SHARE", 30)
"""Per cent of the places that one municipality has for itself; beyond it gives way to others. 0: nothing is counted."""
TENANT_REQUESTS = environment.number("TENANT_REQUESTS", 200)
"""Requests a second of one municipality, which may ask for two seconds' worth at once; 0: any number."""
