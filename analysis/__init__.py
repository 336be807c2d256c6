"""What is true of two texts: reading, voices, and the measures taken of them. Draws nothing."""
