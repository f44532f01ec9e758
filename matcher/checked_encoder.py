"""The default model on what runs it fastest here and says the same: OpenVINO in bf16 or f32, else torch.

Which one is found out once, by running eight texts on each beside Sentence Transformers, and kept beside the export.
"""

import hashlib
import json
import logging
import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from time import perf_counter

import numpy as np

from matcher.encoder import TransformerEncoder, Vectors
from matcher.errors import BackendUnfit
from matcher.openvino_model import Compiled, Export, ExportBroken, Precision, takes_bf16
from matcher.reference_model import DEFAULT_MODEL, weights

TEXTS = tuple(
    text * 4
    for text in (
        "Protected bicycle lanes join the station to every neighbourhood. ",
        "Reclaimed water is led to farms and to the aquifer in times of drought. ",
        "Door-to-door collection keeps bio-waste clean enough for compost. ",
        "A one-stop shop helps owners to renovate blocks of social housing. ",
        "Applicants must submit the proposal in two stages, with a consortium of three countries. ",
        "Low-emission zones are enforced by cameras and explained to traders. ",
        "Young people without work learn the trades of the energy transition. ",
        "Nuclear fusion",
    )
)
"""Eight texts of various lengths, as plans and calls have them."""
DIFFERENCE: dict[Precision, float] = {"bf16": 0.003, "f32": 0.0001}
"""By how much a cosine may differ from that of Sentence Transformers in float32."""
SLOWER = 2.0
"""Times as long as torch that eight texts may take: not worth the trouble beyond, and far from emulation's hundred."""
ROUNDS = 2
"""Of which the quicker counts: something else may run just then."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check came to."""

    processor: str
    """What it was made on: another processor is checked anew."""
    precision: Precision | None
    """``None``: torch runs the model."""
    why: str
    """In words, with the measured figures."""
    files: tuple[str, ...] = ()
    """The hashes of the export."""

    @property
    def run_time(self) -> str:
        return f"openvino/{self.precision}" if self.precision else "torch/float32"


class CheckedEncoder:
    """The default model, which has no prompts: asks and answers are read alike."""

    def __init__(
        self, folder: Path, *, only_openvino: bool = False, before_checking: Callable[[], object] = lambda: None
    ) -> None:
        """With ``only_openvino`` raise :class:`BackendUnfit` on first use rather than fall back to torch.

        ``before_checking`` is called before the check, which takes some ten seconds, once a machine.
        """
        self.model = DEFAULT_MODEL
        self._export = Export(folder)
        self._only_openvino = only_openvino
        self._before_checking = before_checking

    @cached_property
    def name(self) -> str:
        return f"{DEFAULT_MODEL}/{weights(DEFAULT_MODEL)}/{self.checked.run_time}"

    def encode_query(self, inputs: Sequence[str]) -> Vectors:
        return self._encode(inputs)

    def encode_document(self, inputs: Sequence[str]) -> Vectors:
        return self._encode(inputs)

    @cached_property
    def checked(self) -> Checked:
        """What was found out about this machine, now or earlier."""
        if self._export.version() is None:
            found = Checked(processor(), None, "OpenVINO is not installed")
        else:
            found = self._kept() or self._check()
        if self._only_openvino and found.precision is None:
            raise BackendUnfit(f"OpenVINO cannot run the model here ({found.why}): set CONVOCA_BACKEND to auto.")
        return found

    @cached_property
    def _encode(self) -> Callable[[Sequence[str]], Vectors]:
        checked = self.checked
        if checked.precision is None:
            return self._reference.encode_document
        try:
            return Compiled(self._export, checked.precision, hashes=checked.files).encode
        except (ExportBroken, RuntimeError) as error:
            log.info("the export is made anew: %s", error)
        return self._mended(checked, checked.precision)

    @cached_property
    def _reference(self) -> TransformerEncoder:
        return TransformerEncoder()

    def _mended(self, checked: Checked, precision: Precision) -> Callable[[Sequence[str]], Vectors]:
        """The same again from a new export: same weights, version and processor, so the check still holds."""
        try:
            files = self._export.write(self._reference.loaded)
            self._keep(Checked(checked.processor, precision, checked.why, files))
            return Compiled(self._export, precision, hashes=files).encode
        except (ExportBroken, OSError, RuntimeError) as error:
            self._file.unlink(missing_ok=True)
            raise BackendUnfit(
                f"OpenVINO no longer runs the model ({_line(error)}): run the same command again, "
                f"or set CONVOCA_BACKEND to torch."
            ) from error

    def _check(self) -> Checked:
        self._before_checking()
        try:
            found = self._compared()
        except (ExportBroken, OSError) as error:  # a full disk, another process at the same: not for ever
            return Checked(processor(), None, _line(error))
        except (ImportError, RuntimeError) as error:
            found = Checked(processor(), None, _line(error))
        log.info("the model is run by %s: %s", found.run_time, found.why)
        self._keep(found)
        return found

    def _compared(self) -> Checked:
        """Take the first precision, quickest first, that is true and quick; torch where none is."""
        files = self._export.write(self._reference.loaded)
        expected, limit = _timed(self._reference.encode_document)
        reasons = []
        for precision in precisions():
            found, seconds = _timed(Compiled(self._export, precision, hashes=files).encode)
            difference = float(np.abs(found @ expected.T - expected @ expected.T).max())
            reasons.append(
                f"{precision} {limit / seconds:.1f} times as fast as torch, cosines differ by {difference:.5f}"
            )
            if difference <= DIFFERENCE[precision] and seconds <= limit * SLOWER:
                return Checked(processor(), precision, reasons[-1], files)
        return Checked(processor(), None, "; ".join(reasons))

    @property
    def _file(self) -> Path:
        return self._export.folder / f"{self._export.stem}.json"

    def _kept(self) -> Checked | None:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
            known = Checked(**{**found, "files": tuple(found["files"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None  # never checked, or half written: checking again costs seconds
        return known if known.processor == processor() else None

    def _keep(self, checked: Checked) -> None:
        try:
            self._export.folder.mkdir(parents=True, exist_ok=True)
            written = self._file.with_suffix(".new")
            written.write_text(json.dumps(asdict(checked), indent=1), encoding="utf-8")
            written.replace(self._file)
        except OSError as error:
            log.warning("what was found out about this machine cannot be kept: %s", error)


def precisions() -> Iterator[Precision]:
    """Those worth trying here, the quickest first."""
    if takes_bf16():
        yield "bf16"
    yield "f32"


def processor() -> str:
    """What tells one kind of processor from another: a hash of its flags where the system gives them."""
    known = Path("/proc/cpuinfo")
    lines = known.read_text(errors="replace").splitlines() if known.is_file() else []
    flags = next((each for each in lines if each.startswith(("flags", "Features"))), platform.processor())
    return f"{platform.machine()} {hashlib.sha256(flags.encode()).hexdigest()[:12]}"


def _timed(encode: Callable[[Sequence[str]], Vectors]) -> tuple[Vectors, float]:
    """The vectors of the eight texts, and the seconds of the quickest of some rounds after a first."""
    found = encode(TEXTS)
    seconds = []
    for _ in range(ROUNDS):
        start = perf_counter()
        encode(TEXTS)
        seconds.append(perf_counter() - start)
    return found, min(seconds)


def _line(error: BaseException) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
