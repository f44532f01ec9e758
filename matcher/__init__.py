"""THE CORE: (plan items, calls) -> matches with evidence. Pure but for the encoder, which alone loads a model."""
