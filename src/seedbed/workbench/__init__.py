"""The workbench: where researchers and co-researchers live."""
