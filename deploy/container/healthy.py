"""End with 0 where the site in this container answers that its database does."""

import os
import sys
from http.client import HTTPConnection

hosts = os.environ.get("SPACECOOP_HOSTS") or "localhost"
headers = {"Host": hosts.split(",")[0].lstrip("*."), "X-Forwarded-Proto": "https"}
connection = HTTPConnection("127.0.0.1", int(os.environ.get("PORT") or 8000), timeout=4)
connection.request("GET", "/healthz", headers=headers)
sys.exit(connection.getresponse().status != 200)
