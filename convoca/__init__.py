"""THE PROGRAM: the only place where all packages meet, and the only one that looks at the clock."""
