"""Views of the console: each lets somebody in, makes one call, and renders."""
