"""The application as a WSGI server takes it."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "konbit.site.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
