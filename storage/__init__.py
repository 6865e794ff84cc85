"""Bytes in and out: the workspace file, survey files and reports."""
