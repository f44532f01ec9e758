"""THE ACCOUNT: (plan, calls, applications) -> figures. Pure: standard library only."""
