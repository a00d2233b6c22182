"""Who is signed in: the session and its person, which every page asks for, by queries that are compiled once."""

import copy
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from casedesk.lib.compiled import Compiled
from casedesk.models import User
from casedesk.unchanged import of_session, unchanged

_SESSION = Compiled(lambda key: Session.objects.filter(session_key=key))
_PERSON = Compiled(lambda pk: User.objects.filter(pk=pk))


class SessionStore(DatabaseStore):
    """Sessions in the database; one that has ended is as good as none."""

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key
        found = of_session(key, lambda: _SESSION(key)) if key else []
        if found and found[0].expire_date > timezone.now():
            return found[0]
        self._session_key = None
        return None


class Backend(ModelBackend):
    """Django's own way to sign in; each page asks anew for a session's person, an inactive one is nobody."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the person of a key."""
        pk = int(user_id)
        found = unchanged((_PERSON, pk), lambda: _PERSON(pk), of_house=True)
        return copy.copy(found[0]) if found and self.user_can_authenticate(found[0]) else None
