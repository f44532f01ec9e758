"""``convoca demo``: the whole job on a small world that is shipped with the program."""


def command() -> None:
    """Run the whole job on a small world that needs no network: crawl, match, digest.

    Example: convoca demo
    """
    from convoca import demonstration
    from convoca.wiring import Program

    demonstration.run(Program.start())
