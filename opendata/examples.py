"""True answers of the API for its schema: what was asked, and what the published knowledge base says to it.

Kept in `examples.yaml`; `python -m tests.api_examples` writes the answers anew, and a test asks each again.
"""

from functools import cache
from pathlib import Path

from spacecoop.tables import table_of

PATH = Path(__file__).with_name("examples.yaml")


@cache
def examples():
    """Return each example as {"operation", "summary", "request", "status", "answer"}; "body" where it is posted."""
    return table_of(PATH)


def add_examples(result, generator, request, public):
    """Put each example beside the answer that it is an example of; the summary says what was asked."""
    operations = {
        operation["operationId"]: operation for methods in result["paths"].values() for operation in methods.values()
    }
    for example in examples():
        operation, posted = operations[example["operation"]], example.get("body")
        summary = f"{example['summary']}: {'POST' if posted else 'GET'} {example['request']}"
        _show(operation["responses"][str(example["status"])], example["summary"], summary, example.get("answer"))
        if posted:
            _show(operation["requestBody"], example["summary"], example["summary"], posted)
    return result


def _show(told, name, summary, value):
    """Put an example beside what an operation takes or answers, whatever its media type."""
    for content in told["content"].values():
        content.setdefault("examples", {})[_name(name)] = {"summary": summary, "value": value}


def _name(summary):
    return "".join(letter if letter.isalnum() else "_" for letter in summary)[:60]
