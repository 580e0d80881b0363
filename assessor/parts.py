"""Parts that an installation may lack, each with the command that adds it.

The commands name the parts and never this program: on a public index its name may be another program's.
"""

from collections.abc import Mapping
from types import MappingProxyType

INSTALL: Mapping[str, str] = MappingProxyType(
    {
        "planning": 'python -m pip install "highspy>=1.15,<2"',
        "postgres": 'python -m pip install "psycopg[binary]>=3.3,<4"',
        "seal": 'python -m pip install "cryptography>=46" "pyrage>=1.4,<2"',
        "web": 'python -m pip install "textual-serve==1.1.3"',
        "jinja2": 'python -m pip install "jinja2>=3.1.6,<4"',
        "pylopdf-fonts-jp": 'python -m pip install "pylopdf-fonts-jp>=0.1.1,<0.2"',
        "python-docx": 'python -m pip install "python-docx>=1.2,<2"',
        "typst": 'python -m pip install "typst>=0.15.2,<0.16"',
    }
)
"""By the name of an extra, or of a part that belongs to every installation."""
