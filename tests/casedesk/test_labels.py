"""Labels of choices: as Django finds them, without translating them all."""

import pytest
from django.utils import translation

from casedesk.models import Act, Case, Event, State


@pytest.mark.parametrize("state", State)
def test_a_state_is_named_in_the_readers_language(state: State) -> None:
    for language in ("vi", "en"):
        with translation.override(language):
            assert Case(state=state).get_state_display() == str(state.label)


@pytest.mark.parametrize("act", Act)
def test_an_act_is_named(act: Act) -> None:
    assert Event(act=act).get_act_display() == str(act.label)


@pytest.mark.parametrize("code", ["", "of an older version"])
def test_an_unknown_code_stands_for_itself(code: str) -> None:
    assert Case(request=code).get_request_display() == code
