"""The application that a web server calls."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

from inspectorate.framework.library import load_library
from inspectorate.webapp.casework.table import table

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspectorate.webapp.settings")
application = get_wsgi_application()
# Every page's code, and files that nearly every page reads: the first person of the day need not wait for them.
import_module("inspectorate.webapp.urls")
load_library()
table()
# What is there now stays. A page that makes many objects, such as one that reads the proof of a plan, otherwise has
# all of it looked through for garbage, again and again, which takes longer than the page.
gc.collect()
gc.freeze()
