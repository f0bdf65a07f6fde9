"""The network that carries posts: who reprints whom, how far, and who depends on whom.

``edges`` collapses the month's reprints; ``csr`` and ``backend`` make networkx fast on them;
``authority``, ``communities``, ``dependence`` and ``cascades`` measure; ``graph``, ``export`` and
``drawing`` hand the result on. Pure functions: no clock, no randomness but a fixed seed, no files.
"""
