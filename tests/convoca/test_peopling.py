"""People by the command line."""

import json

from tests.convoca.program import PLAN, Program


def test_people_are_invited_given_roles_let_go_and_erased(convoca: Program) -> None:
    convoca("plan", "import", str(PLAN))

    invited = convoca("people", "invite", "ana@example.org", "--name", "Ana Núñez", "--role", "administrator")
    assert invited.stdout.startswith("Ana Núñez (ana-nunez) comes in as administrator")
    assert convoca("people", "role", "ana-nunez", "manager").stdout == "Ana Núñez is manager.\n"
    assert convoca("people", "offboard", "ana-nunez").stdout == "Ana Núñez comes in no more.\n"
    row = next(each for each in convoca.rows("people", "list") if each["person"] == "ana-nunez")
    assert (row["role"], row["by_hand"], bool(row["offboarded_at"])) == ("manager", True, True)
    exported = json.loads(convoca("people", "export", "ana-nunez").stdout)
    assert exported["people"][0]["email"] == "ana@example.org"
    assert convoca("people", "erase", "ana-nunez", "--yes").stdout == "ana-nunez is erased.\n"
    assert "ana-nunez" not in convoca("people", "list").stdout


def test_a_list_is_read_and_the_owners_of_the_plan_are_there(convoca: Program) -> None:
    convoca("plan", "import", str(PLAN))
    file = convoca.folder / "people.csv"
    rows = "name,email,role,frequency,weekday,alerts\nPau Mas,pau@example.org,viewer,weekly,friday,with the digest\n"
    file.write_text(rows, encoding="utf-8")

    assert convoca("people", "import", str(file)).stdout == "1 people: pau-mas.\n"
    known = {each["person"]: each for each in convoca.rows("people", "list")}
    assert [known["pau-mas"][name] for name in ("frequency", "weekday", "alerts")] == [
        "weekly",
        "friday",
        "with the digest",
    ]
    assert "digest weekly on friday, changes with the digest" in convoca("people", "list").stdout
    assert known["mireia-solanes"]["role"] == "officer"
    assert sum(len(each["projects"]) for each in known.values()) == 20


def test_what_does_not_work_is_said_in_one_sentence(convoca: Program) -> None:
    convoca("plan", "import", str(PLAN))
    for arguments, said in (
        (("role", "nobody", "lead"), "There is no person 'nobody'"),
        (("role", "mireia-solanes", "king"), "'king' is no role"),
        (("invite", "ana", "--name", "Ana"), "'ana' is no e-mail address"),
        (("import", "nothing.csv"), "nothing.csv cannot be read"),
        (("erase", "mireia-solanes", "--yes"), "still names Mireia Solanes"),
    ):
        done = convoca("people", *arguments)
        assert done.returncode == 1
        assert said in done.stderr
        assert done.stderr.count("\n") == 1
