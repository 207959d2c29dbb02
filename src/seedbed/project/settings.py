"""Settings. What a person may change comes from the environment; the rest is decided here."""

import os
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from seedbed.errors import InputError
from seedbed.trust.data_folder import data_folder, secret_key
from seedbed.trust.keys import is_encrypted, key_of

DATA = data_folder()
SECRET_KEY = secret_key(DATA)
DEBUG = False
# Only loopback until somebody names a host: a demo must not be reachable from outside.
ALLOWED_HOSTS = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    *filter(None, os.environ.get("SEEDBED_HOSTS", "").split(",")),
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "seedbed.trust",
    "seedbed.record",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "seedbed.project.headers.ContentSecurity",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "seedbed.project.idle.IdleLock",
    "axes.middleware.AxesMiddleware",
    "seedbed.project.failures.PlainFailures",
    # Innermost: it holds the answer of a view back until what was read for it is in the audit.
    "seedbed.project.reads.ReadsKept",
]

ROOT_URLCONF = "seedbed.project.urls"
WSGI_APPLICATION = "seedbed.project.wsgi.application"

_SRC = Path(__file__).resolve().parent.parent
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            _SRC / "publish" / "look" / "templates",
            _SRC / "workbench" / "templates",
            _SRC / "front_room" / "templates",
        ],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.i18n", "seedbed.publish.look.tags"],
        },
    }
]


def _database(url: str) -> dict[str, object]:
    """The embedded database, or the PostgreSQL that an address names."""
    if not url:
        encrypted = is_encrypted(DATA)
        key = {"key": partial(key_of, DATA)} if encrypted else {}
        return {
            "ENGINE": "seedbed.trust.encrypted" if encrypted else "django.db.backends.sqlite3",
            "NAME": DATA / "seedbed.sqlite3",
            "OPTIONS": {
                **key,
                # FULL: an acknowledged note survives a power cut. IMMEDIATE: a write waits for
                # its turn instead of failing half-way.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000;"
                # What is erased is written over, not only given up.
                "PRAGMA secure_delete=ON;",
            },
            # WAL needs a file, so tests get one too.
            "TEST": {"NAME": DATA / "test.sqlite3"},
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise InputError(
            "SEEDBED_DATABASE must look like postgresql://user:password@host/name; "
            f"it begins with {parts.scheme or 'nothing'}. Leave it unset for the embedded database."
        )
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": parts.port or "",
        "OPTIONS": query,
        # What could tell who somebody is, is sealed before it reaches a server whose store was
        # begun with a key.
        "SEALS_COLUMNS": is_encrypted(DATA),
        "CONN_MAX_AGE": 60,
    }


DATABASES = {"default": _database(os.environ.get("SEEDBED_DATABASE", ""))}
# The store that the doors ask; below them every call is told which.
SEEDBED_STORE = "default"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "trust.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workbench:studies"
LOGOUT_REDIRECT_URL = "front_room:front"
ACCOUNT_ADAPTER = "seedbed.project.accounts.ClosedSignUp"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
# Wrong codes and passkeys, by account. Who comes this far has shown the right password.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
MFA_ADAPTER = "seedbed.project.accounts.SecondFactor"
MFA_FORMS = {
    "activate_totp": "seedbed.project.accounts.Activate",
    "add_webauthn": "seedbed.project.passkeys.NewPasskey",
    "edit_webauthn": "seedbed.project.passkeys.Renamed",
    "authenticate_webauthn": "seedbed.project.passkeys.ByPasskey",
    "reauthenticate_webauthn": "seedbed.project.passkeys.AgainByPasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# A passkey also unlocks an idle screen: a key left in a machine must not do that by a mere touch.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 0  # a used code is remembered as long as it is good for, and no longer
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody here has an address
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# An hour is an hour: trying on does not make it longer. The right password forgets the wrong ones.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "seedbed/locked.html"

# The largest original file of a source that is kept: hours of talk, or a long scan.
SEEDBED_ATTACHMENT_BYTES = int(os.environ.get("SEEDBED_ATTACHMENT_MB", "200")) * 1024**2

SESSION_COOKIE_AGE = 12 * 60 * 60
SEEDBED_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # it goes when the browser is closed
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LOCALE_PATHS = [_SRC / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns where it is missing
STATICFILES_DIRS = [_SRC / "publish" / "look" / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
WHITENOISE_USE_FINDERS = True

# Used codes and tries are counted in the store, where every worker sees them. Pictures lie beside
# it, unless the store is encrypted: then nothing drawn from it is written outside.
_BESIDE = "django.core.cache.backends.filebased.FileBasedCache"
_WITHIN = "django.core.cache.backends.locmem.LocMemCache"
_ENCRYPTED = is_encrypted(DATA)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "seedbed_cache",
        # Many tries must not push out the memory of a used code.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "pictures": {
        "BACKEND": _WITHIN if _ENCRYPTED else _BESIDE,
        "LOCATION": "pictures" if _ENCRYPTED else DATA / "cache",
    },
}
SEEDBED_DRAWINGS = None if _ENCRYPTED else DATA / "charts"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
