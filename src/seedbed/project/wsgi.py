"""The door gunicorn knocks at."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connection

from seedbed.trust.data_folder import data_folder
from seedbed.trust.key_change import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seedbed.project.settings")
settle(data_folder())
application = get_wsgi_application()
# A store that does not open to this data folder is told now, not to the first who asks for a page.
connection.ensure_connection()
connection.close()
