"""Weights to go on from: of a training before, or of the kept model, whose normalisations are folded in."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from intake.training.network import Lines


def load(network: Lines, path: Path, batches: Iterable[Tensor]) -> None:
    """Give a network the weights of a file (`.pt` or `.onnx`); `batches` of ink show a model what is usual."""
    if path.suffix == ".pt":
        network.load_state_dict(torch.load(path))
        return
    _unfold(network, path)
    _normalise(network, batches)


def _unfold(network: Lines, path: Path) -> None:
    """Take over convolutions with their normalisations folded in; the network's own then change nothing."""
    graph = onnx.load(path).graph
    kept = {one.name: torch.tensor(np.array(numpy_helper.to_array(one))) for one in graph.initializer}
    convolutions = iter([[kept[name] for name in node.input[1:]] for node in graph.node if node.op_type == "Conv"])
    bias = torch.zeros(0)
    for layer in network.modules():
        if isinstance(layer, nn.Conv2d):
            layer.weight.data, bias = next(convolutions)
            if layer.bias is not None:
                layer.bias.data = bias
        elif isinstance(layer, nn.BatchNorm2d):
            layer.running_mean.zero_()
            layer.running_var.fill_(1 - layer.eps)
            layer.weight.data.fill_(1.0)
            layer.bias.data = bias.clone()


def _normalise(network: Lines, batches: Iterable[Tensor]) -> None:
    """Set each normalisation to what comes to it, its result as before: training can go on from there."""
    sums: dict[nn.BatchNorm2d, tuple[float, Tensor, Tensor]] = {}

    def counted(layer: nn.BatchNorm2d, coming: tuple[Tensor], _: Tensor) -> None:
        seen = coming[0].double()
        count, total, squares = sums.get(layer, (0.0, torch.zeros(()), torch.zeros(())))
        size = seen.shape[0] * seen.shape[2] * seen.shape[3]
        sums[layer] = count + size, total + seen.sum((0, 2, 3)), squares + (seen * seen).sum((0, 2, 3))

    layers = [layer for layer in network.modules() if isinstance(layer, nn.BatchNorm2d)]
    hooks = [layer.register_forward_hook(counted) for layer in layers]
    network.eval()
    with torch.no_grad():
        for ink in batches:
            network(ink)
    for hook in hooks:
        hook.remove()
    for layer, (count, total, squares) in sums.items():
        mean, spread = total / count, squares / count - (total / count) ** 2
        layer.bias.data = (layer.bias.double() + mean).float()
        layer.weight.data = (spread + layer.eps).sqrt().float()
        layer.running_mean.copy_(mean.float())
        layer.running_var.copy_(spread.float())
