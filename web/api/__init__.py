"""The window for programs: JSON by tokens. Whatever a person may do here, their token may do at most."""
