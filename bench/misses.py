"""Why a kind of request misses its budget, where it does; by the name of the question."""

REASONS = {}
