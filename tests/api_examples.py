"""Write the answers of the API's examples into opendata/examples.yaml: `python -m tests.api_examples`.

It asks the site of this checkout's database, so load the published knowledge base into an empty one first.
"""

import os
import sys

import yaml


class _Dumper(yaml.SafeDumper):
    """Writes the same answer twice in full, since a reader of YAML aliases has to look for the first."""

    def ignore_aliases(self, data):
        return True


def written(examples, ask):
    """Return the examples as YAML, each with the answer that `ask` gets for it."""
    answered = [{**one, "answer": ask(one)} for one in examples]
    return yaml.dump(answered, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)


def asking(client):
    """Return a function that asks a test client for an example and gives the JSON of an answer of its status."""

    def ask(example):
        request, status = example["request"], example["status"]
        if "body" in example:
            response = client.post(request, example["body"], "application/json", headers={"host": "localhost"})
        else:
            response = client.get(request, headers={"host": "localhost"})
        if response.status_code != status:
            raise AssertionError(f"{request}: {response.status_code} instead of {status}: {response.content[:300]}")
        return response.json()

    return ask


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spacecoop.settings")
    import django

    django.setup()
    from django.test import Client

    from opendata.examples import PATH, examples

    PATH.write_text(written(examples(), asking(Client())), encoding="utf-8")
    sys.stdout.write(f"{PATH}: {len(examples())} examples\n")
