"""The house styles of municipalities: what was imported, what was made of it, and what portals use.

A *style* is a house style with a name. Each change makes a *revision*, which is never changed any more: where it came
from, the value and the provenance of each slot, and the files that were made of it. Publishing a revision writes its
*face*, all that a portal may read of it. A municipality bears the key of one revision, such as `zonnedam--3`: what it
looks like changes when its own row does, and never because something else was published (ADR 0045).
"""
