"""Why a budget is missed and what it would cost to meet it, by the name of the operation in bench/RESULTS.md."""

REASONS = {
    "memory of the site (PSS)": "what is loaded takes 100 MB, and each process comes to write to half of it and so has "
    "that for itself (Python counts references there); a worker of eight threads holds some 80 MB more after lists of "
    "thousands of rows, which the allocator keeps. With one worker it would be about 290 MB still.",
    "rebuild of the catalogue": "nearly half of it makes the entries of the index, the rest renders, one after the "
    "other in one process; to share it between two would take a snapshot of the database in common.",
}
