"""What is worked on in steps: locked, and asked for its state, before the next one."""


def held(record, states, refused):
    """Return a record with a `state` as it is now, locked until the transaction ends.

    Raises: `refused`, an exception that takes a sentence, where it is in none of `states`.
    """
    record = type(record).objects.select_for_update().get(pk=record.pk)
    if record.state not in states:
        raise refused(f"It is {record.get_state_display()}.")
    return record
