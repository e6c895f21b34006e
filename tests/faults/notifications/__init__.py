"""Workers that are killed while they look at news of case systems."""
