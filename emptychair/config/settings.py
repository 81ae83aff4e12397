"""Django's settings, one module, built from the environment. Loading it writes nothing."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from emptychair.config.database import database_from
from emptychair.config.env import environment
from emptychair.config.folder import SecretKey
from emptychair.config.logs import logging_settings

_env = environment()
PACKAGE = Path(__file__).resolve().parent.parent

# -- ours: read these through `django.conf.settings`, never the environment itself
DATA_FOLDER = _env.data
PORT = _env.port
JOBS_RUN_AT_ONCE = False  # tests switch it on: a job then runs where it is enqueued

# -- the installation
SECRET_KEY = SecretKey(_env.secret_key, DATA_FOLDER)
DEBUG = _env.debug
ALLOWED_HOSTS = list(_env.allowed_hosts)
DATABASES = {"default": database_from(_env.database_url, data=DATA_FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGGING = logging_settings(level=_env.log_level, form=_env.log_format)

# -- the parts
INSTALLED_APPS = [
    "emptychair.config",
    "emptychair.jobs",
    "emptychair.accounts",
    "emptychair.customers",
    "emptychair.touchpoints",
    "emptychair.messaging",
    "emptychair.surveys",
    "emptychair.voice",
    "emptychair.metrics",
    "emptychair.loop",
    "emptychair.agenda",
    "emptychair.exchange",
    "emptychair.web",
    "django_htmx",
    "django_q",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "emptychair.http.headers.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "emptychair.http.errors.ErrorsMiddleware",
]
ROOT_URLCONF = "emptychair.config.urls"
WSGI_APPLICATION = "emptychair.config.wsgi.application"
APPEND_SLASH = True

# -- pages
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "emptychair.web.ui.shell.shell",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader"],
                )
            ],
        },
    }
]
STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
WHITENOISE_USE_FINDERS = True  # straight from the package: no step to collect them
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False

# -- people
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# -- words and times: stored in UTC, shown in the workspace's zone
LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", _("Japanese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "emptychair_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# -- safety; the content security policy is in `http/headers.py`
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _env.https else None
SESSION_COOKIE_NAME = "emptychair_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _env.https
CSRF_COOKIE_NAME = "emptychair_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "emptychair.http.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# -- jobs: the queue is a table of this database (`emptychair/jobs`)
Q_CLUSTER = {
    "name": "emptychair",
    "orm": "default",
    "workers": _env.worker_processes,
    "timeout": _env.job_timeout,
    "retry": _env.job_lease,
    "ack_failures": True,  # we try again ourselves, later each time (`jobs/worker.py`)
    "max_attempts": 1,
    "bulk": 1,
    "queue_limit": 1,  # what waits in a worker's memory is already on its lease
    "poll": 0.2,
    "save_limit": 1000,
    "scheduler": False,  # ours is `jobs/schedule.py`
    "label": "Jobs",
}
# The worker shows its state through the cache; nothing of it must survive or be shared.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
SILENCED_SYSTEM_CHECKS: list[str] = []
