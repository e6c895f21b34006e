"""The WSGI application of portal and console; which of them says `DJANGO_SETTINGS_MODULE`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.portal")

from config import celery  # noqa: F401 - the default app of this process
from config.frames import roomy

application = roomy(get_wsgi_application())

from tenants.refusals import guard  # noqa: E402 - needs the apps

guard.at_start()

# What was loaded stays until the end: the collector of garbage passes over it, and holds up no page to go through it.
gc.collect()
gc.freeze()
# A page makes thousands of objects, and nearly none of them in circles: each 700 of them were looked through for some.
gc.set_threshold(10_000, 20, 20)
