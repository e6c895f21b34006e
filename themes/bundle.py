"""Write the stylesheet that browsers get: `python -m themes.bundle`.

The result is committed, so that neither the demo nor a server needs the minifier; a test tells when it lags
behind its source.
"""

from pathlib import Path
from typing import Final

import lightningcss

STATIC: Final = Path(__file__).parent / "static" / "themes"
SOURCE: Final = STATIC / "portal.css"
RESULT: Final = STATIC / "portal.min.css"
# The first browsers with cascade layers: nesting and the like is written out for them.
BROWSERS: Final = ["chrome >= 105", "firefox >= 121", "safari >= 15.4", "ios_saf >= 15.4"]


def minify(source: str) -> str:
    """Return the stylesheet without what a browser does not need."""
    return lightningcss.process_stylesheet(source, filename=SOURCE.name, browsers_list=BROWSERS, minify=True)


def main() -> None:
    """Write the result beside its source."""
    RESULT.write_text(minify(SOURCE.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
