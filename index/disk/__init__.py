"""An index that stays on disk: files are mapped into memory and read where a query needs them."""
