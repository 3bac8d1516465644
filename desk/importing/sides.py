"""Who stands on a side of an agreement: compared, the state and the government of a country are one."""

from agreements.models.agreements import GOVERNMENTS


def country_of(value, names):
    """Return the code of the country whose state or government the value of a party is; None for any other party."""
    kind, _, key = value.partition(":")
    if kind in GOVERNMENTS:
        return key
    code = names.country_of.get(int(key)) if kind == "agency" else None
    return code if any(int(key) in names.of_kind[kind, code] for kind in GOVERNMENTS if code) else None


def agencies_on(value, names):
    """Return the keys of the agencies that stand for the same side as the value of a party."""
    if code := country_of(value, names):
        return [key for kind in GOVERNMENTS for key in names.of_kind[kind, code]]
    kind, _, key = value.partition(":")
    return [int(key)] if kind == "agency" else []


def are_one_side(value, other, names):
    """Tell whether the values of two parties, None for none, stand for the same side."""
    if not (value and other):
        return False
    country = country_of(value, names)
    return value == other or (country is not None and country == country_of(other, names))
