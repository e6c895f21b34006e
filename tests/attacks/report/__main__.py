"""Write the report: Markdown into docs/security, HTML into .local: `make attack-report`."""

import sys

from config.local import places
from tests.attacks.report import gathering, pages

MARKDOWN = places.ROOT / "docs/security/attack-report.md"
HTML = places.LOCAL / "attack/report.html"


def main() -> int:
    """Write both, and tell in two lines; 1 when an attack is neither tried nor waits."""
    found = gathering.report()
    former = MARKDOWN.read_text(encoding="utf-8") if MARKDOWN.exists() else ""
    for path, text in ((MARKDOWN, pages.markdown(found, former=former)), (HTML, pages.html(found))):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(places.ROOT)}")
    print(pages.summary(found))
    return 1 if any(attack.state == "NEITHER" for attack in found.attacks) else 0


if __name__ == "__main__":
    sys.exit(main())
