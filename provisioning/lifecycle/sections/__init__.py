"""How the parts that stand in the directory are written in a municipality's file (requirement C-034)."""

from . import billing, domains, features, look

ALL = (look.SECTION, billing.SECTION, features.SECTION, domains.SECTION)
"""In the order in which a file has them."""

__all__ = ["ALL"]
