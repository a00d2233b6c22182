"""The line recogniser: a small network of our own that reads a crop of one line letter by letter.

It looks at some two syllables at once and knows no words, so that it is a witness beside the engine, and not its
echo. `./desk train` makes the model anew from made-up lines (`intake/training/`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime

from intake.pdfs import Picture
from intake.seen import ALPHABET, CLASS, SPACE, VOWELS, Scores, Seen
from intake.text import bare

HEIGHT = 48
"""Pixels of the pictures that are read."""
MARGIN = 0.14
"""Room above and below a line's words, as a part of their height."""
WORDS = 38
"""Pixels of the words themselves in a picture."""
STRIDE = 4
_MODEL = Path(__file__).parent / "weights" / "lines.onnx"
_WIDEST = 2400
_PAPER = 255
_NEVER = 60.0
_LAST = 64
"""Pictures whose scores are kept: those of about a page, some 15 MB."""


def fitted(grey: Picture, tall: float) -> Picture:
    """Return a crop whose words are `tall` pixels high, scaled and set into `HEIGHT` rows of white."""
    scale = WORDS / max(4.0, tall)
    width = max(STRIDE, min(_WIDEST, round(grey.shape[1] * scale)))
    height = max(4, round(grey.shape[0] * scale))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    made = np.asarray(cv2.resize(grey, (width, height), interpolation=way), np.uint8)
    if height >= HEIGHT:
        start = (height - HEIGHT) // 2
        return np.ascontiguousarray(made[start : start + HEIGHT])
    above = (HEIGHT - height) // 2
    return np.pad(made, ((above, HEIGHT - height - above), (0, 0)), constant_values=255)


def read(picture: Picture, allowed: str = "") -> Seen:
    """Read a picture that `fitted` made, of one line; where some letters alone are `allowed`, as these."""
    width = -(-picture.shape[1] // STRIDE) * STRIDE
    padded = np.pad(picture, ((0, 0), (0, width - picture.shape[1])), constant_values=_PAPER)
    scores = _scores(padded.tobytes()).T.copy()
    if allowed:
        scores[:, _others(allowed)] = -_NEVER
    scores -= scores.max(axis=1, keepdims=True)
    scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
    best = scores.argmax(axis=1).tolist()
    either = np.logaddexp(scores[:, _SMALL], scores[:, _CAPITAL])
    scores[:, _SMALL], scores[:, _CAPITAL] = either, either
    return _line(best, scores)


@lru_cache(maxsize=_LAST)
def _scores(picture: bytes) -> Scores:
    """Return the network's scores of a picture's pixels, (classes, steps); the last ones are kept.

    The same row is looked at for its words and for its value, and for its day with and without a seal's rings.
    """
    pixels = np.frombuffer(picture, np.uint8).reshape(1, 1, HEIGHT, -1)
    (raw,) = _session().run(None, {"ink": 1.0 - pixels.astype(np.float32) / _PAPER})
    return np.asarray(raw[0], np.float32)


def _line(best: Sequence[int], scores: Scores) -> Seen:
    """Return the line of the likeliest class at each step."""
    words: list[_Letters] = [_Letters()]
    before = 0
    for step, one in enumerate(best):
        probability = float(np.exp(scores[step, one]))
        if one == SPACE:
            words = words if not words[-1].text else [*words, _Letters()]
            words[-1].first = step + 1
        elif one and one != before:
            words[-1].text += ALPHABET[one - 1]
            words[-1].sure.append(probability)
        elif one:
            words[-1].sure[-1] = max(words[-1].sure[-1], probability)
        before = one
    found = [word for word in words if word.text]
    ends = [*(word.first for word in found[1:]), len(scores)] if found else []
    return Seen(
        " ".join(_cased(word.text) for word in found),
        min((one for word in found for one in word.sure), default=0.0),
        tuple((word.first, end) for word, end in zip(found, ends, strict=True)),
        scores,
        tuple(min(word.sure) for word in found),
    )


@dataclass(slots=True)
class _Letters:
    """A word while it is read: its letters, how sure each is, and its first step."""

    text: str = ""
    sure: list[float] = field(default_factory=list)
    first: int = 0


def _cased(word: str) -> str:
    """Return a word whose letters of one shape (o and O) take the case of the others."""
    others = [letter for letter in word[1:] if letter.isalpha() and letter.lower() not in _ONE_SHAPE]
    if not others:
        return word
    if 2 * sum(map(str.isupper, others)) > len(others):
        return "".join(letter.upper() if letter.lower() in _ONE_SHAPE else letter for letter in word)
    return word[0] + "".join(
        letter.lower() if letter.lower() in _ONE_SHAPE and before.isalpha() else letter
        for before, letter in pairwise(word)
    )


@cache
def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(_MODEL), options, providers=["CPUExecutionProvider"])


@cache
def _others(allowed: str) -> npt.NDArray[np.int64]:
    return np.array([index for index, letter in enumerate(ALPHABET, start=1) if letter not in allowed])


_ONE_SHAPE = frozenset("cosvwxzuưpk" + "".join(v for v in VOWELS if bare(v) in ("o", "u")))
"""Letters whose capitals differ from the small ones by their size alone."""
_SMALL = np.array([CLASS[letter] for letter in sorted(_ONE_SHAPE)])
_CAPITAL = np.array([CLASS[letter.upper()] for letter in sorted(_ONE_SHAPE)])
