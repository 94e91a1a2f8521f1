"""Philox 4x64 with ten rounds, written from its paper: the witness of the raw bits."""

MASK = 2**64 - 1
MULTIPLIERS = (0xD2E7470EE14C6C93, 0xCA5A826395121157)
WEYL = (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B)


def words(seed, count):
    """The first ``count`` 64-bit words for the key (seed, 0); the counter starts at 1, as numpy's does."""
    found = []
    counter = 0
    while len(found) < count:
        counter += 1
        x, key = [counter, 0, 0, 0], [seed, 0]
        for _ in range(10):
            first, second = MULTIPLIERS[0] * x[0], MULTIPLIERS[1] * x[2]
            x = [(second >> 64) ^ x[1] ^ key[0], second & MASK, (first >> 64) ^ x[3] ^ key[1], first & MASK]
            key = [(k + w) & MASK for k, w in zip(key, WEYL, strict=True)]
        found += x
    return found[:count]
