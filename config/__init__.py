"""WHAT CAN BE SET: typed settings, the plan, and the demo's world."""
