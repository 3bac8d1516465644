"""The whole cluster: in which order its parts are made, started and stopped, and under which addresses they are."""

import sys
import threading

from bench.cluster.failover import Failover
from bench.cluster.place import programs
from bench.cluster.pooler import Cache, Pooler
from bench.cluster.postgres import NODES, Node
from bench.cluster.proxy import Proxy
from bench.cluster.sites import ReadingSite, Site


class Cluster:
    def __init__(self, place, more=None, nodes=NODES, *, mends=True):
        """`more`: settings of the sites. `nodes`: names of the servers, the first of which begins as the primary.

        `mends`: start servers again that have ended.
        """
        self.place = place
        self.nodes = {name: Node(place, name, nodes) for name in nodes}
        self.pooler, self.cache = Pooler(place), Cache(place)
        self.sites = [Site(place, name, self.cache, more) for name in ("site-one", "site-two")]
        self.reading_sites = [ReadingSite(place, "site-reading", self.cache, more)]
        self.proxy = Proxy(place, self.sites, self.reading_sites)
        self.failover = Failover(place, self.nodes, self.pooler, mends=mends)
        self.watching = threading.Thread(target=self.failover.watch, name="failover")

    @property
    def above(self):
        """Return all parts but the servers, in the order in which they start."""
        return [self.pooler, self.cache, *self.sites, *self.reading_sites, self.proxy]

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        self.place.programs = programs()
        self.place.open()
        self.start_servers()
        self.pooler.lead_to(self.failover.leader)
        for part in (self.pooler, self.cache, self.sites[0]):  # the first site makes what the others find
            part.start()
        others = [*self.sites[1:], *self.reading_sites, self.proxy]
        for part in others:
            part.begin()
        for part in others:
            part.wait()
        self.watching.start()

    def start_servers(self):
        """Start the primary, then its standbys: those that are not there yet are copied from it."""
        if self.failover.leader is None:
            first = next(iter(self.nodes.values()))
            first.initialise()
            self.failover.leader = first
        leader = self.failover.leader
        leader.look()
        leader.start()
        leader.promote()
        leader.create_database()
        for standby in self.failover.standbys:
            if standby.exists():
                self.failover.rejoin(standby)
            else:
                standby.copy(leader)
                standby.start()

    def stop(self):
        """Stop all that runs: what asks before what is asked, and the primary before its standbys, which get all."""
        self.failover.is_over.set()
        if self.watching.is_alive():
            self.watching.join()
        with self.failover.changing:
            leader = self.failover.leader
            for part in [*reversed(self.above), *([leader] if leader else []), *self.nodes.values()]:
                part.stop()
        self.place.close()

    def addresses(self):
        """Return lines that tell what is where."""
        leader = self.failover.leader
        lines = [
            ("everybody", f"http://127.0.0.1:{self.proxy.port}/", "by the proxy"),
            *((site.name, f"http://127.0.0.1:{site.port}/", "") for site in self.sites),
            *((site.name, f"http://127.0.0.1:{site.port}/", "only reads, a standby") for site in self.reading_sites),
            ("numbers", f"http://127.0.0.1:{self.place.port('numbers')}/", "of the proxy"),
            ("pooler", f"127.0.0.1:{self.pooler.port}", "leads to the primary"),
            *(
                (node.name, f"127.0.0.1:{node.port}", "primary" if node is leader else "standby")
                for node in self.nodes.values()
            ),
            ("cache", f"127.0.0.1:{self.cache.port}", ""),
        ]
        return "\n".join(f"  {name:<13} {address:<26} {told}".rstrip() for name, address, told in lines)


def tell(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
