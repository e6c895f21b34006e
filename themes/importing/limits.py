"""How much of an upload is looked at. Of the packages that municipalities publish the largest stays below a half."""

from typing import Final

UPLOAD_BYTES: Final = 8 * 1024 * 1024
UNPACKED_BYTES: Final = 40 * 1024 * 1024
TOKEN_FILE_BYTES: Final = 4 * 1024 * 1024
"""Of one file with tokens, and of all files of one theme together."""
RATIO: Final = 100
"""How many times larger an archive may become, unless it stays below the size that follows."""
RATIO_FROM: Final = 1024 * 1024
ENTRIES: Final = 6_000
DIRECTORY_BYTES: Final = ENTRIES * 300
"""The list of contents of a zip, read before anything else of it."""
DEPTH: Final = 32
NODES: Final = 100_000
TOKENS: Final = 20_000
CHAIN: Final = 32
"""How many references may lie between a token and its value."""
VALUE_CHARACTERS: Final = 1_000
NUMBER: Final = 1_000_000
FINDINGS: Final = 200
"""How many lines a report has; what comes after is counted."""
SHOWN_CHARACTERS: Final = 120
