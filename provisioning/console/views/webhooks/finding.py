"""Find the webhook that an address of the console is about."""

import uuid

from django.http import Http404

from provisioning.webhooks.models import Endpoint


def one(endpoint: uuid.UUID) -> Endpoint:
    """Answer it.

    :raises Http404: when there is none.
    """
    try:
        return Endpoint.objects.get(uuid=endpoint)
    except Endpoint.DoesNotExist:
        raise Http404 from None
