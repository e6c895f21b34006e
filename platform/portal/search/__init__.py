"""Search: what features write to, and the page on which visitors look things up.

Features hand in what is public as `types.Document`s (`operations.index`, `operations.remove`) and name the
kinds that they bring (`sources`). Where documents are kept and how they are found is the business of a back
end (`backend.Backend`): `postgres` keeps them in the tenant's own schema; another can take its place.
"""
