"""Acts that took place: which are one act, and which has a side."""

import pytest

from agreements.evidence import SHOW_SIGNATURE
from agreements.happened import side_of
from agreements.status import LegalAct
from tests.agreements.facts import KINDS, act, status


def test_only_an_act_that_each_side_may_do_for_itself_has_a_side():
    assert side_of("signed", ["cnes"]) == "cnes"
    assert side_of("signed", ["cnes", "nasa"]) is side_of("signed", []) is side_of("amended", ["cnes"]) is None


def test_every_act_that_the_rule_knows_is_one_of_the_vocabulary():
    assert set(KINDS) | SHOW_SIGNATURE <= set(LegalAct.values)
    assert set(LegalAct.values) - set(KINDS) == SHOW_SIGNATURE - set(KINDS)


@pytest.mark.parametrize("kind", ["registered", "notified"])
def test_each_registration_and_each_notification_is_an_act_of_its_own(kind):
    """Two days of an act that happens once would leave open which of them it was."""
    told = (act(kind, "1995"), act(kind, "1997"))
    assert status(told, "1996-01-01") == "signed"
    assert status((act("ratified", "1995"), act("ratified", "1997")), "1996-01-01") == "unknown"
