"""Everything at once: an archive of one file a kind of record, all of one revision."""

import hashlib
import json
import tempfile
import zipfile

from django.utils import timezone

from agreements.exports.selection import KINDS, LICENCE_ADDRESS, Selection

BLOCK = 65_536
LICENCE = {"name": "CC BY 4.0", "address": LICENCE_ADDRESS}


def write_dump(request, revision):
    """Yield a ZIP archive: a file of JSON lines for each kind of record, and the manifest that describes them.

    The archive goes to the disk as it is written, so that memory does not grow with it.
    """
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            selections = [
                Selection(kind, kind, f"/{kind}/", viewset.queryset.order_by("pk"), request)
                for kind, viewset in KINDS.items()
            ]
            files = {f"{one.kind}.jsonl": _write_lines(archive, one) for one in selections}
            manifest = _manifest(request, revision, files, selections[0].on)
            archive.writestr("manifest.json", json.dumps(manifest, indent=2, ensure_ascii=False))
        file.seek(0)
        while block := file.read(BLOCK):
            yield block


def _write_lines(archive, selection):
    """Write the records of a kind; return {"records", "bytes", "sha256"} of the file."""
    digest, records, size = hashlib.sha256(), 0, 0
    with archive.open(f"{selection.kind}.jsonl", "w", force_zip64=True) as file:
        for line in selection.lines():
            file.write(line)
            digest.update(line)
            records, size = records + 1, size + len(line)
    return {"records": records, "bytes": size, "sha256": digest.hexdigest()}


def _manifest(request, revision, files, on):
    return {
        "name": "spacecoop",
        "revision": revision,
        "generated_at": timezone.now().isoformat(timespec="seconds"),
        "status_on": on.isoformat(),
        "licence": LICENCE,
        "schema": request.build_absolute_uri("/api/v1/schema/"),
        "site": request.build_absolute_uri("/"),
        "files": files,
    }
