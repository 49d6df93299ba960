"""
The one settings file. What differs between places comes from the environment; docs/running.md
lists every variable. Nothing here reads a secret that was not given on purpose.
"""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env

env = Env()
PACKAGE = Path(__file__).resolve().parent.parent

# --- where this place keeps its things ---------------------------------------------------------

DATA = Path(env.str("ALONGSIDE_DATA", "data")).resolve()


def secret(name: str, file: str) -> str:
    """A secret from the environment, from the file it names, or from this place's data."""
    if value := env.str(name, ""):
        return value
    path = Path(env.str(f"{name}_FILE", "") or DATA / file)
    return path.read_text().strip() if path.exists() else ""


DEBUG = env.bool("ALONGSIDE_DEBUG", False)
DEMO = env.bool("ALONGSIDE_DEMO", False)
SECRET_KEY = secret("ALONGSIDE_SECRET_KEY", "secret.key") or "not-set: run `alongside start`"
SITE_KEY = secret("ALONGSIDE_SITE_KEY", "site.key")
# Site keys that wrapped before and still open; a key management service instead of a site key.
SITE_KEY_OLD = secret("ALONGSIDE_SITE_KEY_OLD", "site-old.key").replace(",", " ").split()
KMS = env.str("ALONGSIDE_KMS", "")
KMS_OLD = env.str("ALONGSIDE_KMS_OLD", "")
# Which lives were erased, outside the database: what an older one is told after a restore.
ERASURES = Path(env.str("ALONGSIDE_ERASURES", str(DATA / "erasures.ledger")))
SIGNING_KEY = secret("ALONGSIDE_SIGNING_KEY", "signing.key")
SIGNED_BEFORE: list[str] = env.list("ALONGSIDE_SIGNED_BEFORE", [])
ALLOWED_HOSTS = env.list("ALONGSIDE_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.str("ALONGSIDE_URL", "http://localhost:8000")
BEHIND_TLS = env.bool("ALONGSIDE_TLS", SITE_URL.startswith("https://"))

if DEMO and not set(ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]", "testserver"}:
    raise ImproperlyConfigured(
        "The demo lets anybody sign in as anybody, so it serves on localhost only. "
        "Unset ALONGSIDE_HOSTS, or unset ALONGSIDE_DEMO."
    )

# --- the house, storey by storey ---------------------------------------------------------------

ROOMS = [
    "alongside.foundation.kit",
    "alongside.foundation.ui",
    "alongside.foundation.vault",
    "alongside.foundation.record",
    "alongside.foundation.people",
    "alongside.foundation.systems",
    "alongside.foundation.logbook",
    "alongside.human.lives",
    "alongside.human.introductions",
    "alongside.human.signals",
    "alongside.human.listening",
    "alongside.learning.sensemaking",
    "alongside.learning.measures",
    "alongside.learning.experiments",
    "alongside.front.home",
]

INSTALLED_APPS = [
    *ROOMS,
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "alongside.foundation.ui.middleware.nowhere",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "alongside.front.home.middleware.SignInOrBegin",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "alongside.foundation.ui.middleware.never_stored",
    "alongside.foundation.record.middleware.unrecorded_is_unshown",
    "alongside.foundation.logbook.middleware.taken_back_says_so",
]

ROOT_URLCONF = "alongside.config.urls"
WSGI_APPLICATION = "alongside.config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["alongside.foundation.ui.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "alongside.foundation.ui.context.house",
            ],
        },
    }
]

# --- the database ------------------------------------------------------------------------------

