"""The Reconciliation Service API (W3C community group, version 0.2), by which OpenRefine cleans a table against us."""
