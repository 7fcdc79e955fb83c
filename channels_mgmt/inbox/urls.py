from importlib.util import find_spec

from django.urls import path

from channels_mgmt.inbox.views import acts, lists, log
