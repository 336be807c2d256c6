"""How much work something is, for tests of growth: processor time, which a busy machine leaves alone."""

import time
from collections.abc import Callable


def grows_with(size: int, work: Callable[[int], object]) -> bool:
    """Whether eight times the size is about eight times the work: three times that is too much.

    ``work`` does it for a given size. The least of three runs counts; a tenth of a second is free,
    because below it the clock of the processor has too few ticks to compare.
    """
    return _seconds(work, 8 * size) < 3 * 8 * _seconds(work, size) + 0.1


def _seconds(work: Callable[[int], object], size: int) -> float:
    taken = []
    for _ in range(3):
        begin = time.process_time()
        work(size)
        taken.append(time.process_time() - begin)
    return min(taken)
