"""The same records in the formats that other programs read, streamed; see docs/exports.md."""
