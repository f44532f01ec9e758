"""What taking a sheet in would do: begin applications, bring others up to date, and never undo what a person wrote."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.application import Application
from domain.imported import Imported, said
from followup.importing.entry import Entry, key
from followup.importing.finding import Field, Finding, Kind, in_order
from followup.importing.reading import Read
from followup.importing.words import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An application that is there already."""

    id: int
    application: Application
    identifiers: tuple[str, ...] = ()
    """Of its call: as the funder prints it, and as the source does."""
    imported: Imported | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What becomes of one application."""

    entry: Entry
    id: int | None
    """``None`` for one that begins."""
    wanted: Application
    was: Application | None = None
    """Before; ``None`` for one that begins."""
    said: Mapping[str, str]
    """What the row says of each field that it settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Everything that taking a sheet in would do."""

    begun: tuple[Step, ...]
    changed: tuple[Step, ...]
    unchanged: int
    findings: tuple[Finding, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        return (*self.begun, *self.changed)


@dataclass(slots=True)
class _Account:
    by_key: dict[str, list[Known]]
    titles: dict[str, Known]
    begun: list[Step] = field(default_factory=list)
    changed: list[Step] = field(default_factory=list)
    unchanged: int = 0
    findings: list[Finding] = field(default_factory=list)


def propose(read: Read, known: Sequence[Known]) -> Proposal:
    """Compare what a file tells with what is known; the same file proposes nothing a second time."""
    account = _Account(_by_key(known), {folded(each.application.title): each for each in known})
    for own, entry in _once(read.entries, account):
        _begin(entry, account) if own is None else _compare(entry, own, account)
    return Proposal(
        begun=tuple(account.begun),
        changed=tuple(account.changed),
        unchanged=account.unchanged,
        findings=in_order((*read.findings, *account.findings)),
    )


def _by_key(known: Iterable[Known]) -> dict[str, list[Known]]:
    found: dict[str, list[Known]] = {}
    for each in known:
        one = each.application
        day = one.submitted_on or one.starts_on
        # One to a call is not known by its title alone.
        identifiers = each.identifiers if one.source else ("",)
        keys = {key(one.title, one.programme, identifier, day) for identifier in identifiers}
        for known_by in keys | ({each.imported.key} if each.imported else set()):
            found.setdefault(known_by, []).append(each)
    return found


def _once(entries: Iterable[Entry], account: _Account) -> list[tuple[Known | None, Entry]]:
    """Each application once, with what is known of it: what repeats a row only fills its gaps."""
    found: dict[int | str, tuple[Known | None, Entry]] = {}
    for entry in entries:
        own = _own(entry, account.by_key.get(entry.key, []))
        at = own.id if own else entry.key
        found[at] = (own, _joined(found[at][1], entry, account.findings) if at in found else entry)
    return list(found.values())


def _own(entry: Entry, some: Sequence[Known]) -> Known | None:
    return next((each for each in some if each.id == entry.number), some[0] if some else None)


def _joined(first: Entry, again: Entry, findings: list[Finding]) -> Entry:
    findings.append(Finding(cell=again.cell, kind=Kind.REPEATED, text=first.application.title, read=first.cell))
    missing = {}
    for name, cell in again.cells.items():
        kept, other = getattr(first.application, name), getattr(again.application, name)
        if name not in first.cells:
            missing[name] = other
        elif said(kept) != said(other):
            findings.append(_differs(Kind.REPEATED_DIFFERS, cell, name, other, kept))
    return replace(
        first,
        application=replace(first.application, **missing),
        cells={**again.cells, **first.cells},
    )


def _begin(entry: Entry, account: _Account) -> None:
    like = account.titles.get(folded(entry.application.title))
    if like is not None:
        account.findings.append(
            Finding(cell=entry.cell, kind=Kind.SIMILAR, text=entry.application.title, read=str(like.id))
        )
    account.begun.append(Step(entry=entry, id=None, wanted=entry.application, said=_said(entry)))


def _said(entry: Entry) -> dict[str, str]:
    return {name: said(getattr(entry.application, name)) for name in entry.cells}


def _compare(entry: Entry, own: Known, account: _Account) -> None:
    """Bring up to date what nobody has touched since it was taken in, and fill what is empty."""
    last = own.imported.said if own.imported else {}
    differing: dict[str, object] = {}
    settled = dict(last)
    for name, text in _said(entry).items():
        current = getattr(own.application, name)
        if said(current) == text or _same_year(entry, name, current) or last.get(name) == text:
            continue
        if said(current) == last.get(name, ""):
            differing[name], settled[name] = getattr(entry.application, name), text
        else:
            account.findings.append(
                _differs(Kind.CONFLICT, entry.cells[name], name, getattr(entry.application, name), current)
            )
    if differing:
        wanted = replace(own.application, **differing)  # type: ignore[arg-type]  # each is of its own field's type
        account.changed.append(Step(entry=entry, id=own.id, wanted=wanted, was=own.application, said=settled))
    else:
        account.unchanged += 1


def _same_year(entry: Entry, name: str, current: object) -> bool:
    """Whether a row that tells only the year is met by a day in it."""
    year = getattr(getattr(entry.application, name), "year", None)
    return name in entry.approximate and year is not None and getattr(current, "year", None) == year


NAMES = {each.value.replace(" ", "_"): each for each in Field}
"""The column that tells a field of an application."""


def _differs(kind: Kind, cell: str, name: str, text: object, read: object) -> Finding:
    return Finding(cell=cell, kind=kind, text=said(text), read=said(read), field=NAMES[name])
