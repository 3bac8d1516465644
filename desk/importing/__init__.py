"""Tables of others (CSV, Excel, JSON): read by a mapping, planned row by row, applied as one, taken back as one."""
