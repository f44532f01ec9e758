"""``convoca match``: the core."""


def command() -> None:
    """Score every running call against the plan.

    Example: convoca match
    """
    from convoca import matching, telling
    from convoca.wiring import Program

    telling.matched(matching.match(Program.start()))
