"""A description falls into the parts that its headings name."""

from crawler.portal.parts import cascade_parts, topic_parts
from crawler.portal.row import Row
from domain.call import Part, PartKind


def test_a_description_is_cut_at_the_headings_the_funder_prints() -> None:
    markup = (
        "<p>Cities choke.</p>"
        '<span class="topicdescriptionkind">Expected Outcome:</span><p>Less dust.</p>'
        '<SPAN class="topicdescriptionkind">Scope</SPAN><ul><li>Streets</li><li>Squares</li></ul>'
        '<p class="topicdescriptionkind">Expected Impact:</p><p>Longer lives.</p>'
        '<p class="topicdescriptionkind">Objective:</p><p>Fewer cars.</p>'
        '<p class="topicdescriptionkind">Specific Challenge:</p><p>Old lorries.</p>'
    )

    assert topic_parts(Row("1SYNen", {"descriptionByte": [markup]})) == (
        Part(PartKind.DESCRIPTION, "", "Cities choke."),
        Part(PartKind.OUTCOME, "Expected Outcome", "Less dust."),
        Part(PartKind.SCOPE, "Scope", "Streets\nSquares"),
        Part(PartKind.IMPACT, "Expected Impact", "Longer lives."),
        Part(PartKind.OBJECTIVE, "Objective", "Fewer cars."),
        Part(PartKind.DESCRIPTION, "Specific Challenge", "Old lorries."),
    )


def test_the_destination_and_the_conditions_follow() -> None:
    fields = {
        "destinationDescription": ["Cities &amp; Soil"],
        "destinationDetails": ["<p>Where it leads.</p>"],
        "topicConditions": ['<div class="eui-u-mt-l>"><h4>Conditions</h4>Any public body.'],
    }

    assert topic_parts(Row("1SYNen", fields)) == (
        Part(PartKind.DESTINATION, "Cities & Soil", "Where it leads."),
        Part(PartKind.CONDITIONS, "", "Conditions\nAny public body."),
    )


def test_a_cascade_call_has_three_texts() -> None:
    fields = {
        "description": ["<p>Vouchers for pilots.</p>"],
        "furtherInformation": ["<p>Webinar in May.</p>"],
        "beneficiaryAdministration": ["<p>Small firms only.</p>"],
    }

    assert [(each.kind, each.text) for each in cascade_parts(Row("8SYNen", fields))] == [
        (PartKind.DESCRIPTION, "Vouchers for pilots."),
        (PartKind.DESCRIPTION, "Webinar in May."),
        (PartKind.CONDITIONS, "Small firms only."),
    ]


def test_what_says_nothing_is_no_part() -> None:
    assert topic_parts(Row("1SYNen", {"descriptionByte": ["<p> </p>"], "topicConditions": []})) == ()
