"""Keys with which programs speak to the API: each belongs to an operator, and may never do more than that operator.

Of a key only a digest is kept; the key itself is shown once, to whoever made it. A key says which scopes it has
(`types`), when it ends, and when and from where it was last used. Who the operator is and what he may
do, somebody above tells (`KEY_HOLDER`): with another role or a blocked account his keys do less, or nothing, at once.
"""
