"""The recogniser's network: convolutions alone, so that a line of any width is read in one pass."""

from torch import Tensor, nn

from intake import recogniser
from intake.seen import ALPHABET

CLASSES = len(ALPHABET) + 1
_WIDTH = 192
_DEPTH = 5
_WHITE = 255.0


class Lines(nn.Module):
    """Takes (N, 1, HEIGHT, W) of ink (0 to 1, 1 is black), gives (N, CLASSES, W / STRIDE) of scores."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = nn.Sequential(
            _block(1, 24, (2, 2)),
            _block(24, 40, (2, 2)),
            _block(40, 56, (1, 1)),
            _block(56, 80, (2, 1)),
            _block(80, 96, (1, 1)),
            _block(96, 128, (2, 1)),
            nn.Conv2d(128, _WIDTH, (recogniser.HEIGHT // 16, 1), bias=False),
            nn.BatchNorm2d(_WIDTH),
            nn.ReLU(inplace=True),
        )
        self.letters = nn.Sequential(*(_Step(1 + index % 2) for index in range(_DEPTH)))
        self.classes = nn.Conv2d(_WIDTH, CLASSES, 1)

    def forward(self, ink: Tensor) -> Tensor:
        """Return the scores of each class at each step."""
        return self.classes(self.letters(self.picture(ink))).squeeze(2)


class _Step(nn.Module):
    """Looks at neighbouring letters and adds what it sees."""

    def __init__(self, reach: int) -> None:
        super().__init__()
        self.look = nn.Sequential(
            nn.Conv2d(_WIDTH, _WIDTH, (1, 3), padding=(0, reach), dilation=(1, reach), bias=False),
            nn.BatchNorm2d(_WIDTH),
            nn.ReLU(inplace=True),
        )

    def forward(self, seen: Tensor) -> Tensor:
        return seen + self.look(seen)


def _block(coming: int, going: int, stride: tuple[int, int]) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(coming, going, 3, stride, padding=1, bias=False), nn.BatchNorm2d(going), nn.ReLU(inplace=True)
    )


def ink_of(pictures: Tensor) -> Tensor:
    """Return grey pictures (255 is white) as ink."""
    return 1.0 - pictures.float() / _WHITE
