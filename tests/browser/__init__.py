"""What people do with the product, in a real Chromium against real processes."""
