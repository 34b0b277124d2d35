"""`python -m jdflow` is the same as `jdflow`."""

from jdflow.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
