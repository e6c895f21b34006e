"""The WSGI application of portal and console; which of them says `DJANGO_SETTINGS_MODULE`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.portal")

from config import celery, staying  # noqa: F401 - celery: the default app of this process
from config.frames import roomy

application = roomy(get_wsgi_application())

from tenants.refusals import guard  # noqa: E402 - needs the apps

guard.at_start()

staying.settle()
