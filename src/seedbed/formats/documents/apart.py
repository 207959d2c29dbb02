"""The process that reads one document and goes: bytes come in, what was read goes out as JSON."""

import resource
import sys

from seedbed.formats.documents.reading import MEMORY, SECONDS, told


def main() -> None:
    """Bound memory and time, then read."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(told(sys.stdin.buffer.read(), sys.argv[1]))


if __name__ == "__main__":
    main()
