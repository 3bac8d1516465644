"""Work on what strangers wrote, in a process of its own: little time and memory, no secrets, no file to write.

    values = answers("desk.importing.parsers:rows", file, "csv", instead="save it as CSV")

A task is a function of an open file and of arguments that JSON knows; it yields values that JSON knows. It runs without
the site's settings and without the database. Whatever it does, the process that asked gets values or one sentence.
"""

import json
import logging
import os
import resource
import select
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib import import_module
from math import ceil
from time import process_time

logger = logging.getLogger("spacecoop.desk")
LONGEST_ANSWER = 16 * 1024 * 1024  # bytes of one value


class NotReadable(ValueError):
    """What is foreign and cannot be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a process may use: `seconds` of a processor, `silence` seconds before each value, `memory` bytes."""

    seconds: int = 10
    silence: int = 30
    memory: int = 768 * 1024 * 1024


LIMITS = Limits()


def answers(task, file, *arguments, instead, limits=None):
    """Yield the values that a task (“module:function”) gives for `file`, what `Popen` takes as `stdin`, at its start.

    `instead`: what to do where it cannot be read, as the end of a sentence.
    Cost: 0.1 s to begin, and what the task imports. Raises: NotReadable.
    """
    limits = limits or LIMITS
    told = {"task": task, "arguments": arguments, "limits": asdict(limits)}
    child = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "desk.sandbox", json.dumps(told)],
        cwd=os.path.dirname(os.path.dirname(os.path.abspath(__file__))),
        env=_environment(),
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        **_account(),
    )
    try:
        yield from _values(child, limits, instead)
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


def _account():
    """Return who parses where we are root, as arguments of Popen: the account that PostgreSQL runs as."""
    if os.geteuid() != 0:
        return {}
    from django.conf import settings  # here alone: the process that parses has no settings

    from spacecoop.embedded.account import for_our_code

    return for_our_code(settings.HOME)


def _environment():
    """Return what the interpreter needs, and no secret; numpy, which openpyxl takes along, starts no threads."""
    needed = ("PATH", "PYTHON", "LC_", "LANG", "SSL_CERT_")
    taken = {name: value for name, value in os.environ.items() if name.startswith(needed)}
    return {**taken, "OPENBLAS_NUM_THREADS": "1"}


def _values(child, limits, instead):
    try:
        for line in _lines(child.stdout, limits.silence):
            what, value = json.loads(line)
            if what == "end":
                return
            if what == "refused":
                raise NotReadable(value)
            if what == "memory":
                raise NotReadable(f"The file takes too much memory to read: {instead}.")
            if what == "failed":
                logger.warning("A document could not be read: %s", value)
                break
            yield value
        code = child.wait(limits.silence)
    except (TimeoutError, subprocess.TimeoutExpired):
        code = -signal.SIGXCPU
    except OverflowError:
        code = None
    if code == -signal.SIGXCPU:
        raise NotReadable(f"The file takes too long to read: {instead}.")
    logger.warning("The process that read a document ended with %s.", code)
    raise NotReadable(f"The file is damaged and cannot be read: {instead}.")


def _lines(pipe, seconds):
    """Yield the lines that come through a pipe.

    Raises: TimeoutError where nothing comes for so many seconds, OverflowError where a line has no end.
    """
    poll, held = select.poll(), b""
    poll.register(pipe, select.POLLIN)
    while True:
        if not poll.poll(1000 * seconds):
            raise TimeoutError
        piece = os.read(pipe.fileno(), 1 << 16)
        if not piece:
            return
        if len(held) > LONGEST_ANSWER:
            raise OverflowError
        *lines, held = (held + piece).split(b"\n")
        yield from lines


def work(told):
    """Do in this process what `answers` asks of it."""
    module, _, name = told["task"].partition(":")
    task = getattr(import_module(module), name)
    _limit(Limits(**told["limits"]))
    try:
        for value in task(sys.stdin.buffer, *told["arguments"]):
            _say("value", value)
        _say("end", None)
    except NotReadable as refusal:
        _say("refused", str(refusal))
    except MemoryError:
        _say("memory", None)
    except Exception as error:  # parsers raise whatever the parts of a damaged document make them raise
        _say("failed", f"{type(error).__name__}: {error}"[:500])


def _limit(limits):
    for name, most in (
        ("RLIMIT_CPU", limits.seconds + ceil(process_time())),
        ("RLIMIT_AS", limits.memory),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_NPROC", 0),
        ("RLIMIT_CORE", 0),
    ):
        with suppress(AttributeError, ValueError, OSError):  # not every system has all of them
            resource.setrlimit(getattr(resource, name), (most, most + (name == "RLIMIT_CPU")))


def _say(what, value):
    sys.stdout.write(json.dumps([what, value]) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    from django.conf import settings

    from desk import sandbox  # by its name, so that NotReadable is the one that tasks raise

    settings.configure(USE_I18N=False)  # none of the site's; what is written here is in the original language

    sandbox.work(json.loads(sys.argv[1]))
