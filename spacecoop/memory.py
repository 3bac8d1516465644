"""What a process does with memory: told once when it begins, and what functions may keep there."""

import ctypes
import gc
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
LONGEST_KEPT = 200  # letters
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


def keep(most: int) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """Keep what a function returns of its last `most` arguments, without names, no text of them above LONGEST_KEPT.

    Anybody can think of more texts, and of longer ones: both are bounded, and so the bytes are.
    """

    def decorate(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        kept = lru_cache(most)(function)

        @wraps(function)
        def asked(*given: Asked.args, **named: Asked.kwargs) -> Answer:
            if named or any(isinstance(value, str) and len(value) > LONGEST_KEPT for value in given):
                return function(*given, **named)
            return kept(*given)

        return asked

    return decorate
