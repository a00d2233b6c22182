"""What the tests of screens share: a browser without a screen, signed in by role."""

from collections.abc import Callable

import pytest
from django.test import Client

from casedesk.models import User
from tests import make

SignedIn = Callable[..., Client]


@pytest.fixture
def signed_in() -> SignedIn:
    """Return a client in which a person is signed in: a given one, or a new one of some roles."""

    def sign_in(*roles: str, person: User | None = None) -> Client:
        client = Client()
        client.force_login(person or make.user(*roles))
        return client

    return sign_in
