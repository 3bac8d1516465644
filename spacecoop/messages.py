"""The messages of the other languages: kept as locale/*/LC_MESSAGES/django.po, compiled where the site starts."""

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SOURCES = settings.BASE_DIR / "locale"


def compile_messages() -> None:
    """Compile each language of which the messages have changed since, for all processes of this site.

    Raises: ImproperlyConfigured, where the folder cannot be written.
    """
    (compiled,) = settings.LOCALE_PATHS
    for source in SOURCES.glob("*/LC_MESSAGES/*.po"):
        target = Path(compiled, source.relative_to(SOURCES)).with_suffix(".mo")
        if _is_older(target, source):
            try:
                _compile(source, target)
            except OSError as error:
                raise ImproperlyConfigured(
                    f"{target} cannot be written ({error.strerror}): "
                    "free some space, or set SPACECOOP_HOME to a folder that you may write to."
                ) from error


def _is_older(target: Path, source: Path) -> bool:
    return not target.exists() or target.stat().st_mtime_ns != source.stat().st_mtime_ns


def _compile(source: Path, target: Path) -> None:
    """Write the messages beside and put them in place whole; their time is that of what they are made of."""
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, made = tempfile.mkstemp(prefix="django.", dir=target.parent)
    try:
        with source.open("rb") as file, os.fdopen(descriptor, "wb") as written:
            write_mo(written, read_po(file))
        os.utime(made, ns=(source.stat().st_atime_ns, source.stat().st_mtime_ns))
        os.chmod(made, 0o644)
        os.replace(made, target)
    finally:
        Path(made).unlink(missing_ok=True)
