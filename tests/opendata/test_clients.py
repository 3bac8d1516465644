"""The schema as programs read it: the rules of its linters, and the clients that are generated from it."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from opendata.examples import examples
from opendata.schema import SchemaGenerator

ROOT = Path(__file__).resolve().parents[2]
CLIENT = """
import { Spacecoop } from "./sdk/sdk.gen";
import type { operations } from "./types";

const client = new Spacecoop();
const { data } = await client.agreements.list({ query: { party: ["FR"] } });
const title: string | undefined = data?.results[0]?.title;
type Answer = operations["agreements.get"]["responses"][200]["content"]["application/json"];
export const described = (answer: Answer): string => answer.status.reason + title;
"""
SDK = """export default { input: "schema.json", output: "sdk", plugins: ["@hey-api/client-fetch",
  { name: "@hey-api/sdk", operations: { strategy: "single", containerName: "Spacecoop", nesting: "operationId" } }] };
"""


@pytest.fixture(scope="module")
def described():
    return json.loads(json.dumps(SchemaGenerator().get_schema(request=None, public=True), default=str))


def operations(described):
    return [operation for methods in described["paths"].values() for operation in methods.values()]


def parts(value):
    """Yield every object of a schema, at any depth."""
    for part in value if isinstance(value, list) else value.values():
        if isinstance(part, dict | list):
            yield from parts(part)
    if isinstance(value, dict):
        yield value


@pytest.mark.thorough
def test_the_schema_is_openapi_3_1(described):
    assert described["openapi"].startswith("3.1.")
    assert list(OpenAPIV31SpecValidator(described).iter_errors()) == []


def test_it_says_whose_it_is_and_where(described):
    info = described["info"]
    assert info["license"]["url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert info["contact"]["name"]
    assert described["servers"] == [{"url": "/", "description": "This site"}]


@pytest.mark.django_db
def test_who_asks_for_it_is_told_the_whole_address(client):
    assert client.get("/api/v1/schema/?format=json").json()["servers"][0]["url"] == "http://testserver"


def test_every_operation_tells_what_it_does_and_what_may_go_wrong(described):
    for operation in operations(described):
        name = operation["operationId"]
        assert re.fullmatch(r"[a-z]+\.(list|get|find)", name)
        assert name.partition(".")[0] == operation["tags"][0]
        assert operation["summary"], name
        assert operation["description"].endswith("."), name
        assert {"200", "400", "404", "429"} <= operation["responses"].keys(), name
        for parameter in operation["parameters"]:
            assert parameter["description"], (name, parameter["name"])
            assert parameter["schema"]["type"], (name, parameter["name"])


def test_nothing_is_nullable_without_a_type(described):
    for part in parts(described["components"]["schemas"]):
        assert "nullable" not in part
        if None in part.get("enum", ()):
            assert "null" in part["type"]


def test_every_shape_requires_what_it_always_has_and_is_used(described):
    shapes = described["components"]["schemas"]
    used = {part["$ref"].rpartition("/")[2] for part in parts(described) if "$ref" in part}
    assert used == shapes.keys()
    for name, shape in shapes.items():
        assert set(shape.get("required", ())) <= shape["properties"].keys(), name
    optional = {"HitCounts", "ReasonArguments", "Related"}
    assert {name for name, shape in shapes.items() if not shape.get("required")} == optional
    assert {"slug", "title", "form", "status", "parties"} <= set(shapes["AgreementRow"]["required"])


def test_every_example_is_what_its_schema_says(described):
    shown = 0
    for operation in operations(described):
        sent = [operation["requestBody"]] if "requestBody" in operation else []
        for told in (*operation["responses"].values(), *sent):
            for content in told["content"].values():
                checked = OAS31Validator({**content["schema"], "components": described["components"]})
                for name, example in content.get("examples", {}).items():
                    shown += 1
                    assert [error.message for error in checked.iter_errors(example["value"])] == [], name
    assert 0 < shown < len(examples())


needs_npm = pytest.mark.skipif(
    not all(map(shutil.which, ("spectral", "redocly", "openapi-typescript", "openapi-ts", "tsc"))),
    reason="needs @stoplight/spectral-cli, @redocly/cli, openapi-typescript, @hey-api/openapi-ts, typescript in PATH",
)


@pytest.fixture
def folder(described, tmp_path):
    (tmp_path / "schema.json").write_text(json.dumps(described))
    return tmp_path


def run(folder, *command):
    done = subprocess.run(command, cwd=folder, timeout=300, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout + done.stderr


@pytest.mark.thorough
@needs_npm
def test_two_linters_find_nothing(folder):
    told = run(folder, "spectral", "lint", "-F", "hint", "-r", ROOT / ".spectral.yaml", "schema.json")
    assert "No results" in told
    told = run(folder, "redocly", "lint", f"--config={ROOT / 'redocly.yaml'}", "schema.json")
    assert "is valid" in told
    assert "was generated by" not in told  # as a warning is


@pytest.mark.thorough
@needs_npm
def test_clients_in_typescript_have_natural_names_and_compile(folder):
    (folder / "openapi-ts.config.mjs").write_text(SDK)
    (folder / "client.ts").write_text(CLIENT)
    run(folder, "openapi-typescript", "schema.json", "-o", "types.d.ts")
    run(folder, "openapi-ts", "-f", "openapi-ts.config.mjs")
    modules = ("--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler")
    run(folder, "tsc", "--noEmit", "--strict", "--skipLibCheck", *modules, "client.ts", "types.d.ts")


@pytest.mark.thorough
@pytest.mark.skipif(not shutil.which("openapi-python-client"), reason="needs openapi-python-client in PATH")
def test_a_client_in_python_has_natural_names_and_compiles(folder):
    run(
        folder,
        "openapi-python-client",
        "generate",
        "--path",
        "schema.json",
        "--output-path",
        "client",
        "--meta",
        "none",
    )
    assert (folder / "client" / "api" / "agreements" / "agreements_list.py").exists()
    run(folder, "python", "-m", "compileall", "-q", "client")
