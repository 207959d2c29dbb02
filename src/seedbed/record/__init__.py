"""What a study holds: one package a noun, each with models, actions and selectors."""
