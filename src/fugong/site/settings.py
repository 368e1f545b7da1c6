"""Django's settings: fixed by the house, or taken typed from the environment; nothing here knows a county."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from fugong.core.database import APP, OWNER, NoDatabaseError, place_for
from fugong.core.database.connection import django_database, private_database

from .environment import Environment, SettingError

SITE = Path(__file__).resolve().parent


def databases(environment: Environment) -> dict[str, dict[str, Any]]:
    """Describe the one database, reached with the role this process may use."""
    if environment.database and environment.database_owner:
        return {
            "default": django_database(environment.database_owner if environment.as_owner else environment.database)
        }
    return {"default": private_database(place_for(environment.var), role=OWNER if environment.as_owner else APP)}


try:
    ENVIRONMENT = Environment.read(os.environ)
    SECRET_KEY = ENVIRONMENT.secret_key()
    DATABASES = databases(ENVIRONMENT)
except (SettingError, NoDatabaseError) as wrong:
    raise SystemExit(f"fugong: {wrong}") from None  # the sentence, not a traceback

# --- who and what --------------------------------------------------------------------------------------------------

DEBUG = ENVIRONMENT.debug
FUGONG_VAR = ENVIRONMENT.var
FUGONG_DEMO = ENVIRONMENT.demo
FUGONG_CLOCK = ENVIRONMENT.clock
FUGONG_CLOCK_SET_AT = ENVIRONMENT.clock_set_at
FUGONG_KEY_PASSPHRASE = ENVIRONMENT.key_passphrase or ""
FUGONG_FONTS = ENVIRONMENT.fonts
FUGONG_PUBLIC_ADDRESS = ENVIRONMENT.public_address
FUGONG_SM2 = ENVIRONMENT.guomi
FUGONG_PERSONAL_KEYS = ENVIRONMENT.personal_keys
FUGONG_PERSONAL_KEY = ENVIRONMENT.personal_key or ""
FUGONG_APP_ROLE = ENVIRONMENT.database.user if ENVIRONMENT.database else APP
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "axes",
    "csp",
    "django_filters",
    "django_tables2",
    "fugong.core",
    "fugong.people",
    "fugong.policy",
    "fugong.registry",
    "fugong.approvals",
    "fugong.reports",
    "fugong.indicators",
    "fugong.cockpit",
    "fugong.replay",
    "fugong.site",
]
ROOT_URLCONF = "fugong.site.urls"
WSGI_APPLICATION = "fugong.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Outermost first. OutageMiddleware stands before everything that reads the database.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "fugong.core.api.gate.ApiGate",
    "fugong.core.database.outage.OutageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "fugong.people.web.actor.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
    "fugong.core.refusals.edge.RefusalMiddleware",
    "fugong.core.idempotency.middleware.IdempotencyMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- people signing in ---------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "fugong.people.web.lockout.AccountBackend"]
PASSWORD_HASHERS = ["fugong.people.web.passwords.OfficeArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "fugong.people.web.passwords.NotTooLong"},
    {"NAME": "fugong.people.web.passwords.NotGuessable"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
# Five failures close one login to one address for a quarter of an hour: nobody is locked out from elsewhere.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "fugong.people.web.lockout.attempted_login"
AXES_CLIENT_IP_CALLABLE = "fugong.people.web.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "fugong.people.web.lockout.locked_out"
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_DISABLE_ACCESS_LOG = True  # who came in is in the audit trail
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

SESSION_ENGINE = "fugong.people.web.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60  # the longest; people/rules/sessions.py sets each session's own limit
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
if ENVIRONMENT.https:  # browsers take a __Host- cookie only from this very host, over TLS, for the whole site
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = ENVIRONMENT.https

# --- what browsers may do ------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if ENVIRONMENT.https:
    # Behind the office's own proxy, which ends TLS and must set this header itself on every request.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    CSRF_TRUSTED_ORIGINS = [f"https://{host.removeprefix('.')}" for host in ENVIRONMENT.hosts]

# --- words, times, files -------------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [SITE / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.var / "static"
MEDIA_ROOT = ENVIRONMENT.var / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- machines ------------------------------------------------------------------------------------------------------

FUGONG_API_PER_MINUTE = ENVIRONMENT.api_per_minute
FUGONG_LAKE_ENGINE = ENVIRONMENT.lake_engine
FUGONG_WEBHOOK_HOSTS = ENVIRONMENT.webhook_hosts
FUGONG_WEBHOOK_NETWORKS = ENVIRONMENT.webhook_networks

# --- work and words for the log ------------------------------------------------------------------------------------

PROCRASTINATE_ON_APP_READY = None
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        "psycopg.pool": {"level": "ERROR"},  # it repeats every attempt; the answers and the supervisor say it once
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
