"""Settings. What an operator may set comes from the environment; docs/hosting.md tells of each."""

from __future__ import annotations

from pathlib import Path

import django.conf.locale
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from konbit.site import environment

PACKAGE = Path(__file__).resolve().parent.parent

KONBIT_HOME = Path(environment.text("KONBIT_HOME") or "var").resolve()
KONBIT_URL = environment.text("KONBIT_URL", "http://127.0.0.1:8000").rstrip("/")
KONBIT_TILES = environment.text("KONBIT_TILES")
KONBIT_TILES_CREDIT = environment.text("KONBIT_TILES_CREDIT")
KONBIT_GEOCODER = environment.text("KONBIT_GEOCODER")
KONBIT_FETCH_ALLOW = [one.lower() for one in environment.several("KONBIT_FETCH_ALLOW", [])]

SECRET_KEY = environment.secret(KONBIT_HOME)
DEBUG = environment.switch("KONBIT_DEBUG", False)
ALLOWED_HOSTS = environment.several("KONBIT_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [KONBIT_URL] if KONBIT_URL.startswith("https://") else []
_SECURE = KONBIT_URL.startswith("https://")

INSTALLED_APPS = [
    "konbit.base",
    "konbit.chronicle",
    "konbit.people",
    "konbit.search",
    "konbit.directory",
    "konbit.assembly",
    "konbit.federation",
    "konbit.work",
    "konbit.learning",
    "konbit.exchange",
    "konbit.decisions",
    "konbit.site",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_tasks",
    "huey.contrib.djhuey",
    "ninja",
    "rules",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "konbit.people.shared_phone.SharedPhoneMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "konbit.site.middleware.ViewerMiddleware",
    "konbit.site.middleware.ProblemMiddleware",
]

ROOT_URLCONF = "konbit.site.urls"
WSGI_APPLICATION = "konbit.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "konbit.base.forms.Renderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "konbit.site.context.page",
            ],
        },
    }
]

DATABASES = {"default": environment.database(environment.text("DATABASE_URL"), KONBIT_HOME)}

# People
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = "strict"  # nobody learns at sign-up whether an e-mail address has an account
ACCOUNT_ADAPTER = "konbit.people.adapter.Adapter"
ACCOUNT_FORMS = {"login": "konbit.people.forms.SignInForm", "signup": "konbit.people.forms.SignUpForm"}
ACCOUNT_RATE_LIMITS = {"card": "30/m/ip", "recovery": "10/m/ip", "invitation": "60/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(_SECURE)  # https comes through a proxy, which says whose address asks
ACCOUNT_SESSION_REMEMBER = True  # a shared phone says so and is signed out with the browser
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _SECURE
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"

# Languages
LANGUAGE_CODE = environment.text("KONBIT_LANGUAGE", "en")
LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("pt-br", "Português"),
    ("ht", "Kreyòl ayisyen"),
]
django.conf.locale.LANG_INFO["ht"] = {
    "bidi": False,
    "code": "ht",
    "name": "Haitian Creole",
    "name_local": "Kreyòl ayisyen",
}
UNREVIEWED_LANGUAGES = {"ht": _("not reviewed yet")}
LOCALE_PATHS = [KONBIT_HOME / "locale"]
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "konbit.site.formats"
TIME_ZONE = "UTC"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = KONBIT_HOME / "static"
STATICFILES_FINDERS = ["konbit.site.finders.UsedFiles"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "konbit.site.storage.NamedByContent"},
}
MEDIA_ROOT = KONBIT_HOME / "media"
MEDIA_URL = "/media/"
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000  # a pasted spreadsheet; uploaded files are streamed to disk
FILE_UPLOAD_TEMP_DIR = None

# Counted tries at signing in must be the same for every web process of a machine.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": KONBIT_HOME / "cache",
    }
}

# Background work
TASKS = {"default": {"BACKEND": "huey.contrib.djhuey.tasks_backend.HueyBackend"}}
HUEY = {
    "huey_class": "huey.SqliteHuey",
    "name": "konbit",
    "filename": str(KONBIT_HOME / "tasks.sqlite3"),
    "immediate": False,
    "consumer": {"workers": 1, "initial_delay": 0.1, "max_delay": 1.0},
}

# Security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", *([KONBIT_TILES.split("{")[0]] if KONBIT_TILES else [])],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if _SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _SECURE else None

# Mail: none is sent unless an operator names a server, so that no test instance can write to people.
vars().update(environment.mail(environment.text("KONBIT_MAIL")))
DEFAULT_FROM_EMAIL = environment.text("KONBIT_MAIL_FROM", "konbit@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
