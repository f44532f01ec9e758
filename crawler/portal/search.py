"""The portal's search, asked the one way it listens to: typed parts of a multipart form."""

import json
from collections.abc import Sequence
from typing import Any

import httpx
import scrapy

URL = "https://api.tech.ec.europa.eu/search-api/prod/rest/search"

PAGE_SIZE = 100
"""The portal gives no more, whatever is asked."""

Condition = dict[str, Any]

FIELDS = (
    *("type", "status", "language", "identifier", "callIdentifier", "callccm2Id", "title", "callTitle", "url"),
    *("startDate", "deadlineDate", "deadlineModel", "frameworkProgramme", "typesOfAction", "actions", "keywords"),
    *("budgetOverview", "budget", "currency"),
    *("descriptionByte", "destinationDescription", "destinationDetails", "missionDescription", "missionDetails"),
    *("topicConditions", "description", "furtherInformation", "beneficiaryAdministration"),
)
"""What we read; a third of an unrestricted answer is markup nobody uses."""


def request(page: int, *, conditions: Sequence[Condition], sort: str) -> scrapy.Request:
    """Return the request for a page, from 1. ``sort`` has to be unique in the rows, or pages overlap and drop some."""
    # a part without a type of its own is an error, a query outside a part is silently ignored
    parts = {
        "query": {"bool": {"must": list(conditions)}},
        "languages": ["en"],
        "sort": {"order": "ASC", "field": sort},
        "displayFields": FIELDS,
    }
    encoded = httpx.Request(
        "POST",
        URL,
        params={"apiKey": "SEDIA", "text": "***", "pageSize": PAGE_SIZE, "pageNumber": page},
        files={name: ("blob", json.dumps(value), "application/json") for name, value in parts.items()},
    )
    return scrapy.Request(
        str(encoded.url),
        method="POST",
        headers={"Content-Type": encoded.headers["Content-Type"], "Accept": "application/json"},
        body=encoded.read(),
        meta={"dont_redirect": True},
    )
