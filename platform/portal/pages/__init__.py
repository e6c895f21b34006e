"""Pages that editors make, with django CMS; and the pages on which they mount the portal's features.

The highest room of the portal: it may import every feature. `urls` builds each municipality's own addresses,
`adopt` replaces the places where the CMS keeps a tenant's things in the process.
"""
