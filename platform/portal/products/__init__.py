"""Products and services: what a municipality offers, told per subject, and how to ask for it.

Editors keep categories ("onderwerpen"), products, questions, locations and contacts in `/beheer/`; an
editor mounts the feature on a page of the page tree (`ProductsApphook` of `portal.pages`). New municipalities
start with texts of the library in `library/`.
"""
