"""The six stages of an innovation, in order."""

# Innovate Project's six-stage model, the default. Any other model is passed as ``order``.
INNOVATE_STAGES = (
    "mobilising",
    "designing",
    "developing",
    "integrating",
    "growing",
    "system-change",
)
