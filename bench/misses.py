"""Why a budget is missed and what it would cost to meet it, by the name of the operation in bench/RESULTS.md."""

REASONS = {}
