"""The archive of everything: it holds each list whole, and describes itself."""

import hashlib
import io
import json
import zipfile

import pytest

from opendata.api import LISTS
from spacecoop.models import Revision
from tests.opendata.exports.files import read

pytestmark = pytest.mark.django_db


@pytest.mark.thorough
def test_the_archive_holds_every_record_and_describes_itself(client, records):
    response = client.get("/dump/")
    assert response.status_code == 302
    assert response["Location"] == f"/dump/spacecoop-r{Revision.current()}.zip"
    archive = zipfile.ZipFile(io.BytesIO(read(client, response["Location"])))
    manifest = json.loads(archive.read("manifest.json"))
    assert manifest["revision"] == Revision.current()
    assert manifest["licence"]["name"] == "CC BY 4.0"
    assert manifest["schema"] == "http://testserver/api/v1/schema/"
    for kind in LISTS:
        content = archive.read(f"{kind}.jsonl")
        told = manifest["files"][f"{kind}.jsonl"]
        answer = client.get(f"/api/v1/{kind}/").json()
        assert told["sha256"] == hashlib.sha256(content).hexdigest()
        assert told["records"] == answer["count"] == len(content.splitlines())
        records = sorted(content.splitlines())
        assert records == sorted(client.get(row["url"]).content for row in answer["results"])
    assert client.get("/dump/?x=1").status_code == 400
