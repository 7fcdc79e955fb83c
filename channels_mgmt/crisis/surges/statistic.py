"""How improbable it is that so many people write.

People of a window are counted against a negative binomial distribution, whose mean is what the rhythm of the
brand leads to expect and whose spread has three parts: how much the brand's hours differ from one another
beyond chance, how little of its rhythm is known, and, for those who complain, how much their share varies.
That is the Farrington detector in the form of Noufal et al., “An improved algorithm for outbreak detection in
multiple surveillance systems”, Statistics in Medicine 32 (2013), 1206–1222, after Farrington et al., “A
statistical algorithm for the early detection of outbreaks of infectious disease”, J. R. Statist. Soc. A 159
(1996), 547–563. It is applied to windows of several lengths that end now, of which the most improbable
counts, as in Kulldorff's prospective scan, “Prospective time periodic geographical disease surveillance using
a scan statistic”, J. R. Statist. Soc. A 164 (2001), 61–72.
"""

from math import exp, lgamma, log, log1p, log10

LARGEST = 300.0
"""The statistic is cut here: nothing is told apart beyond, and a probability of zero has no logarithm."""
POISSON_BELOW = 1e-9
NEGLIGIBLE = 1e-12


def surprise(observed: int, mean: float, spread: float) -> float:
    """−log10 of the probability that `observed` people or more write where `mean` are expected.

    `spread` is the relative variance beyond that of Poisson: the variance is mean + spread·mean². 0 where no
    more than the mean were observed; never falls when more are, and never rises when more are expected.
    """
    if observed <= mean or observed <= 0:
        return 0.0
    if mean <= 0:
        return LARGEST
    first = log_probability(observed, mean, spread)
    # The terms after it are each a known part of the one before, which above the mean is below 1.
    term, total, number = 1.0, 1.0, observed
    while term > total * NEGLIGIBLE:
        term *= step(number, mean, spread)
        total += term
        number += 1
    return min(max(-(first + log(total)) / log(10), 0.0), LARGEST)


def log_probability(number: int, mean: float, spread: float) -> float:
    """The natural logarithm of the probability of exactly this number."""
    if spread < POISSON_BELOW:
        return number * log(mean) - mean - lgamma(number + 1)
    size = 1 / spread
    return (
        lgamma(number + size)
        - lgamma(size)
        - lgamma(number + 1)
        - size * log1p(mean / size)
        + number * log(mean / (mean + size))
    )


def step(number: int, mean: float, spread: float) -> float:
    """The probability of one more than `number`, as a part of that of `number`."""
    if spread < POISSON_BELOW:
        return mean / (number + 1)
    size = 1 / spread
    return (number + size) / (number + 1) * mean / (mean + size)


def probability(statistic: float) -> float:
    """The probability of which a statistic tells."""
    return exp(-statistic * log(10))


def statistic_of(chance: float) -> float:
    return -log10(chance)
