"""What all pages of a portal share: the frame, access decisions, error pages, mail and the tenant's settings.

The lowest room of the portal: features stand on it and it knows none of them. What it needs from above
(the menu) it calls by a dotted path in the settings.
"""
