"""Where the versions are kept: in one process's memory, in a file that all processes of a host share, or in Redis."""
