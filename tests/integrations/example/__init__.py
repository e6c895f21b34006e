"""The made-up register of subsidies, added by the text of docs/integrating.md; it is no part of the product."""
