"""Ask for what the mirror of catalogues lacks (`refreshing`)."""
