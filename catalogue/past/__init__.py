"""The past: what readers were shown at the end of a past day, answered from the history by views that only read."""
