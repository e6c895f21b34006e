"""The look of a municipality: slots, contrast, themes, stylesheet and components.

A theme is a set of values for the semantic slots (`slots`), derived from a short brand definition (`derive`),
checked against WCAG 2.2 (`contrast`), repaired where needed (`repair`) and emitted as one small, hashed,
immutable stylesheet (`emit`). Portal and console share one stylesheet and one set of component templates,
which read the slots and nothing else. Outsiders ask `themes.queries`; whoever has a house style to take in asks
`themes.intake`.
"""
