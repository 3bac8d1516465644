"""The Model Context Protocol: tools by which assistants ask the catalogue, over HTTP and over standard input."""
