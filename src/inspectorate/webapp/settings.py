"""Settings of the web application, for serving, commands and tests alike.

What differs between installations comes from the environment:

    DATABASE_URL               the database; else SQLite at var/inspectorate.sqlite3
    INSPECTORATE_VAR           where files are kept that the service writes; else ./var
    INSPECTORATE_HOSTS         names under which the pages are served, comma-separated
    INSPECTORATE_SECRET_KEY    the signing key; else one made once in var/secret_key
    INSPECTORATE_INSECURE=1    serve over plain HTTP: cookies are then also sent unencrypted
    INSPECTORATE_DEBUG=1       tracebacks in the browser, for developers only
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from inspectorate.webapp.logs import LOGGING as LOGGING
from inspectorate.webapp.secret_key import secret_key

VAR = Path(os.environ.get("INSPECTORATE_VAR", "var")).resolve()
(VAR / "static").mkdir(parents=True, exist_ok=True)
DEBUG = os.environ.get("INSPECTORATE_DEBUG") == "1"
SECRET_KEY = os.environ.get("INSPECTORATE_SECRET_KEY") or secret_key(VAR / "secret_key")
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
HOSTS = [host for host in os.environ.get("INSPECTORATE_HOSTS", "").split(",") if host]
ALLOWED_HOSTS = HOSTS or LOCAL_HOSTS
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in HOSTS]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "inspectorate.webapp.audit",
    "inspectorate.webapp.accounts",
    "inspectorate.webapp.design",
    "inspectorate.webapp.faults",
    "inspectorate.webapp.laboratory",
    "inspectorate.webapp.frameworks",
    "inspectorate.webapp.register",
    "inspectorate.webapp.inspections",
    "inspectorate.webapp.enforcement",
    "inspectorate.webapp.monitoring",
    "inspectorate.webapp.workforce",
    "inspectorate.webapp.programme",
    "inspectorate.webapp.engagement",
    "inspectorate.webapp.casework",
    "inspectorate.webapp.publication",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "inspectorate.webapp.request_log.RequestLog",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "inspectorate.webapp.design.written_by.WrittenBy",
    "inspectorate.webapp.design.received.Receipts",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # Last, as axes asks: it turns a lockout raised by the backend into a response.
    "axes.middleware.AxesMiddleware",
]

CSRF_FAILURE_VIEW = "inspectorate.webapp.design.pages.expired"
ROOT_URLCONF = "inspectorate.webapp.urls"
WSGI_APPLICATION = "inspectorate.webapp.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,  # <app>/jinja2/
        "OPTIONS": {
            "environment": "inspectorate.webapp.design.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "inspectorate.webapp.design.context.page",
            ],
        },
    },
    {
        # Only for what third parties render themselves (mail of the sign-in, task pages).
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]


def _database() -> dict[str, Any]:
    default = f"sqlite:///{VAR / 'inspectorate.sqlite3'}"
    database: dict[str, Any] = dict(dj_database_url.config(default=default, conn_max_age=60, conn_health_checks=True))
    if database["ENGINE"].endswith("sqlite3"):
        # IMMEDIATE: a transaction that reads first and then writes would else fail when another writer came between.
        # FULL: devices wipe what they kept once they have the receipt, and a power cut must not take that back.
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        }
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "inspectorate.webapp.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "inspectorate.webapp.accounts.forms.SignInForm",
    "change_password": "inspectorate.webapp.accounts.forms.ChangePassword",
    "reauthenticate": "inspectorate.webapp.accounts.two_steps.PasswordOnceMore",
}
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Somebody who runs the installation creates each person and answers for the address.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "inspectorate.webapp.accounts.two_steps.TwoStepAdapter"
MFA_FORMS = {
    "authenticate": "inspectorate.webapp.accounts.two_steps.SecondStep",
    "reauthenticate": "inspectorate.webapp.accounts.two_steps.SecondStepAgain",
    "activate_totp": "inspectorate.webapp.accounts.two_steps.SetUpApp",
    "deactivate_totp": "inspectorate.webapp.accounts.two_steps.TurnOff",
    "generate_recovery_codes": "inspectorate.webapp.accounts.two_steps.MakeCodes",
}
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
# Pages work before `collectstatic` ran (commands, tests, a developer's server).
WHITENOISE_USE_FINDERS = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        # The one inline script is GOV.UK Frontend's: it marks the page as able to run scripts.
        "script-src": [SELF, "'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw='"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {"camera": [], "geolocation": [], "microphone": []}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# On the machine itself a browser has no HTTPS to speak; anywhere else cookies travel encrypted or not at all.
ENCRYPTED = not DEBUG and bool(HOSTS) and os.environ.get("INSPECTORATE_INSECURE") != "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ENCRYPTED
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if ENCRYPTED else 0
if ENCRYPTED:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# An installation answers for its own name: whether its subdomains or a browser's list may be told, it cannot know.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
