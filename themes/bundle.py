"""Write the stylesheet and the script that browsers get: `python -m themes.bundle`.

The results are committed, so that neither the demo nor a server needs the minifier; a test tells when one lags
behind its source. The script loses its comments; it brings htmx to the pages that need it.
"""

import re
from pathlib import Path
from typing import Final

import lightningcss

STATIC: Final = Path(__file__).parent / "static" / "themes"
SOURCE: Final = STATIC / "portal.css"
RESULT: Final = STATIC / "portal.min.css"
SCRIPT_SOURCE: Final = STATIC / "portal.js"
SCRIPT: Final = STATIC / "portal.min.js"
# The first browsers with cascade layers: nesting and the like is written out for them.
BROWSERS: Final = ["chrome >= 105", "firefox >= 121", "safari >= 15.4", "ios_saf >= 15.4"]


def minify(source: str) -> str:
    """Return the stylesheet without what a browser does not need."""
    return lightningcss.process_stylesheet(source, filename=SOURCE.name, browsers_list=BROWSERS, minify=True)


def script() -> str:
    """Return our script without comments and indents."""
    source = re.sub(r"/\*.*?\*/", "", SCRIPT_SOURCE.read_text("utf-8"), flags=re.DOTALL)
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


def main() -> None:
    """Write the results beside their sources."""
    RESULT.write_text(minify(SOURCE.read_text("utf-8")), "utf-8")
    SCRIPT.write_text(script(), "utf-8")


if __name__ == "__main__":
    main()
