"""True answers of the API for its schema: what was asked, and what the published knowledge base says to it.

Kept in `examples.yaml`; `python -m tests.api_examples` writes the answers anew, and a test asks each again.
"""

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from spacecoop.tables import table_of

PATH = Path(__file__).with_name("examples.yaml")


@cache
def examples() -> list[dict[str, Any]]:
    """Return each example as {"operation", "summary", "request", "status", "answer"}; "body" where it is posted."""
    told: list[dict[str, Any]] = table_of(PATH)
    return told


def add_examples(result: dict[str, Any], generator: object, request: object, public: bool) -> dict[str, Any]:
    """Put each example beside the answer that it is an example of; the summary says what was asked.

    One with some fields only lacks what the schema requires, and stands under a key of our own.
    """
    operations = {
        operation["operationId"]: operation for methods in result["paths"].values() for operation in methods.values()
    }
    for example in examples():
        operation, posted = operations[example["operation"]], example.get("body")
        summary = f"{example['summary']}: {'POST' if posted else 'GET'} {example['request']}"
        key = "x-examples-of-parts" if _is_part(example["request"]) else "examples"
        answer = operation["responses"][str(example["status"])]
        _show(answer, example["summary"], {"summary": summary, "value": example.get("answer")}, key)
        if posted and example["status"] == 200:
            _show(operation["requestBody"], example["summary"], {"summary": example["summary"], "value": posted})
    return result


def _show(told: dict[str, Any], name: str, shown: dict[str, Any], key: str = "examples") -> None:
    """Put an example beside what an operation takes or answers, whatever its media type."""
    for content in told["content"].values():
        content.setdefault(key, {})[_name(name)] = shown


def _is_part(request: str) -> bool:
    return bool({"fields", "omit"} & parse_qs(urlsplit(request).query).keys())


def _name(summary: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in summary)[:60]
