"""The plan is one page whose parts lead to each other."""

import re

from tests.web.opened import Opened


def test_the_plan_holds_every_line_challenge_and_project_and_links_them(opened: Opened) -> None:
    page = opened.as_("viewer").get("/plan").text

    for said in ("The plan", "A better metropolis.", "Be green.", "Clean the air.", "Bring the rivers back to life."):
        assert said in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert {"line-green", "challenge-a", "project-clean-air", "project-rivers"} <= set(ids)


def test_a_part_of_the_plan_says_which_projects_serve_it(opened: Opened) -> None:
    page = opened.as_("viewer").get("/plan").text
    line = page[page.index('id="line-green"') : page.index('id="challenges"')]

    assert 'href="#project-clean-air"' in line
    assert "#project-rivers" not in line


def test_the_plan_is_read_in_the_visitors_language(opened: Opened) -> None:
    assert "El pla" in opened.as_("berta").get("/plan").text
