"""Which row a model reads next: order, packing, mixing, curricula, and a state that resumes exactly."""
