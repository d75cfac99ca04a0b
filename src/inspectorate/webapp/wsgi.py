"""The application that a web server calls."""

import os

from django.core.wsgi import get_wsgi_application

from inspectorate.framework.library import load_library
from inspectorate.webapp.casework.table import table

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspectorate.webapp.settings")
application = get_wsgi_application()
# Files that nearly every page reads: the first person of the day need not wait for them.
load_library()
table()
