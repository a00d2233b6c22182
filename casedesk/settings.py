"""Settings, read from the environment; a missing secret stops the start with a sentence that says which."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parent.parent


def _required(name: str, purpose: str) -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(
            f"Thiếu {name} ({purpose}). Đặt biến môi trường này, hoặc dùng ./desk up để chạy bản thử. "
            f"/ {name} is missing: set it, or run the demo with ./desk up."
        )
    return value


def _flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


DEMO = _flag("CASEDESK_DEMO")
DEBUG = False
SECRET_KEY = _required("CASEDESK_SECRET_KEY", "khóa bí mật của máy chủ web")
SEALING_KEYS = [
    key.strip()
    for key in _required("CASEDESK_SEALING_KEYS", "khóa niêm phong giấy tờ, khóa đầu dùng để niêm phong").split(
        ","
    )
    if key.strip()
]
DATA_ROOT = Path(os.environ.get("CASEDESK_DATA", ROOT / "var")).resolve()
SEALED_ROOT = DATA_ROOT / "sealed"
SCAN_FOLDER = Path(os.environ.get("CASEDESK_SCAN_FOLDER", DATA_ROOT / "scans")).resolve()
MAIL_CATCHER = DATA_ROOT / "mail"

ALLOWED_HOSTS = [host for host in os.environ.get("CASEDESK_HOSTS", "127.0.0.1,localhost").split(",") if host]
SITE_URL = os.environ.get("CASEDESK_URL", "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "django_fsm",
    "django_tasks",
    "django_tasks_db",
    "casedesk",
    "casedesk.accounts",
    "intake",
    "verification",
    "letters",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "casedesk.unchanged.Unchanged",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "casedesk.origin.Origin",
    "casedesk.web.sign_in.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "casedesk.urls"
WSGI_APPLICATION = "casedesk.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "casedesk.web.context.common",
            ]
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("CASEDESK_DATABASE", f"sqlite:///{DATA_ROOT / 'casedesk.sqlite3'}"), conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
    DATABASES["default"]["TEST"] = {"NAME": DATA_ROOT / "test.sqlite3"}  # a file: threads meet as in service
elif _flag("CASEDESK_PREPARED", default=True):
    # The server plans a query that comes again once: half of what a page took in PostgreSQL was planning.
    DATABASES["default"]["OPTIONS"] = {"server_side_binding": True, "prepare_threshold": 3}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "casedesk.User"
AUTHENTICATION_BACKENDS = ["casedesk.sessions.Backend"]
SESSION_ENGINE = "casedesk.sessions"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "web:sign_in"
LOGIN_REDIRECT_URL = "web:inbox"
LOGOUT_REDIRECT_URL = "web:sign_in"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
BEHIND_PROXY = _flag("CASEDESK_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", "English")]
LOCALE_PATHS = [ROOT / "casedesk" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_ROOT / "static"
STORAGES = {
    "default": {"BACKEND": "casedesk.lib.sealing.SealedStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]  # nothing unsealed on disk
FILE_UPLOAD_MAX_MEMORY_SIZE = 100 * 1024 * 1024
MAX_FILE_BYTES = 80 * 1024 * 1024

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("CASEDESK_SMTP_HOST", "127.0.0.1")
EMAIL_PORT = int(os.environ.get("CASEDESK_SMTP_PORT", "2525" if DEMO else "25"))
EMAIL_HOST_USER = os.environ.get("CASEDESK_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("CASEDESK_SMTP_PASSWORD", "")
EMAIL_USE_TLS = _flag("CASEDESK_SMTP_TLS")
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = os.environ.get("CASEDESK_MAIL_FROM", "Casedesk <hotro@casedesk.example>")
REPLY_TO = os.environ.get("CASEDESK_REPLY_TO", "").strip()
SMIME_CERTIFICATE = os.environ.get("CASEDESK_SMIME_CERTIFICATE", "")
SMIME_KEY = os.environ.get("CASEDESK_SMIME_KEY", "")
MAIL_MAX_BYTES = int(os.environ.get("CASEDESK_MAIL_MEGABYTES", "20")) * 1024 * 1024

INCOMING_MAIL: dict[str, Any] = {
    "host": os.environ.get("CASEDESK_IMAP_HOST", "").strip(),
    "port": int(os.environ.get("CASEDESK_IMAP_PORT", "0")),
    "user": os.environ.get("CASEDESK_IMAP_USER", ""),
    "password": os.environ.get("CASEDESK_IMAP_PASSWORD", ""),
    "folder": os.environ.get("CASEDESK_IMAP_FOLDER", "INBOX"),
    "done_folder": os.environ.get("CASEDESK_IMAP_DONE_FOLDER", ""),
    "tls": os.environ.get("CASEDESK_IMAP_TLS", "1").strip().lower(),
    "authority": os.environ.get("CASEDESK_IMAP_CA", ""),
    "since": os.environ.get("CASEDESK_IMAP_SINCE", ""),
    "megabytes": int(os.environ.get("CASEDESK_IMAP_MEGABYTES", "30")),
    "verifier": os.environ.get("CASEDESK_MAIL_VERIFIER", "").strip(),
}

CASE_NUMBER_PREFIX = os.environ.get("CASEDESK_NUMBER_PREFIX", "G12.99.01")
ACCOUNT_GATEWAY = os.environ.get("CASEDESK_ACCOUNT_GATEWAY", "casedesk.accounts.registry.EmbeddedRegistry")
ACCOUNTS_HTTP = {
    "url": os.environ.get("CASEDESK_ACCOUNTS_URL", ""),
    "token": os.environ.get("CASEDESK_ACCOUNTS_TOKEN", "").strip(),
    "certificate": os.environ.get("CASEDESK_ACCOUNTS_CERTIFICATE", ""),
    "key": os.environ.get("CASEDESK_ACCOUNTS_KEY", ""),
    "authority": os.environ.get("CASEDESK_ACCOUNTS_CA", ""),
    "seconds": float(os.environ.get("CASEDESK_ACCOUNTS_SECONDS", "8")),
}
LETTER_SIGNING = {
    "file": os.environ.get("CASEDESK_SIGNING_KEY", ""),
    "passphrase": os.environ.get("CASEDESK_SIGNING_PASSPHRASE", ""),
}
"""A PKCS#12 file with the key that signs letters, and what opens it; letters are not signed without it."""
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
READING_LEASE_SECONDS = int(os.environ.get("CASEDESK_READING_LEASE", "30"))
READING_PAGE_SECONDS = float(os.environ.get("CASEDESK_READING_PAGE_SECONDS", "60"))
READING_MEGABYTES = int(os.environ.get("CASEDESK_READING_MEGABYTES", "1000"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"links": {"()": "casedesk.lib.logs.WithoutLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["links"]}},
    "root": {"handlers": ["console"], "level": os.environ.get("CASEDESK_LOG_LEVEL", "WARNING")},
}