DATABASES = {
    "default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA / 'alongside.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Writers wait for each other at the start of a transaction rather than fail in its middle.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # secure_delete: what is taken back is overwritten on the disk, not just forgotten.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
            " PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("ALONGSIDE_CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A pool that lends connections by the transaction keeps nothing for one visitor (kit.asked).
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = env.bool("ALONGSIDE_POOLED", False)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",  # made by a migration of `people`
        # Rate limits are counted here: what is thrown out early is a limit that does not hold.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # What was made of the record and is still so (record.kept): in the memory of each worker.
    "kept": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "kept",
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- people ------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "people:faces" if DEMO else "account_login"
LOGIN_REDIRECT_URL = "home:front"
# Person's e-mail is unique whatever its case, by a constraint this check does not know.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]

# Nobody signs up: people are welcomed by somebody who is here, and sign in with a password, a
# passkey or a code sent by e-mail. Every answer is the same whether or not an address is known.
ACCOUNT_ADAPTER = "alongside.foundation.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "alongside.foundation.people.forms.SignInForm",
    "request_login_code": "alongside.foundation.people.forms.SendCodeForm",
    "reset_password": "alongside.foundation.people.forms.ForgottenPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = str
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BEHIND_TLS else "http"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
# Rate limits count by address: the one our own proxy saw, not one a stranger writes in a header.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("ALONGSIDE_PROXIES", 1 if BEHIND_TLS else 0)

MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS
MFA_TOTP_ISSUER = "Alongside"

SOCIALACCOUNT_ADAPTER = "alongside.foundation.people.adapter.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_ONLY = False
OIDC_ISSUER = env.str("ALONGSIDE_OIDC_ISSUER", "")
if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": env.str("ALONGSIDE_OIDC_NAME", "your organisation"),
                    "client_id": env.str("ALONGSIDE_OIDC_CLIENT_ID"),
                    "secret": secret("ALONGSIDE_OIDC_SECRET", "oidc.secret"),
                    "settings": {"server_url": OIDC_ISSUER, "fetch_userinfo": True},
                }
            ],
        }
    }

# --- language and time -------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True

# --- what offices ask for -----------------------------------------------------------------------

# A place's own lists of what returns ask for, beside and instead of those that come with Alongside.
RETURNS = env.str("ALONGSIDE_RETURNS", "")

# --- what a browser may do ---------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        # A provider's own page is where the form that asks for it ends up.
        "form-action": [SELF, *([OIDC_ISSUER] if OIDC_ISSUER else [])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = env.int("ALONGSIDE_SESSION_SECONDS", 12 * 60 * 60)
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_TRUSTED_ORIGINS = [SITE_URL] if BEHIND_TLS else []
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("ALONGSIDE_HSTS_SECONDS", 3600)
    SECURE_SSL_REDIRECT = True
# A form of ours is words; more than this is not something a person typed.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6_000
# A file somebody attaches; it stays in memory on its way, so that none lies unsealed on a disk.
ATTACHMENT_BYTES = env.int("ALONGSIDE_ATTACHMENT_BYTES", 10 * 1024 * 1024)
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_HANDLERS = ["alongside.foundation.kit.files.receiving.InMemory"]
# clamd's socket, or host:port; without it nothing is scanned, and `alongside check` says so.
CLAMD = env.str("ALONGSIDE_CLAMD", "")

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("ALONGSIDE_STATIC", str(DATA / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Development and the demo serve the files as they stand, without a collecting step.
WHITENOISE_USE_FINDERS = DEBUG or DEMO
if DEBUG or DEMO:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# --- e-mail and logs: never a word about a life in either ----------------------------------------

email = env.dj_email_url("ALONGSIDE_EMAIL_URL", "console:")
if "EMAIL_BACKEND" not in email:
    raise ImproperlyConfigured(
        "ALONGSIDE_EMAIL_URL begins with submission:// or smtp://, such as "
        "submission://user:password@host:587."
    )
# The demo writes to nobody, whatever it is told: what it would send is printed.
PRINTED = "django.core.mail.backends.console.EmailBackend"
EMAIL_BACKEND = PRINTED if DEMO else email["EMAIL_BACKEND"]
EMAIL_HOST = email.get("EMAIL_HOST", "")
EMAIL_PORT = email.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = email.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = email.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = email.get("EMAIL_USE_SSL", False)
DEFAULT_FROM_EMAIL = env.str("ALONGSIDE_FROM", "alongside@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"without_ids": {"()": "alongside.foundation.kit.logs.WithoutIds"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["without_ids"],
        }
    },
    "loggers": {
        # These have handlers of their own, which would write addresses as they are.
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "gunicorn.error": {"handlers": ["stderr"], "propagate": False},
    },
    "root": {"handlers": ["stderr"], "level": env.str("ALONGSIDE_LOG_LEVEL", "WARNING")},
}
