"""``convoca demo``: the whole job on a small world that is shipped with the program."""


def command() -> None:
    """Do the whole job on a small world, without a network.

    Example: convoca demo
    """
    from convoca import demonstration
    from convoca.wiring import Program

    demonstration.run(Program.start())
