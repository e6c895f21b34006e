"""The test suite; folders mirror import names (`tests/portal/products` tests `portal.products`)."""
