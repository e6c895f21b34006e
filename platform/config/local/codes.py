"""Print the codes of the second factor that the demo's accounts would show on a telephone now."""

import base64
import hashlib
import hmac
import json
import struct
import time

from config.local import demo, terminal

PERIOD = 30


def code(secret: str, moment: float) -> str:
    """Return the six digits of RFC 6238 for a base32 secret at a moment."""
    key = base64.b32decode(secret.upper() + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(moment) // PERIOD), hashlib.sha1)
    offset = digest[-1] & 15
    number = int(struct.unpack(">I", digest[offset : offset + 4])[0]) & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def run(_words: list[str]) -> int:
    """Print the current code of each account of the demo that has a second factor."""
    path = demo.demo_file()
    if not path.exists():
        raise terminal.Trouble("There is no demo yet: run `make demo` first.")
    now = time.time()
    for entry in json.loads(path.read_text()):
        if entry.get("totp_secret"):
            terminal.say(f"{code(entry['totp_secret'], now)}  {entry['title']}, {entry['user']}")
    terminal.say(f"Valid for another {PERIOD - int(now) % PERIOD} s; each code signs in once.")
    return 0
