"""The portal's programmes: its numbers, as people call them."""

NAMES = {
    "111111": "EU External Action (RELEX-PROSPECT)",
    "31045243": "Horizon 2020 Framework Programme (H2020)",
    "31059643": "Competitiveness of Enterprises and Small and Medium-sized Enterprises (COSME)",
    "43089234": "Innovation Fund (INNOVFUND)",
    "43108390": "Horizon Europe (HORIZON)",
    "43152860": "Digital Europe Programme (DIGITAL)",
    "43251567": "Connecting Europe Facility (CEF)",
    "43251589": "Citizens, Equality, Rights and Values Programme (CERV)",
    "43251814": "Creative Europe Programme (CREA)",
    "43251842": "Union Anti-fraud Programme (EUAF)",
    "43252368": "Internal Security Fund (ISF)",
    "43252386": "Justice Programme (JUST)",
    "43252405": "Programme for the Environment and Climate Action (LIFE)",
    "43252433": "Programme for the Protection of the Euro against Counterfeiting (PERICLES IV)",
    "43252449": "Research Fund for Coal & Steel (RFCS)",
    "43252476": "Single Market Programme (SMP)",
    "43252517": "Social Prerogative and Specific Competencies Lines (SOCPL)",
    "43253967": "Renewable Energy Financing Mechanism (RENEWFM)",
    "43254019": "European Social Fund+ (ESF+)",
    "43254037": "European Solidarity Corps (ESC)",
    "43298203": "Union Civil Protection Mechanism (UCPM)",
    "43298664": "Promotion of Agricultural Products (AGRIP)",
    "43298916": "Euratom Research and Training Programme (EURATOM)",
    "43332642": "EU4Health Programme (EU4H)",
    "43353764": "Erasmus+ (ERASMUS+)",
    "43392145": "European Maritime, Fisheries and Aquaculture Fund (EMFAF)",
    "43637601": "Pilot Projects & Preparatory Actions (PPPA)",
    "43697167": "European Parliament (EP)",
    "44181033": "European Defence Fund (EDF)",
    "44416173": "Interregional Innovation Investments Instrument (I3)",
    "44773066": "Just Transition Mechanism (JTM)",
    "45532249": "EU Bodies and Agencies (EUBA)",
    "45876777": "Neighbourhood, Development and International Cooperation Instrument – Global Europe (NDICI)",
    "46324255": "Technical Assistance for ERDF, CF and JTF (ERDF-TA)",
}
"""As the portal's own filter names them, with the plus signs it loses."""


def programme(number: str | None) -> str | None:
    """Return the name; a new programme goes by its number until it is added here."""
    return None if number is None else NAMES.get(number, f"programme {number}")
