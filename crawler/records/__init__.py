"""What the records of public registers mean: one file a register, and how their fields are read."""
