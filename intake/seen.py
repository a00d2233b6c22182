"""What the line recogniser has seen along a line, from which any reading of it is judged."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]

VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
ALPHABET = (
    " " + VOWELS + VOWELS.upper() + "bcdđfghjklmnpqrstvwxz" + "BCDĐFGHJKLMNPQRSTVWXZ" + "0123456789"
    + ".,:;-/()@_&'\"+%<*–…?!#=°"
)  # fmt: skip
"""The letters that are known; the network's class 0 is "nothing", class n is ALPHABET[n - 1]."""
CLASS = {letter: index for index, letter in enumerate(ALPHABET, start=1)}
SPACE = CLASS[" "]
_LEAST = 1e-300
"""What the likeliest way is at least, so that a text without any is divided by no zero."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the network sees along one line: its best reading, and `scores` from which any other is judged.

    `scores` is (steps, classes) of logarithms of probabilities; `confidence` is that of the least sure letter;
    `spans` are the steps of each word of `text`, first and past the last; `sure` is that of its least sure letter.
    """

    text: str
    confidence: float
    spans: tuple[tuple[int, int], ...]
    scores: Scores
    sure: tuple[float, ...] = ()

    def likelihoods(self, word: int, spellings: Sequence[str]) -> list[float]:
        """Return the logarithm of the probability of each spelling of a word, over all ways to lay it along.

        A spelling with a letter that the network does not know has the probability 0 (minus infinity).
        """
        return self.along(*self.spans[word], spellings)

    def along(self, first: int, end: int, spellings: Sequence[str]) -> list[float]:
        """Return the logarithm of the probability of each spelling of what stands from one step to another."""
        return likelihoods(self.scores[first:end], spellings)


def likelihoods(scores: Scores, spellings: Sequence[str]) -> list[float]:
    """Return the logarithm of the probability of each spelling of what some steps show, as `Seen.along` does."""
    known = [one for one in spellings if one and all(letter in CLASS for letter in one)]
    found = dict(zip(known, _forward(scores, known), strict=True))
    return [found.get(one, -np.inf) for one in spellings]


def _forward(scores: Scores, texts: Sequence[str]) -> list[float]:
    """Return the likelihood of some texts by connectionist temporal classification, all in one pass.

    These are the forward variables of Graves et al. (2006): a way ends in the last letter or the nothing after.
    They are kept as probabilities, those of each text as parts of its likeliest: adding logarithms takes three
    times as long.
    """
    if not texts:
        return []
    length = 2 * max(map(len, texts)) + 1
    labels = np.zeros((len(texts), length), np.int64)
    for row, text in enumerate(texts):
        labels[row, 1 : 2 * len(text) : 2] = [CLASS[letter] for letter in text]
    may_skip = np.zeros(labels.shape, bool)
    may_skip[:, 2:] = (labels[:, 2:] != 0) & (labels[:, 2:] != labels[:, :-2])
    heard = np.exp(scores.astype(np.float64))
    heard[:, 0] += heard[:, SPACE]
    before = np.zeros((len(texts), length + 2))
    """Two columns of nothing, then the ways so far."""
    before[:, 2], before[:, 3] = heard[0, 0], heard[0, labels[:, 1]]
    whole = np.zeros(len(texts))
    for step in heard[1:]:
        ways = before[:, 2:] + before[:, 1:-1]
        ways += may_skip * before[:, :-2]
        ways *= step[labels]
        likeliest = np.maximum(ways.max(axis=1), _LEAST)
        whole += np.log(likeliest)
        before[:, 2:] = ways / likeliest[:, None]
    rows, ends = np.arange(len(texts)), np.array([2 * len(text) + 1 for text in texts])
    with np.errstate(divide="ignore"):
        found = whole + np.log(before[rows, ends] + before[rows, ends + 1])
    return [float(one) for one in found]
