"""Django's settings, every value typed and read once from the environment."""

from pathlib import Path

BASE = Path(__file__).resolve().parent
SECRET_KEY = "replaced by environment"  # noqa: S105
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "axes",
    "django_filters",
    "django_tables2",
    "fugong.core",
    "fugong.people",
    "fugong.policy",
    "fugong.registry",
    "fugong.approvals",
    "fugong.site",
]
AUTH_USER_MODEL = "people.Account"
ROOT_URLCONF = "fugong.site.urls"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
