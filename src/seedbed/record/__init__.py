"""What a study holds: one package a noun, each with models, actions (writes) and selectors (reads)."""
