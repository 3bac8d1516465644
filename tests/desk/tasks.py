"""What documents may make a parser do, as tasks of the sandbox; its process imports them, so nothing else is here."""

import os
import signal
import time


def circumstances(file):
    yield {"secrets": os.environ.get("SECRET_KEY"), "user": os.geteuid(), "said": file.read().decode()}
    try:
        with open("written", "wb") as written:
            written.write(b"a")
    except OSError:
        yield "wrote nothing"
    try:
        os.fork()
    except OSError:
        yield "began nothing"


def works_for_ever(file):
    yield "begun"
    while True:
        pass


def says_nothing(file):
    yield "begun"
    time.sleep(600)


def fills_its_memory(file):
    yield bytearray(1 << 40).hex()


def is_killed(file):
    os.kill(os.getpid(), signal.SIGSEGV)
    yield


def raises_anything(file):
    raise AttributeError
    yield


def never_ends_a_line(file):
    while True:
        os.write(1, b"a" * (1 << 20))
    yield
