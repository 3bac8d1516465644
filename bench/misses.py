"""Why a budget is missed and what it would cost to meet it, by the name of the operation in bench/RESULTS.md."""

REASONS = {
    "memory of the site (PSS)": "what is loaded takes 100 MB, of which each process comes to write to a half and so has "
    "it for itself (Python counts references there); a worker of eight threads holds 70 to 100 MB more after lists of "
    "thousands of rows, which the allocator keeps. One worker in place of two would meet it, at half the answers at once.",
}
