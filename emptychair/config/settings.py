"""Django's settings, one module, built from the environment. Loading it writes nothing."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from emptychair.config.database import database_from
from emptychair.config.env import environment
from emptychair.config.folder import SecretKey
from emptychair.config.logs import logging_settings
from emptychair.config.mail import mail_from, mail_of_provider, provider_settings

_env = environment()
_mail = (
    mail_of_provider(_env.mail_provider, key=_env.mail_provider_key)
    if _env.mail_provider and not _env.mail_url
    else mail_from(_env.mail_url)
)
PACKAGE = Path(__file__).resolve().parent.parent

# -- ours: read these through `django.conf.settings`, never the environment itself
DATA_FOLDER = _env.data
PORT = _env.port
API_RATE = _env.api_rate
DELIGHTED_RATE = _env.delighted_rate
PRIVATE_WEBHOOKS = _env.private_webhooks
PUBLIC_URL = (_env.public_url or f"http://localhost:{PORT}").rstrip("/")
ENGINE, SPARK_MASTER = _env.engine, _env.spark_master
SIGN_UP = _env.sign_up
DEMO_SIGN_IN = _env.demo_sign_in
JOBS_RUN_AT_ONCE = False  # tests switch it on: a job then runs where it is enqueued
EVENT_DAYS = _env.event_days

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
    "emptychair.analytics",
    "emptychair.accounts",
    "emptychair.customers",
    "emptychair.touchpoints",
    "emptychair.messaging",
    "emptychair.surveys",
    "emptychair.voice",
    "emptychair.metrics",
    "emptychair.loop",
    "emptychair.usage",
    "emptychair.outcomes",
    "emptychair.plans",
    "emptychair.intake",
    "emptychair.renewals",
    "emptychair.silence",
    "emptychair.success",
    "emptychair.onboarding",
    "emptychair.touch",
    "emptychair.fit",
    "emptychair.programme",
    "emptychair.scorecard",
    "emptychair.effects",
    "emptychair.explore",
    "emptychair.alerts",
    "emptychair.automation",
    "emptychair.agenda",
    "emptychair.exchange",
    "emptychair.digests",
    "emptychair.http",
    "emptychair.integrations.delighted",
    "emptychair.integrations.email",
    "emptychair.integrations.line",
    "emptychair.integrations.segment",
    "emptychair.integrations.sms",
    "emptychair.web",
    "django_htmx",
    "django_q",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "emptychair.http.watching.RequestCounterMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "emptychair.http.headers.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "emptychair.http.limits.MachineLimitsMiddleware",
    "emptychair.http.errors.ErrorsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "emptychair.http.entrance.demo.DemoEntranceMiddleware",
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
                "django.contrib.messages.context_processors.messages",
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
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# -- signing in: allauth, in our own pages; its limits of rate stay as they come, counted
# over all processes (`CACHES`)
ACCOUNT_ADAPTER = "emptychair.http.entrance.adapter.EntranceAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "signup": "emptychair.http.entrance.forms.SignUpForm",
    "login": "emptychair.http.entrance.plain_forms.SignInForm",
    "reset_password": "emptychair.http.entrance.plain_forms.ForgottenForm",
    "reset_password_from_key": "emptychair.http.entrance.plain_forms.NewPasswordForm",
    "change_password": "emptychair.http.entrance.plain_forms.OtherPasswordForm",
    "set_password": "emptychair.http.entrance.plain_forms.FirstPasswordForm",
    "change_email": "emptychair.http.entrance.plain_forms.OtherAddressForm",
    "add_email": "emptychair.http.entrance.plain_forms.AddressForm",
    "reauthenticate": "emptychair.http.entrance.plain_forms.AgainForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if _mail.is_sent else "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = _mail.is_sent
ACCOUNT_CHANGE_EMAIL = True  # one address each
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if _env.https else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _env.https else 0
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "authenticate": "emptychair.http.entrance.safety_forms.CodeForm",
    "reauthenticate": "emptychair.http.entrance.safety_forms.CodeAgainForm",
    "activate_totp": "emptychair.http.entrance.safety_forms.AppForm",
    "add_webauthn": "emptychair.http.entrance.safety_forms.PasskeyForm",
    "edit_webauthn": "emptychair.http.entrance.safety_forms.PasskeyNameForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = not _mail.is_sent
MFA_TOTP_ISSUER = "Emptychair"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _env.https
SOCIALACCOUNT_ADAPTER = "emptychair.http.entrance.adapter.ProviderAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # the operator chose the provider, and trusts it
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "company",
                "name": _env.oidc_name,
                "client_id": _env.oidc_client_id,
                "secret": _env.oidc_secret,
                "settings": {"server_url": _env.oidc_issuer},
            }
        ]
        if _env.oidc_issuer
        else [],
    }
}

# -- mail
EMAIL_BACKEND = _mail.backend
EMAIL_HOST = _mail.host
EMAIL_PORT = _mail.port
EMAIL_HOST_USER = _mail.user
EMAIL_HOST_PASSWORD = _mail.password
EMAIL_USE_TLS = _mail.use_tls
EMAIL_USE_SSL = _mail.use_ssl
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _env.mail_from
MAIL_IS_SENT = _mail.is_sent  # without a mail server, mails stay in the outbox
MAIL_PROVIDER = _env.mail_provider
MAIL_REPORTS = bool(_env.mail_provider and _env.mail_reports_secret)
ANYMAIL = provider_settings(
    _env.mail_provider,
    key=_env.mail_provider_key,
    secret=_env.mail_provider_secret,
    domain=_env.mail_provider_domain,
    reports_secret=_env.mail_reports_secret,
)
SMS_ACCOUNT, SMS_KEY, SMS_FROM = _env.sms_account, _env.sms_key, _env.sms_from
SMS_API = "https://api.twilio.com"
LINE_ACCOUNTS = {
    slug: (secret, token) for slug, secret, token in (one.split(":") for one in _env.line_accounts)
}
LINE_API = "https://api.line.me"
REPLY_ADDRESS = _env.reply_address
MAILBOX_URL = _env.mailbox_url

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
    "cache": "worker",
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
CACHES = {
    # A table, so that attempts to sign in count over all processes; nothing else is kept in it.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "http_cachedvalue",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    # The worker shows its state through a cache; nothing of it must survive or be shared.
    "worker": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
SILENCED_SYSTEM_CHECKS: list[str] = []
