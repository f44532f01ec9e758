"""The words of this project, as values: pure, standard library only."""
