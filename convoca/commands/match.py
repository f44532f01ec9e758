"""``convoca match``: the core."""


def command() -> None:
    """Score every open and forthcoming call against every item of the plan.

    Example: convoca match
    """
    from convoca import matching, telling
    from convoca.wiring import Program

    telling.matched(matching.match(Program.start()))
