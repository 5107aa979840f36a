"""What hubs of data sets want beside the files: a card for Hugging Face, metadata for Kaggle, Zenodo and Datasette."""

from scripts.export.hubs.datasette import datasette
from scripts.export.hubs.hugging_face import hugging_face
from scripts.export.hubs.kaggle import kaggle
from scripts.export.metadata.zenodo import zenodo
from scripts.files.json_file import to_json
from scripts.package.release import Release


def hubs(release: Release) -> dict[str, str]:
    """The text of every file by its path in the archive; RELEASING.md says where each goes."""
    return {
        "hubs/huggingface/README.md": hugging_face(release),
        "hubs/kaggle/dataset-metadata.json": to_json(kaggle(release)),
        "hubs/zenodo/zenodo.json": to_json(zenodo(release)),
        "hubs/datasette/metadata.json": to_json(datasette(release)),
    }
