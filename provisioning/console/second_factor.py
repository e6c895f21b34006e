"""Six digits from a telephone (TOTP, RFC 6238), each good for one sign-in, and codes on paper for when it is lost."""

import base64
import io
import secrets
import time
from urllib.parse import quote, urlencode

import qrcode
from django.db import transaction
from django.utils import timezone
from django_otp.oath import TOTP
from qrcode.image.svg import SvgPathImage

from tenants import signing

from . import sealing
from .models import Operator, OperatorDevice, RecoveryCode

ISSUER = "Inwonerplein console"
SECRET_BYTES = 20
CLOCK_TOLERANCE = 1
"""Steps of 30 seconds that a telephone's clock may differ."""
RECOVERY_CODES = 10
# No letters and digits that look alike; 12 of 28 signs are 57 bits.
RECOVERY_ALPHABET = "23456789abcdefghjkmnpqrstvwx"
RECOVERY_LENGTH = 12


def new_device(operator: Operator, *, name: str, secret: bytes | None = None) -> OperatorDevice:
    """Make a device that does not count yet.

    :param secret: only where one is given from outside, as for the accounts of the demo.
    """
    device = OperatorDevice(operator=operator, name=name)
    device.secret = sealing.seal(secret or secrets.token_bytes(SECRET_BYTES), place=_place(device))
    device.save()
    return device


def manual_key(device: OperatorDevice) -> str:
    """Answer the key to type over, in groups of four."""
    key = _base32(device)
    return " ".join(key[place : place + 4] for place in range(0, len(key), 4))


def qr_image(device: OperatorDevice) -> bytes:
    """Draw what the telephone's camera reads, as SVG."""
    label = quote(f"{ISSUER}:{device.operator.email}")
    values = urlencode({"secret": _base32(device), "issuer": ISSUER}, quote_via=quote)
    image = qrcode.make(f"otpauth://totp/{label}?{values}", image_factory=SvgPathImage, border=2)
    out = io.BytesIO()
    image.save(out)
    return out.getvalue()


def accepted(operator: Operator, code: str) -> str:
    """Answer what an operator's code is, of a device or from paper, and spend it; nothing when it is neither."""
    devices = operator.devices.filter(confirmed_at__isnull=False)
    if any(accepts(device, code) for device in devices):
        return "code"
    return "recovery code" if accepts_recovery_code(operator, code) else ""


def accepts(device: OperatorDevice, code: str, *, now: float | None = None) -> bool:
    """Tell whether a device shows this code now, and spend the code: the second time it is refused."""
    digits = code.replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) == 6):
        return False
    totp = TOTP(sealing.unseal(bytes(device.secret), place=_place(device)))
    totp.time = time.time() if now is None else now
    if not totp.verify(int(digits), tolerance=CLOCK_TOLERANCE):
        return False
    return _spend(device, totp.t())


def _spend(device: OperatorDevice, step: int) -> bool:
    """Move the device past a step; of two requests with one code only one can."""
    unspent = OperatorDevice.objects.filter(pk=device.pk, last_step__lt=step)
    return unspent.update(last_step=step, last_used_at=timezone.now()) == 1


@transaction.atomic
def new_recovery_codes(operator: Operator) -> list[str]:
    """Replace an operator's codes on paper; this is the only time that they can be read."""
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    operator.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(operator=operator, digest=_digests(operator, code)[0]) for code in codes
    )
    return codes


def accepts_recovery_code(operator: Operator, code: str) -> bool:
    """Tell whether this is one of the operator's codes on paper, and spend it."""
    unused = RecoveryCode.objects.filter(operator=operator, digest__in=_digests(operator, code), used_at=None)
    return unused.update(used_at=timezone.now()) == 1


def _recovery_code() -> str:
    signs = "".join(secrets.choice(RECOVERY_ALPHABET) for _ in range(RECOVERY_LENGTH))
    return "-".join(signs[place : place + 4] for place in range(0, RECOVERY_LENGTH, 4))


def _digests(operator: Operator, code: str) -> list[str]:
    # The codes are random, so a keyed digest is enough; a slow one would be tried ten times at each sign-in.
    plain = code.strip().lower().replace("-", "").replace(" ", "")
    return signing.digests("console.recovery", f"{operator.uuid.hex}|{plain}")


def _base32(device: OperatorDevice) -> str:
    return base64.b32encode(sealing.unseal(bytes(device.secret), place=_place(device))).decode().rstrip("=")


def _place(device: OperatorDevice) -> str:
    return f"console_operatordevice|secret|{device.pk.hex}"
