"""Where the shipped data lie: in the wheel under `_data`, in a checkout beside the package."""

from pathlib import Path


def data_folder(kind: str) -> Path:
    """The folder `checklists` or `report_templates` as shipped.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "_data" / kind, package.parent / kind):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(kind)
