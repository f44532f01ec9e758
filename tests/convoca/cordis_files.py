"""Files as CORDIS publishes them, made to order: all columns, semicolons, everything quoted."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

PROJECT = (
    *("id", "acronym", "status", "title", "startDate", "endDate", "totalCost", "ecMaxContribution", "legalBasis"),
    *("topics", "ecSignatureDate", "frameworkProgramme", "masterCall", "subCall", "fundingScheme", "nature"),
    *("objective", "contentUpdateDate", "rcn", "grantDoi"),
)
ORGANISATION = (
    *("projectID", "projectAcronym", "organisationID", "vatNumber", "name", "shortName", "SME", "activityType"),
    *("street", "postCode", "city", "country", "nutsCode", "geolocation", "organizationURL", "contactForm"),
    *("contentUpdateDate", "rcn", "order", "role", "ecContribution", "netEcContribution", "totalCost"),
    *("endOfParticipation", "active"),
)
Row = Mapping[str, str]


def project(id: str, **different: str) -> Row:
    usual = {
        "id": id,
        "acronym": f"P{id}",
        "status": "SIGNED",
        "title": f"The project {id}",
        "startDate": "2023-01-01",
        "endDate": "2026-12-31",
        "topics": "HORIZON-CL5-2027-01-D5-03",
        "frameworkProgramme": "HORIZON",
        "masterCall": "HORIZON-CL5-2027-01",
        "subCall": "HORIZON-CL5-2027-01",
        "objective": 'Cities measure "clean air"; busy streets come first.\nThen the others.',
    }
    return usual | different


def organisation(project: str, id: str, **different: str) -> Row:
    usual = {
        "projectID": project,
        "organisationID": id,
        "name": f"BODY {id}",
        "activityType": "PUB",
        "city": "Torino",
        "country": "IT",
        "role": "participant",
        "endOfParticipation": "false",
    }
    return usual | different


def table(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, columns, restval="", delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode("utf-8-sig")


def publish(path: Path, projects: Sequence[Row], organisations: Sequence[Row]) -> Path:
    """A zip of a programme's projects."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.csv", table(PROJECT, projects))
        archive.writestr("organization.csv", table(ORGANISATION, organisations))
        archive.writestr("topics.csv", '"projectID";"topic";"title"\n')
    return path
