"""How fast it is: ``python -m benchmarks [NAME]``, one table each; compare figures within one run only."""
