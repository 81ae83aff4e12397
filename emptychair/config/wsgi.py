"""The web application for granian or any other WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from emptychair.config.warming import begin_warming

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emptychair.config.settings")
application = get_wsgi_application()
begin_warming()
