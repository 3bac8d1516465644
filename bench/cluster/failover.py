"""How another server becomes the primary: planned, or because the present one is dead, still or full.

One place decides, and writes down which server leads before it makes it the primary: the file `leader` of the cluster.
On several machines this is the part of Patroni with its etcd; the steps are the same.
"""

import logging
import threading
import time
from contextlib import suppress

import psycopg

from bench.cluster.place import ClusterError

logger = logging.getLogger("bench.cluster")
PAUSE = 0.5  # seconds between two looks at the primary
LOOKS = 2  # that must have no answer one after the other: a machine may only be busy
SILENT = "does not answer"
PATIENCE = 2  # seconds that a look waits for an answer
CANDIDATES_SECONDS = 5  # in which every standby that has followed should tell how far it is


class Failover:
    def __init__(self, place, nodes, pooler, *, mends=True):
        """`nodes`: {name: Node}; `mends`: start servers again that have ended, as standbys."""
        self.place, self.nodes, self.pooler, self.mends = place, nodes, pooler, mends
        self.followed = set()  # the standbys that followed the primary when it was last seen
        self.changing = threading.Lock()
        self.is_over = threading.Event()

    @property
    def leader(self):
        path = self.place.folder / "leader"
        return self.nodes[path.read_text().strip()] if path.exists() else None

    @leader.setter
    def leader(self, node):
        self.place.file("leader", f"{node.name}\n")

    @property
    def standbys(self):
        return [node for node in self.nodes.values() if node is not self.leader]

    # Watching.

    def watch(self):
        """Replace the primary when it is dead or full, or has not answered for some looks; until it is over."""
        silent = 0
        while not self.is_over.wait(PAUSE):
            try:
                silent = self.look_after(silent)
            except (ClusterError, psycopg.Error) as error:
                logger.error("%s", error)

    def look_after(self, silent):
        """Look once and do what is needed; return how many looks one after the other have had no answer."""
        with self.changing:
            reason = self.look()
        if reason == SILENT and silent + 1 < LOOKS:
            return silent + 1
        if reason:
            self.replace(reason)
        elif self.mends:
            self.mend()
        return 0

    def look(self):
        """Return why the primary cannot go on, "" where it can."""
        leader = self.leader
        try:
            self.followed = leader.streams(PATIENCE)
        except psycopg.Error:
            return SILENT if leader.is_alive() else "is dead"
        return "" if leader.has_room() else "has no room left on its disk"

    def mend(self):
        """Start what has ended, once it has room again."""
        for node in self.standbys:
            if not node.is_alive() and node.has_room():
                self.rejoin(node)
                logger.warning("%s follows %s again.", node.name, self.leader.name)

    # Replacing.

    def replace(self, reason):
        """Fence the primary and promote the standby that is furthest. Raises: ClusterError where there is none."""
        with self.changing:
            began, former = time.monotonic(), self.leader
            # First of all: nobody may save in it any longer, however it comes to itself again.
            former.kill()
            chosen = self._furthest()
            self._make_leader(chosen)
            logger.warning(
                "The primary %s %s: %s is the primary, after %.1f seconds.",
                *(former.name, reason, chosen.name, time.monotonic() - began),
            )
            return former

    def switch(self, chosen):
        """Change the primary as planned: savers wait meanwhile, and nothing is broken off."""
        with self.changing:
            former = self.leader
            self.pooler.pause()
            try:
                former.stop()
                self._make_leader(chosen)
            finally:
                self.pooler.resume()
            former.follow()  # it has nothing that the others have not
            former.start()

    def rejoin(self, node):
        """Let a former primary come back as a standby: rewound, or copied anew where that cannot be."""
        with self.changing:
            if not node.is_standby():
                try:
                    node.rewind(self.leader)
                except ClusterError as error:
                    logger.warning("%s It is copied anew.", error)
                    node.copy(self.leader)
            self._start_standby(node)

    def _start_standby(self, node):
        node.start()
        node.keep_for([])

    def _make_leader(self, chosen):
        self.leader = chosen
        chosen.promote()
        self.pooler.lead_to(chosen)

    def _furthest(self):
        """Return the standby that has most of the log.

        An acknowledged change is on one standby at least: it is lost only if that one does not answer either.
        """
        ended, followed = time.monotonic() + CANDIDATES_SECONDS, set(self.followed)
        while True:
            positions = self._positions()
            absent = followed - {node.name for node in positions}
            if positions and (not absent or time.monotonic() > ended):
                break
            if time.monotonic() > ended:
                raise ClusterError("No standby answers: start one, or the primary again.")
            time.sleep(0.1)
        if absent:
            logger.error("%s followed and cannot be asked: what it alone has is lost.", ", ".join(sorted(absent)))
        return max(positions, key=positions.get)

    def _positions(self):
        positions = {}
        for node in self.standbys:
            with suppress(psycopg.Error):
                positions[node] = node.position()
        return positions
