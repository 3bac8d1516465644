"""Many rows written at once: what triggers derive of each is derived once for all."""

from contextlib import contextmanager

import pgtrigger
from django.db import connection

# They run for each row, and each counts as a change of an agreement: forty thousand in one transaction take minutes.
_FOR_EACH_ROW = ["agreements.Party:level_follows_parties", "agreements.Event:days_follow_events"]


@contextmanager
def deriving_once():
    """Leave the level and the days of agreements alone inside; `derive` then sets them.

    It also makes every other trigger quicker. Each asks whether it is to be left alone, and where nothing answers, the
    error that it catches then costs a look through all rows whose rules wait for the end of the transaction.
    """
    with pgtrigger.ignore(*_FOR_EACH_ROW):
        yield


def derive(agreements):
    """Set what is derived of the parties and events of agreements, given by their keys, as the triggers would."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreements_set_level(%s), agreements_set_days(%s)", [agreements, agreements])
