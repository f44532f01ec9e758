"""Roles cover those before them, and lists of people are read or refused with the line."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people import Role
from domain.people_list import Listed, ListError, people, slug


def test_a_role_may_what_those_before_it_may() -> None:
    assert Role.OFFICER.covers(Role.MANAGER)
    assert Role.OFFICER.covers(Role.OFFICER)
    assert not Role.MANAGER.covers(Role.OFFICER)
    assert [each for each in Role if Role.LEAD.covers(each)] == [Role.VIEWER, Role.LEAD]


def test_a_list_is_read_as_spreadsheets_write_it() -> None:
    commas = 'name,email,language,role\n"Font, Núria",nuria@example.org,ca,lead\n\nPau Mas,pau@example.org,,\n'
    semicolons = "\ufeffName; Email ;ROLE\r\nPau Mas;pau@example.org;viewer\r\n;;\r\n"

    assert people(commas) == [
        Listed(name="Font, Núria", email="nuria@example.org", language="ca", role=Role.LEAD),
        Listed(name="Pau Mas", email="pau@example.org"),
    ]
    assert people(semicolons) == [Listed(name="Pau Mas", email="pau@example.org", role=Role.VIEWER)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Line 1: the columns are"),
        ("Pau Mas,pau@example.org\n", "Line 1: the columns are"),
        ("name,email,phone\n", "Line 1: the columns are"),
        ("name,email\nPau Mas,pau\n", "Line 2: 'pau' is no e-mail address"),
        ("name,email\n,pau@example.org\n", "Line 2: there is no name"),
        ("name,email,role\nPau,pau@example.org,king\n", "Line 2: 'king' is no role"),
        ("name,email,language\nPau,pau@example.org,fr\n", "Line 2: 'fr' is no language"),
        ("name,email,id\nPau,pau@example.org,Pau Mas\n", "Line 2: 'Pau Mas' is no id"),
        ("name,email\nPau,pau@example.org,more\n", "Line 2: there are more values than columns"),
        ("name,email\nPau,pau@example.org\nPaula,PAU@example.org\n", "Line 3: PAU@example.org stands in line 2"),
        ('name,email\n"Pau,pau@example.org\n', "Line 2: unexpected end of data"),
        ("name,email\nPau,pau@example.org\u202e\n", "Line 2: "),
    ],
)
def test_a_list_that_cannot_be_read_names_the_line(text: str, said: str) -> None:
    with pytest.raises(ListError) as refused:
        people(text)

    assert str(refused.value).startswith(said)


@given(st.text(st.characters(codec="utf-8"), max_size=200), st.sampled_from(["", "name,email\n", "name;email;role\n"]))
def test_whatever_is_in_a_list_it_is_read_or_refused(text: str, header: str) -> None:
    found: list[Listed] = []
    with suppress(ListError):
        found = people(header + text)

    assert all("@" in each.email and each.name for each in found)


@given(st.text())
def test_an_id_is_made_of_any_name(name: str) -> None:
    assert slug(slug(name)) == slug(name)
    assert slug(name)


def test_an_id_keeps_the_letters_of_a_name() -> None:
    assert slug("Núria Sagarra i Peñíscola") == "nuria-sagarra-i-peniscola"
