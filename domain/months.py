"""The names of the months, as dates are written in the languages that calls and sheets come in."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero ene janvier janv gener gen",
            "february feb febrero février fevrier févr fevr febrer",
            "march mar marzo mars març",
            "april apr abril abr avril avr",
            "may mayo mai maig",
            "june jun junio juin juny",
            "july jul julio juillet juil juliol",
            "august aug agosto ago août aout agost",
            "september sept sep septiembre septembre setembre set",
            "october oct octubre octobre",
            "november nov noviembre novembre",
            "december dec diciembre dic décembre decembre déc desembre des",
        ),
        start=1,
    )
    for name in names.split()
}
"""Months and their abbreviations in English, Spanish, French and Catalan; no name means two months."""
