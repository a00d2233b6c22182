"""`./desk train`: train the line recogniser and write `intake/weights/lines.onnx`.

First on made-up lines alone (120 minutes on two cores), then with lines of worn pages, which `./desk train-lines`
makes: `./desk train --lines var/lines --start lines.pt --rate 3e-4 --minutes 60`. `.onnx` is a start too.
"""

import argparse
import math
import time
from collections.abc import Iterator
from itertools import pairwise
from multiprocessing import Process, Queue
from pathlib import Path
from random import Random

import numpy as np
import torch
from rapidfuzz.distance import Levenshtein
from torch import Tensor, nn

from intake import recogniser
from intake.pdfs import Picture
from intake.seen import ALPHABET
from intake.training import drawing, phrases, starting, worn
from intake.training.network import Lines, ink_of
from intake.training.worn import Line, Worn

_POOL = 768
_WORN = 2
"""So many lines of worn pages are learnt for each made-up one."""
_BATCH_PIXELS = 32 * 420
_HALVES = torch.backends.cpu.get_cpu_capability().startswith("AVX512")
"""Whether the processor counts in half precision; where that is imitated a step takes twelve times as long."""
_CLASS = {letter: index for index, letter in enumerate(ALPHABET, start=1)}


def main() -> None:
    """Train for some minutes, say how it goes, and keep the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--steps", type=int, help="stop after so many: a trial that writes no model")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--start", type=Path, help="weights (.pt) or a model (.onnx) to go on from")
    parser.add_argument("--lines", type=Path, help="a folder of lines of worn pages, learnt beside made-up ones")
    parser.add_argument("--weights", type=Path, default=Path("lines.pt"), help="where the weights are kept")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    network = Lines()
    check = [one for one in map(made, range(10**9, 10**9 + 300)) if one[0]]
    pages = worn.read(options.lines) if options.lines else Worn((), (), ())
    if options.start:
        usual = check + pages.draw(1500 if options.lines else 0, Random(options.seed))
        starting.load(
            network, options.start, (stacked([one for _, one in batch])[0] for batch in _batches(usual, Random(0)))
        )
    check = list(pages.check) or check
    lines: Queue[list[Line]] = Queue(3)
    maker = Process(target=_make, args=(lines, options.seed * 10**6), daemon=True)
    maker.start()
    _train(network, lines, pages, check, options)
    maker.terminate()
    if options.steps:
        right, errors = accuracy(network, check)
        print(f"{options.steps} steps: whole lines {right:.3f} letters wrong {errors:.4f}; no model written")
        return
    export(network, Path(recogniser.__file__).parent / "weights" / "lines.onnx")


def made(seed: int) -> Line:
    """Return the made-up line of a seed: its text and its picture."""
    chance = Random(seed)
    text = phrases.draw(chance)
    kept = "".join(letter for letter in text if letter in _CLASS)
    return kept, drawing.draw(kept, chance)


def _make(lines: "Queue[list[Line]]", seed: int) -> None:
    while True:
        lines.put([made(seed + index) for index in range(_POOL)])
        seed += _POOL


def _batches(pool: list[Line], chance: Random) -> Iterator[list[Line]]:
    """Yield lines of like width together, in no order."""
    kept = sorted((one for one in pool if one[0] and _fits(*one)), key=lambda one: one[1].shape[1])
    batches: list[list[Line]] = [[]]
    for line in kept:
        if batches[-1] and (len(batches[-1]) + 1) * line[1].shape[1] > _BATCH_PIXELS:
            batches.append([])
        batches[-1].append(line)
    chance.shuffle(batches)
    yield from batches


def _fits(text: str, picture: Picture) -> bool:
    doubles = sum(one == other for one, other in pairwise(text))
    return picture.shape[1] // recogniser.STRIDE > len(text) + doubles + 1


def _train(
    network: Lines, lines: "Queue[list[Line]]", pages: Worn, check: list[Line], options: argparse.Namespace
) -> None:
    chance = Random(options.seed)
    optimiser = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=1e-2)
    loss_of = nn.CTCLoss(zero_infinity=True)
    started, step, seen, running = time.monotonic(), 0, 0, 0.0
    before: list[Line] = []
    while (part := (time.monotonic() - started) / (60 * options.minutes)) < 1:
        before, pool = (fresh := lines.get()), fresh + before
        drawn = pages.draw(_WORN * len(pool), chance) if pages.easy else []
        for batch in _batches(pool + drawn, chance):
            rate = options.rate * min(1.0, (step + 1) / 200) * (0.5 + 0.5 * math.cos(math.pi * min(1.0, part)))
            for group in optimiser.param_groups:
                group["lr"] = max(rate, 1e-5)
            loss = _loss(network, batch, loss_of)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            step, seen, running = step + 1, seen + len(batch), 0.98 * running + 0.02 * loss.item()
            if step % 500 == 0:
                right, errors = accuracy(network, check)
                minutes = (time.monotonic() - started) / 60
                print(f"{minutes:6.1f} min {step:6} steps {seen:8} lines loss {running:.4f} "
                      f"whole lines {right:.3f} letters wrong {errors:.4f}", flush=True)  # fmt: skip
                torch.save(network.state_dict(), options.weights)
                network.train()
            if step == options.steps:
                return
    torch.save(network.state_dict(), options.weights)


def _loss(network: Lines, batch: list[Line], loss_of: nn.CTCLoss) -> Tensor:
    pictures, steps = stacked([picture for _, picture in batch])
    targets = torch.tensor([_CLASS[letter] for text, _ in batch for letter in text])
    lengths = torch.tensor([len(text) for text, _ in batch])
    with torch.autocast("cpu", torch.bfloat16, enabled=_HALVES):
        scores = network(pictures)
    likely = scores.float().log_softmax(1).permute(2, 0, 1)
    found: Tensor = loss_of(likely, targets, steps, lengths)
    return found


def stacked(pictures: list[Picture]) -> tuple[Tensor, Tensor]:
    """Return pictures as one tensor of ink, white on the right, and the steps of each."""
    width = -(-max(one.shape[1] for one in pictures) // recogniser.STRIDE) * recogniser.STRIDE
    padded = np.stack([np.pad(one, ((0, 0), (0, width - one.shape[1])), constant_values=255) for one in pictures])
    steps = torch.tensor([one.shape[1] // recogniser.STRIDE for one in pictures])
    return ink_of(torch.from_numpy(padded))[:, None], steps


def accuracy(network: Lines, check: list[Line]) -> tuple[float, float]:
    """Return the part of lines read without a fault, and the part of letters read wrongly."""
    network.eval()
    right = wrong = letters = 0
    with torch.no_grad():
        for text, picture in check:
            pictures, _ = stacked([picture])
            best = network(pictures)[0].argmax(0).tolist()
            read = "".join(
                ALPHABET[one - 1] for one, before in zip(best, [0, *best], strict=False) if one and one != before
            )
            right += read == text
            wrong += Levenshtein.distance(read, text)
            letters += len(text)
    return right / len(check), wrong / letters


def export(network: Lines, path: Path) -> None:
    """Write the network as ONNX, its normalisations folded in."""
    network.eval()
    path.parent.mkdir(exist_ok=True)
    example = torch.zeros(1, 1, recogniser.HEIGHT, 320)
    axes = {"ink": {0: "lines", 3: "width"}, "scores": {0: "lines", 2: "steps"}}
    torch.onnx.export(
        network, (example,), str(path), input_names=["ink"], output_names=["scores"], dynamic_axes=axes,
        dynamo=False, opset_version=13,
    )  # fmt: skip


if __name__ == "__main__":
    main()
