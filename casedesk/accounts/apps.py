"""The VNACCS side: accounts, and the gateway to them."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The room's place in Django."""

    name = "casedesk.accounts"
    label = "accounts"
