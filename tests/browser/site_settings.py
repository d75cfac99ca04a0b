"""The settings of a site in a browser: those that are served, but for hashing that is slow on purpose."""

from inspectorate.webapp.settings import *  # noqa: F403  # a settings module is its names

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
