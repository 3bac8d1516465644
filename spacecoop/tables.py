"""Tables of ours that stand in YAML files."""

from pathlib import Path
from typing import Any

import yaml

# libyaml's where there is it: the other takes ten times as long.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def table_of(path: Path) -> Any:
    """Return what a YAML file of ours holds."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe one
