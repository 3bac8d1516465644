import pytest

from agreements.models import Agreement, Event
from tests.catalogue.past.moments import LONG_AGO, entered
from tests.factories import make_agreement
from tests.worlds import made_once


@pytest.fixture
@made_once
def agreement():
    """Entered in 2020 with the wrong date, corrected today; another was entered today."""
    agreement = make_agreement("be-ru", parties=["BE", "RU"], title="Formerly so", acts={"signed": "2000-12-02"})
    entered(LONG_AGO)
    Event.objects.update(date="2000-12-20")
    Agreement.objects.update(title="As it is")
    make_agreement("be-fr", parties=["BE", "FR"])
    return agreement
