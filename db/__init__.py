"""THE MEMORY: domain values to tables and back; the only package that knows SQLAlchemy; one file per noun."""
