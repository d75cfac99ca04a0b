"""Readers and writers of files that others publish or expect. They return what a file says, and know no ids."""
