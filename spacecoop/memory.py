"""What a process does with memory, told once when it begins: the site, what renders beside it, long commands."""

import ctypes
import gc

M_ARENA_MAX = -8  # of glibc's malloc.h


def look_less_for_garbage() -> None:
    """Look through what is made for garbage after more of it.

    To look again and again took a tenth of every page's time, a sixth of a start and a third of rendering documents.
    """
    gc.set_threshold(50_000, 20, 50)


def keep_in_common() -> None:
    """Leave what is loaded now for good: processes forked from this one have it in common as long as none writes there.

    The collector of garbage would write to all of it.
    """
    gc.collect()
    gc.freeze()


def have_few_arenas() -> None:
    """Let all threads take memory from the same few places; each else keeps what it once needed for itself."""
    allocator = ctypes.CDLL(None)
    if hasattr(allocator, "mallopt"):  # glibc alone
        allocator.mallopt(M_ARENA_MAX, 2)
