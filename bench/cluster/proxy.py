"""HAProxy, which readers and editors ask: it leaves out a site that does not answer."""

import signal

from bench.cluster.service import Service

# A question is asked of another site where the first gives no answer; what changes something is never sent twice.
CONFIGURATION = """
global
    maxconn 2000

defaults
    mode http
    timeout connect 1s
    timeout client 60s
    timeout server 60s
    timeout http-request 10s
    timeout queue 5s
    timeout check 3s
    option redispatch 1
    retries 3
    option httpchk
    default-server inter 500ms fastinter 200ms fall 2 rise 2 observe layer4 error-limit 1 on-error mark-down

frontend everybody
    bind 127.0.0.1:{port}
    http-request set-header X-Forwarded-For %[src]
    http-request set-header X-Forwarded-Proto http
    use_backend editing if {{ path_beg /admin/ }}
    use_backend editing if !METH_GET
    default_backend reading

# Who answers readers: the smallest page that is made from documents, of the primary or of a standby.
backend reading
    http-check send meth GET uri /robots.txt hdr Host 127.0.0.1
    balance roundrobin
    stick-table type ip size 100k expire 10m
    stick on src
    retry-on conn-failure empty-response response-timeout 503
{reading}

# Who can save: /healthz tells whether the primary answers.
backend editing
    http-check send meth GET uri /healthz hdr Host 127.0.0.1
    balance roundrobin
    stick-table type ip size 100k expire 10m
    stick on src
    http-request disable-l7-retry unless METH_GET
    retry-on conn-failure empty-response 503
{editing}

listen numbers
    bind 127.0.0.1:{numbers}
    stats enable
    stats uri /
    stats refresh 2s
"""


class Proxy(Service):
    ends_at = signal.SIGUSR1  # after the answers that it is giving

    def __init__(self, place, sites, reading_sites):
        """`reading_sites`: those that only read, and are asked where no other answers."""
        super().__init__(place, "proxy")
        self.sites, self.reading_sites = sites, reading_sites

    def command(self):
        path = self.place.file("proxy.cfg", self.configuration().lstrip())
        return [self.place.programs["haproxy"], "-db", "-f", path]

    def configuration(self):
        editing = [_server(site) for site in self.sites]
        return CONFIGURATION.format(
            port=self.port,
            numbers=self.place.port("numbers"),
            editing="\n".join(editing),
            reading="\n".join([*editing, *(f"{_server(site)} backup" for site in self.reading_sites)]),
        )


def _server(site):
    return f"    server {site.name} 127.0.0.1:{site.port} check"
