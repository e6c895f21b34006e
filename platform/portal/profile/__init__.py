"""Mijn profiel: what somebody sees and changes of themselves (requirements P-040 to P-043, P-053 to P-061).

Panels of other features stand on it by the names of their URLs (architecture section 3); `gate` sends who signed in to
what must be filled in first; what registers know of somebody is asked in the background (architecture I6).
"""
