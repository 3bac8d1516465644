"""Cells of tables that we give away."""

from typing import TypeVar

Value = TypeVar("Value")

# What a spreadsheet takes for a formula when a text begins with it.
EXECUTED = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(value: Value) -> Value | str:
    """Return a cell that no spreadsheet executes: an apostrophe goes before a text that begins like a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(EXECUTED) else value


def plain(cell: str) -> str:
    """Return a cell as it was before `safe` made it safe."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(EXECUTED) else cell


class Echo:
    """What `csv.writer` writes to: gives each line back."""

    def write(self, line: str) -> str:
        return line
