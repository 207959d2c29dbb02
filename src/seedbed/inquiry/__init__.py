"""A question put to a study: selectors give frames, a method answers, a run is kept."""
