"""``python -m convoca``: the program, as the clock starts it."""

from convoca.cli import app

if __name__ == "__main__":
    app()
