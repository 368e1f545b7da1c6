"""The application as a web server calls it."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fugong.site.settings")

application = get_wsgi_application()
# What is loaded now stays; the collector need not go through it again for every large body of a request.
gc.freeze()
