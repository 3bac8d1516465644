"""What dates an agreement in a row, and how events are set apart."""

from pages.rows import by_standing, dated_by


def told(day, reported_as="took_place"):
    return {"edtf": day, "earliest": day, "latest": day, "basis": "stated", "reported_as": reported_as}


def test_the_first_act_that_took_place_dates_an_agreement():
    dates = {"signed": told("2001-02-03"), "concluded": told("2000-02-03"), "extended": told("1990-01-01")}
    assert dated_by(dates) == {"action": "concluded", "date": told("2000-02-03")}


def test_a_plan_dates_nothing():
    assert dated_by({"signed": told("2030-01-01", "planned"), "entered_into_force": None}) == {
        "action": None,
        "date": None,
    }


def test_events_are_set_apart_by_how_they_are_reported():
    events = [{"reported_as": code} for code in ("claimed", "planned", "ongoing", "discussed", "took_place")]
    groups = [(standing, [event["reported_as"] for event in group]) for standing, group in by_standing(events)]
    assert groups == [
        ("facts", ["ongoing", "took_place"]),
        ("prospects", ["planned", "discussed"]),
        ("claims", ["claimed"]),
    ]
    assert by_standing([]) == []
