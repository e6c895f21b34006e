"""Where a link in a letter may lead: https, an e-mail address, a telephone number, or a page of our own."""

import re
from typing import Final

LONGEST: Final = 2_000
CLEAN: Final = re.compile(r"[^\s\x00-\x20\x7f-\x9f\"\\]+")
MAIL: Final = re.compile(r"mailto:[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,190}", re.ASCII)
PHONE: Final = re.compile(r"tel:\+?[0-9-]{3,20}", re.ASCII)


def full(url: str, own: str) -> str:
    """Answer the full address; empty where a letter may not lead there.

    :param own: the address of the municipality's start page.
    """
    if len(url) > LONGEST or not CLEAN.fullmatch(url):
        return ""
    if url.startswith("/"):
        return "" if url.startswith("//") else own.rstrip("/") + url
    is_ours = url.startswith(own.rstrip("/") + "/")
    is_secure = url.startswith("https://") and len(url) > len("https://")
    return url if is_ours or is_secure or MAIL.fullmatch(url) or PHONE.fullmatch(url) else ""
