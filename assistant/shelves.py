"""Which shelf the settings name."""

from sqlalchemy import Engine

from assistant.folder_shelf import FolderShelf
from assistant.settings import Settings
from assistant.shelf import Shelf


def shelf_of(settings: Settings, engine: Engine) -> Shelf:
    """Where the settings say. What Milvus needs is imported only for it."""
    if settings.vector_store == "faiss":
        return FolderShelf(settings.index, settings.state, engine)
    from assistant.milvus_shelf import MilvusShelf

    return MilvusShelf(settings, engine)
