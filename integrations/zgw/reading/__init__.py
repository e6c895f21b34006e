"""Make ours of what case systems tell: their words do not pass `client` and this package."""
