"""Write sbom.cdx.json, the packages that a site installs, in CycloneDX from requirements.txt: `make sbom`."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATH = ROOT / "sbom.cdx.json"
PINNED = re.compile(r"^([a-z0-9-]+)(?:\[[^]]*\])?==([^ ;\\]+)(.*?)(?=^[a-z0-9]|\Z)", re.MULTILINE | re.DOTALL)


def locked():
    """Return (name, version, hashes) of each package of the lock."""
    lock = (ROOT / "requirements.txt").read_text()
    return [
        (name, version, re.findall(r"--hash=sha256:([0-9a-f]{64})", rest))
        for name, version, rest in PINNED.findall(lock)
    ]


def bill():
    components = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{name}@{version}",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name}@{version}",
            # One for each file of the package; a site installs one of them.
            "properties": [{"name": "spacecoop:sha256", "value": one} for one in hashes],
        }
        for name, version, hashes in locked()
    ]
    told = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "spacecoop", "name": "spacecoop"}},
        "components": components,
    }
    return json.dumps(told, indent=1) + "\n"


if __name__ == "__main__":
    PATH.write_text(bill())
