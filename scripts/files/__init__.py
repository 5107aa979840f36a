"""Strict reading and plain writing of text, JSON, CSV and Markdown: what the other folders share."""
