"""Everything at once: an archive of one file a kind of record, all of one revision."""

import hashlib
import json
import zipfile

from django.utils import timezone

from opendata.exports.selection import KINDS, LICENCE_ADDRESS, Selection

LICENCE = {"name": "CC BY 4.0", "address": LICENCE_ADDRESS}


def write_dump(request, revision):
    """Yield a ZIP archive as it grows: a file of JSON lines for each kind of record, and a manifest of them."""
    written, files, on = _Written(), {}, timezone.now().date()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for kind, viewset in KINDS.items():
            name = f"{kind}.jsonl"
            files[name] = told = {"records": 0, "bytes": 0, "sha256": hashlib.sha256()}
            selection = Selection(kind, kind, f"/{kind}/", viewset.queryset.order_by("pk"), request, on)
            with archive.open(name, "w", force_zip64=True) as file:
                for line in selection.lines():
                    file.write(line)
                    told["records"] += 1
                    told["bytes"] += len(line)
                    told["sha256"].update(line)
                    if written.blocks:
                        yield written.take()
            told["sha256"] = told["sha256"].hexdigest()
        manifest = _manifest(request, revision, files, on)
        archive.writestr("manifest.json", json.dumps(manifest, indent=2, ensure_ascii=False))
    yield written.take()


class _Written:
    """What the archive is written to: it cannot go back, and gives away what it has."""

    def __init__(self):
        self.blocks = []

    def write(self, block):
        self.blocks.append(bytes(block))
        return len(block)

    def flush(self):
        pass

    def take(self):
        blocks, self.blocks = self.blocks, []
        return b"".join(blocks)


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
