"""`python -m bench.cluster`: run a cluster until Ctrl-C."""

import argparse
import logging
import signal
import sys
import threading

from bench.cluster.cluster import Cluster, tell
from bench.cluster.place import ClusterError, Place


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.INFO)
    asked_to_end = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        place = Place()
        tell(f"The cluster is kept in {place.folder}; a first start takes a minute or two.")
        with Cluster(place) as cluster:
            tell(f"{cluster.addresses()}\nFor /admin/: user admin, password {place.secrets['admin']}")
            tell("Ctrl-C stops it. Its logs are in the folder; a primary that dies is replaced.")
            asked_to_end.wait()
    except ClusterError as refusal:
        sys.exit(str(refusal))
    except KeyboardInterrupt:
        tell("Stopped.")


if __name__ == "__main__":
    main()
