"""A primary, two standbys, a pooler, a cache, three sites and a proxy on one machine: `python -m bench.cluster`.

It is for trying what docs/scale.md tells, not for serving readers: one machine is one machine. What it is made of and
how a primary is replaced is meant to be read by whoever sets this up on several.
"""
