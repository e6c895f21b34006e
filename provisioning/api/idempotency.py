"""Let a request that is sent twice have one effect.

Effect and answer are committed together. Whoever sends the same at the same time waits for the first and gets its
answer; after a refusal or a failure nothing is kept, as nothing was done: sending it again tries it again.
"""

import datetime
import functools
import hashlib
import json
import re
from collections.abc import Callable
from typing import Any, Concatenate, Final, cast

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Status
from ninja.responses import NinjaJSONEncoder
from pydantic import BaseModel

from tenants import keys

from .models import Answer
from .problems import Problem
from .requests import ApiRequest

HEADER: Final = "Idempotency-Key"
KEPT: Final = datetime.timedelta(days=2)
LONGEST: Final = 100
SHAPE: Final = "[A-Za-z0-9._:-]+"
MARK: Final = "is_once"

type View[**P] = Callable[Concatenate[ApiRequest, P], Status[Any]]


def once[**P](view: View[P]) -> View[P]:
    """Have a view that changes something do so once for each `Idempotency-Key`, in one transaction."""

    @functools.wraps(view)
    @transaction.atomic
    def guarded(request: ApiRequest, *args: P.args, **kwargs: P.kwargs) -> Any:
        key = request.headers.get(HEADER)
        if key is None:
            return view(request, *args, **kwargs)
        kept = _claim(request, key)
        if kept.status:
            return _again(request, kept)
        result = view(request, *args, **kwargs)
        value = result.value
        kept.status = result.status_code
        kept.body = _written(value)
        kept.location = getattr(request, "location", "")
        kept.save(update_fields=["status", "body", "location"])
        return result

    setattr(guarded, MARK, True)
    return cast(View[P], guarded)


def is_once(view: object) -> bool:
    """Tell whether a view was marked so."""
    return getattr(view, MARK, False) is True


def _written(value: Any) -> Any:
    """Write an answer exactly as it leaves the first time."""
    plain = value.model_dump(by_alias=True) if isinstance(value, BaseModel) else value
    return json.loads(NinjaJSONEncoder().encode(plain))


def _claim(request: ApiRequest, key: str) -> Answer:
    """Answer the row of a key, locked; waits for whoever is at it."""
    if len(key) > LONGEST or not re.fullmatch(SHAPE, key):
        detail = (
            _("Een Idempotency-Key heeft ten hoogste %d letters, cijfers en tekens uit “._:-”.") % LONGEST
        )
        raise Problem(
            400, "invalid-input", detail, errors=[{"in": "header", "field": HEADER, "detail": detail}]
        )
    Answer.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    owner, digest = request.auth.token.uuid, _digest(request)
    fresh = Answer(token=owner, key=key, digest=digest)
    Answer.objects.bulk_create([fresh], ignore_conflicts=True)
    kept = Answer.objects.select_for_update().get(token=owner, key=key)
    if kept.digest != digest:
        raise Problem(
            422, "key-reused", _("Deze sleutel is al gebruikt voor een andere vraag. Kies een nieuwe.")
        )
    return kept


def _again(request: ApiRequest, kept: Answer) -> HttpResponse:
    request.location = kept.location
    text = NinjaJSONEncoder().encode(kept.body) if kept.status != 204 else ""
    headers = {"Idempotency-Replayed": "true"}
    return HttpResponse(
        text, status=kept.status, content_type="application/json; charset=utf-8", headers=headers
    )


def _digest(request: ApiRequest) -> str:
    what = b"\n".join([str(request.method).encode(), request.get_full_path().encode(), request.body])
    return keys.of_platform().derive(hashlib.sha256(what).digest()).hex()
